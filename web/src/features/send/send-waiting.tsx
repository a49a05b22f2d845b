import { useTranslation } from "react-i18next";
import { Timeline } from "../../components/timeline";
import { Unanswered } from "../../components/unanswered";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { type SendDraft, sendDraft } from "./draft";

type SendWaitingProps = { draft: SendDraft; unanswered: boolean; error: unknown; onAskAgain: () => void };

/** What is known of a transfer whose answer was lost. */
export function SendWaiting({ draft, unanswered, ...rest }: SendWaitingProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const amount = formatWon(draft.amount, language);
  return (
    <Unanswered unanswered={unanswered} onGiveUp={sendDraft.clear} {...rest}>
      <div className="mt-8">
        <Timeline
          steps={[
            { state: "done", title: t("waiting.requested", { name: draft.maskedName, kind: draft.kind, amount }) },
            { state: "now", title: t(unanswered ? "waiting.noAnswer" : "waiting.asking") },
            { state: "todo", title: t("waiting.result") },
          ]}
        />
      </div>
    </Unanswered>
  );
}
