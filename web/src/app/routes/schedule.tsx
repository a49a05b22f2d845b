import { useQuery } from "@apollo/client/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams } from "react-router";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { Button, ButtonLink } from "../../components/ui/button";
import { hasFailed } from "../../features/schedules/has-failed";
import { ScheduleActions } from "../../features/schedules/schedule-actions";
import { ScheduleDetail } from "../../features/schedules/schedule-detail";
import { ScheduleDetailDocument } from "../../gql/graphql";
import { useSendNow } from "../use-send-now";

/* GraphQL */ `
  query ScheduleDetail($id: ID!) {
    schedule(id: $id) {
      id
      ...Schedule_schedule @unmask
      runs {
        dueAt
        state
        transferId
        failureMessage
      }
    }
  }
`;

/** So close to a run it is looked at again and again, until its outcome is there. */
const NEAR_MS = 60_000;
const LOOK_EVERY_MS = 3_000;

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const made = Boolean((useLocation().state as { made?: boolean } | null)?.made);
  const { data, error, loading, refetch, startPolling, stopPolling } = useQuery(ScheduleDetailDocument, {
    variables: { id },
    fetchPolicy: "cache-and-network",
  });
  const schedule = data?.schedule;
  const waiting = schedule?.lastRun?.state === "RUNNING";
  const nextRunAt = schedule?.nextRunAt;
  useEffect(() => {
    const look = () => startPolling(LOOK_EVERY_MS);
    if (waiting) look();
    const away = nextRunAt ? Date.parse(nextRunAt) - Date.now() - NEAR_MS : null;
    // Browsers cannot wait for longer than this.
    const timer = away !== null && away < 2 ** 31 ? setTimeout(look, Math.max(0, away)) : undefined;
    return () => {
      clearTimeout(timer);
      stopPolling();
    };
  }, [waiting, nextRunAt, startPolling, stopPolling]);
  const sendNowOf = useSendNow();
  const sendNow = schedule && hasFailed(schedule) ? sendNowOf(schedule) : null;
  if (schedule)
    return (
      <Flow
        close={made}
        exit={made ? "/" : "/schedules"}
        action={
          <>
            <ScheduleActions
              schedule={schedule}
              // What was made just now is something else from now on.
              onDone={() => void navigate(".", { replace: true })}
              onRefused={() => void refetch()}
            />
            {sendNow && (
              <Button variant="yolk" size="xl" onClick={sendNow}>
                {t("schedules.sendNow")}
              </Button>
            )}
            {made && (
              <ButtonLink to="/schedules" size="xl" variant="ghost">
                {t("schedules.all")}
              </ButtonLink>
            )}
          </>
        }
      >
        <ScheduleDetail schedule={schedule} runs={schedule.runs} made={made} />
      </Flow>
    );
  return (
    <Flow exit="/schedules">
      <PageTitle title={t("schedules.title")} className="mt-2 question" />
      {error ? (
        <Failure title={t("schedules.failed")} error={error} onRetry={() => void refetch()} />
      ) : loading ? (
        <RowsSkeleton rows={3} />
      ) : (
        <Empty missing title={t("schedules.missing")} text={t("schedules.missingText")}>
          <ButtonLink to="/schedules">{t("schedules.all")}</ButtonLink>
        </Empty>
      )}
    </Flow>
  );
}
