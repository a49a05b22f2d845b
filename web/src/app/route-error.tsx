import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { Failure } from "../components/failure";
import { PageTitle } from "../components/page-title";
import { useOnline } from "../lib/online";
import { refreshSession, SessionUnreachable } from "../lib/session";
import { Later } from "./later";

const LastSeenHistory = lazy(() =>
  import("./last-seen-history").then(({ LastSeenHistory }) => ({ default: LastSeenHistory })),
);

const KNOCK_MS = 10_000;

/** Loads the page again as soon as the server answers. */
function useComeBack(isAway: boolean): boolean {
  const isOnline = useOnline();
  useEffect(() => {
    if (!isAway || !isOnline) return;
    const knock = () =>
      refreshSession().then(
        () => window.location.reload(),
        () => undefined,
      );
    void knock();
    const timer = setInterval(() => void knock(), KNOCK_MS);
    return () => clearInterval(timer);
  }, [isAway, isOnline]);
  return isOnline;
}

/** Something nobody foresaw, or no way to the server: what about the money, try again, and the request number. */
export function RouteError() {
  const { t } = useTranslation();
  const error = useRouteError();
  const offline = error instanceof SessionUnreachable;
  const isOnline = useComeBack(offline);
  const title = t(offline ? "failure.unreachable" : "failure.page");
  return (
    <div className="mx-auto w-full max-w-[480px] px-5 pt-10">
      <PageTitle title={title} className="sr-only" />
      <Failure
        title={title}
        text={t(isOnline ? "failure.neverTwice" : "offline.banner")}
        error={error}
        onRetry={() => window.location.reload()}
      >
        <a href="/" className="inline-flex h-12 items-center rounded-md px-5 font-semibold hover:bg-surface-muted">
          {t("common.home")}
        </a>
      </Failure>
      {offline && (
        <Suspense>
          <LastSeenHistory />
        </Suspense>
      )}
    </div>
  );
}

/** The same where no screen is around it. */
export function RootError() {
  return (
    <>
      <main id="main" tabIndex={-1} className="outline-none">
        <RouteError />
      </main>
      <Later />
    </>
  );
}
