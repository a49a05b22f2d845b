import { useTranslation } from "react-i18next";
import { TextField } from "./ui/text-field";

const MEMO_LENGTH = 20;

export interface Memos {
  memo: string;
  recipientMemo: string;
}

type MemoFieldsProps = { memos: Memos; onChange: (part: Partial<Memos>) => void; disabled?: boolean };

/** What the recipient sees of a transfer, and what its sender does. */
export function MemoFields({ memos, onChange, disabled = false }: MemoFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-1 gap-4 pb-4">
      <TextField
        label={t("send.recipientMemo")}
        hint={t("send.memoHint", { count: MEMO_LENGTH })}
        maxLength={MEMO_LENGTH}
        value={memos.recipientMemo}
        disabled={disabled}
        onChange={(event) => onChange({ recipientMemo: event.target.value })}
      />
      <TextField
        label={t("send.memo")}
        maxLength={MEMO_LENGTH}
        value={memos.memo}
        disabled={disabled}
        onChange={(event) => onChange({ memo: event.target.value })}
      />
    </div>
  );
}
