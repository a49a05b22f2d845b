import { useTranslation } from "react-i18next";
import { TextField } from "../../components/ui/text-field";
import { type SendDraft, sendDraft } from "./draft";

const MEMO_LENGTH = 20;

export function MemoFields({ draft, disabled }: { draft: SendDraft; disabled: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-1 gap-4 pb-4">
      <TextField
        label={t("send.recipientMemo")}
        hint={t("send.memoHint", { count: MEMO_LENGTH })}
        maxLength={MEMO_LENGTH}
        value={draft.recipientMemo}
        disabled={disabled}
        onChange={(event) => sendDraft.change({ recipientMemo: event.target.value })}
      />
      <TextField
        label={t("send.memo")}
        maxLength={MEMO_LENGTH}
        value={draft.memo}
        disabled={disabled}
        onChange={(event) => sendDraft.change({ memo: event.target.value })}
      />
    </div>
  );
}
