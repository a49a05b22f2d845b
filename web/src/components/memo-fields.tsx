import { useTranslation } from "react-i18next";
import { TextField } from "./ui/text-field";

const MEMO_LENGTH = 20;

export interface Memos {
  memo: string;
  recipientMemo: string;
}

/** What the server takes for no text: control characters and those that turn the direction of what follows. */
const UNUSABLE = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;
const usable = (text: string) => text.replace(UNUSABLE, " ");

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
        onChange={(event) => onChange({ recipientMemo: usable(event.target.value) })}
      />
      <TextField
        label={t("send.memo")}
        maxLength={MEMO_LENGTH}
        value={memos.memo}
        disabled={disabled}
        onChange={(event) => onChange({ memo: usable(event.target.value) })}
      />
    </div>
  );
}
