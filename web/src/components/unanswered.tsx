import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Egg } from "./egg";
import { Flow } from "./flow";
import { PageTitle } from "./page-title";
import { RequestNumber } from "./request-number";
import { Button, ButtonLink } from "./ui/button";

type UnansweredProps = { unanswered: boolean; error: unknown; onAskAgain: () => void; children?: ReactNode };

/** The answer was lost. Nobody knows yet, so nothing here says done or failed, and nothing is yolk. */
export function Unanswered({ unanswered, error, onAskAgain, children }: UnansweredProps) {
  const { t } = useTranslation();
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
      {children}
      <RequestNumber error={error} />
    </Flow>
  );
}
