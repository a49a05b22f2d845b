import { useTranslation } from "react-i18next";
import { TextField } from "../../components/ui/text-field";

const MEMO_LENGTH = 20;

export function MemoField({ value, onChange }: { value: string; onChange: (memo: string) => void }) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t("requests.memo")}
      hint={t("requests.memoHint", { count: MEMO_LENGTH })}
      maxLength={MEMO_LENGTH}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
