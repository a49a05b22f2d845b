import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useConnectionState } from "../lib/graphql/connection-state";
import { Egg } from "./egg";
import { Flow } from "./flow";
import { PageTitle } from "./page-title";
import { RequestNumber } from "./request-number";
import { Button, ButtonLink } from "./ui/button";

type UnansweredProps = {
  unanswered: boolean;
  error: unknown;
  onAskAgain: () => void;
  /** What was asked for is of no interest any more. */
  onGiveUp: () => void;
  children?: ReactNode;
};

/** Later somebody may have thought better of it. */
const ASKS_BY_ITSELF_MS = 5 * 60_000;

/** Once the connection is there again, the question is too, as long as whoever asked is likely to wait for it. */
function useAskWhenBack(unanswered: boolean, ask: () => void): void {
  const since = useRef(Date.now());
  const connection = useConnectionState();
  const before = useRef(connection);
  const isBack = useRef(false);
  useEffect(() => {
    isBack.current ||= connection === "live" && (before.current === "reconnecting" || before.current === "off");
    before.current = connection;
    if (!unanswered || !isBack.current) return;
    isBack.current = false;
    if (Date.now() - since.current < ASKS_BY_ITSELF_MS) ask();
  }, [connection, unanswered, ask]);
}

/** The answer was lost. Nobody knows yet, so nothing here says done or failed, and nothing is yolk. */
export function Unanswered({ unanswered, error, onAskAgain, onGiveUp, children }: UnansweredProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useAskWhenBack(unanswered, onAskAgain);
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
          {unanswered && (
            <Button
              variant="ghost"
              onClick={() => {
                void navigate("/history", { replace: true });
                onGiveUp();
              }}
            >
              {t("waiting.giveUp")}
            </Button>
          )}
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
