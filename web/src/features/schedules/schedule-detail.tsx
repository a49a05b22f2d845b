import { useTranslation } from "react-i18next";
import { Fact, Facts } from "../../components/facts";
import { PageTitle } from "../../components/page-title";
import { ButtonLink } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import type { Schedule_ScheduleFragment, ScheduleDetailQuery } from "../../gql/graphql";
import { maskAccountNumber } from "../../lib/account-number";
import { formatDay, formatDayKey, formatTime } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { isRepeating } from "../../lib/schedule-rule";
import { useScheduleWords } from "../../lib/use-schedule-words";
import { CancelTimer } from "./cancel-timer";
import { changeDraft, isChangeable } from "./change-draft";
import { hasFailed } from "./has-failed";
import { ScheduleRuns } from "./schedule-runs";

type ScheduleDetailProps = {
  schedule: Schedule_ScheduleFragment;
  runs: NonNullable<ScheduleDetailQuery["schedule"]>["runs"];
  /** Just now: this is the answer to having asked for it. */
  made: boolean;
};

export function ScheduleDetail({ schedule, runs, made }: ScheduleDetailProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useScheduleWords();
  const { kind, state, recipientName: name, nextRunAt, cancellableUntil, upcoming, timesMax, endsOn } = schedule;
  const repeats = isRepeating(kind);
  const titles = {
    ACTIVE: repeats ? "schedules.titleRepeats" : "schedules.titleOnce",
    PAUSED: "schedules.titlePaused",
    ENDED: hasFailed(schedule) ? "schedules.titleFailed" : "schedules.titleEnded",
    CANCELLED: "schedules.titleCancelled",
  } as const;
  const amount = formatWon(schedule.amount, language);
  return (
    <>
      <PageTitle title={t(titles[state], { name, kind: schedule.recipientKind, amount })} className="mt-2 question" />
      {made && state === "ACTIVE" && (
        <div className="mt-5">
          <Note role="status" title={t("schedules.made")}>
            {t("schedules.madeText")}
          </Note>
        </div>
      )}
      {state === "ACTIVE" && nextRunAt && cancellableUntil && (
        <CancelTimer nextRunAt={nextRunAt} until={cancellableUntil} />
      )}
      <div className="mt-6">
        <Facts>
          <Fact label={t("schedules.when")}>{words({ ...schedule, nextRunAt: nextRunAt ?? runs[0]?.dueAt })}</Fact>
          {endsOn && <Fact label={t("schedules.endsOn")}>{formatDayKey(endsOn, language)}</Fact>}
          {timesMax !== null && (
            <Fact label={t("schedules.times")}>
              {t("schedules.timesOf", { max: timesMax, count: schedule.runCount })}
            </Fact>
          )}
          <Fact label={t("send.toAccount")}>
            {t("common.ourBank")} {maskAccountNumber(schedule.toAccountNumber)}
          </Fact>
          <Fact label={t("send.fromAccount")}>
            {t("common.ourBank")} {maskAccountNumber(schedule.fromAccountNumber)}
          </Fact>
          {schedule.recipientMemo && <Fact label={t("send.recipientMemo")}>{schedule.recipientMemo}</Fact>}
          {schedule.memo && <Fact label={t("send.memo")}>{schedule.memo}</Fact>}
        </Facts>
        {isChangeable(schedule) && (
          <ButtonLink
            to={`/schedules/${schedule.id}/change`}
            size="md"
            className="mt-2 w-full"
            onClick={changeDraft.clear}
          >
            {t("schedules.change")}
          </ButtonLink>
        )}
      </div>
      {repeats && upcoming.length > 0 && (
        <section aria-labelledby="upcoming" className="pt-5">
          <h2 id="upcoming" className="text-body-lg font-bold">
            {t("schedules.upcoming")}
          </h2>
          <ol className="pt-1.5">
            {upcoming.map((at) => (
              <li key={at} className="flex justify-between gap-3 py-1.5 text-label">
                <span>{formatDay(at, language)}</span>
                <span className="text-ink-muted">{formatTime(at, language)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <section aria-labelledby="runs" className="pt-5 pb-6">
        <h2 id="runs" className="text-body-lg font-bold">
          {t("schedules.runs")}
        </h2>
        <ScheduleRuns runs={runs} />
      </section>
    </>
  );
}
