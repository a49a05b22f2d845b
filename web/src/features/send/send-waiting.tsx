import { useTranslation } from "react-i18next";
import { Egg } from "../../components/egg";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { RequestNumber } from "../../components/request-number";
import { Timeline } from "../../components/timeline";
import { Button, ButtonLink } from "../../components/ui/button";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import type { SendDraft } from "./draft";

type SendWaitingProps = { draft: SendDraft; unanswered: boolean; error: unknown; onAskAgain: () => void };

/** The answer was lost. Nobody knows yet, so nothing here says sent or failed, and nothing is yolk. */
export function SendWaiting({ draft, unanswered, error, onAskAgain }: SendWaitingProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const amount = formatWon(draft.amount, language);
  return (
    <Flow
      close
      action={
        <>
          {unanswered && (
            <Button variant="ink" size="xl" onClick={onAskAgain}>
              {t("waiting.askAgain")}
            </Button>
          )}
          <ButtonLink to="/" size="xl">
            {t("waiting.home")}
          </ButtonLink>
        </>
      }
    >
      <div className="-ml-[7px] pt-5">
        <Egg state="waiting" width={58} />
      </div>
      <PageTitle
        key={unanswered ? "unanswered" : "checking"}
        title={t(unanswered ? "waiting.unansweredTitle" : "waiting.checkingTitle")}
        className="mt-3.5 question"
      />
      <p role="status" className="mt-2 lead">
        {t(unanswered ? "waiting.unansweredText" : "waiting.checkingText")}
      </p>
      <div className="mt-8">
        <Timeline
          steps={[
            { state: "done", title: t("waiting.requested", { name: draft.maskedName, amount }) },
            { state: "now", title: t(unanswered ? "waiting.noAnswer" : "waiting.asking") },
            { state: "todo", title: t("waiting.result") },
          ]}
        />
      </div>
      <RequestNumber error={error} />
    </Flow>
  );
}
