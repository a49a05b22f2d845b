import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "../../components/avatar";
import { Money } from "../../components/money";
import type { Schedule_ScheduleFragment } from "../../gql/graphql";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { formatShortDay } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { useScheduleWords } from "../../lib/use-schedule-words";
import { hasFailed } from "./has-failed";

/* GraphQL */ `
  fragment Schedule_schedule on Schedule {
    id
    fromAccountId
    kind
    state
    fromAccountNumber
    toAccountNumber
    recipientName
    recipientKind
    amount
    memo
    recipientMemo
    weekday
    dayOfMonth
    hour
    endsOn
    timesMax
    runCount
    nextRunAt
    upcoming
    cancellableUntil
    lastRun {
      dueAt
      state
      failureMessage
    }
  }
`;

/** To whom, when, how much; and what went wrong the last time. */
export function ScheduleRow({ schedule }: { schedule: Schedule_ScheduleFragment }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = useAmountsHidden();
  const words = useScheduleWords();
  const { id, kind, state, recipientName, recipientKind, amount, nextRunAt, lastRun } = schedule;
  const repeats = kind === "WEEKLY" || kind === "MONTHLY";
  // Of one that runs once the moment stands under the name already.
  const second =
    repeats && nextRunAt
      ? formatShortDay(nextRunAt, language)
      : t(`schedules.state.${hasFailed(schedule) ? "FAILED" : state}`);
  return (
    <li>
      <Link
        to={`/schedules/${id}`}
        className="-mx-5 flex min-h-(--row) items-center gap-3 px-5 py-2.5 -outline-offset-2 transition-colors hover:bg-surface-muted"
      >
        <Avatar kind={recipientKind} name={recipientName} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-body-lg font-medium">{recipientName}</span>
          <span className="mt-px block text-caption text-ink-muted">
            {repeats || nextRunAt ? words(schedule) : t(`schedules.kind.${kind}`)}
          </span>
          {lastRun?.state === "FAILED" && (
            <span className="mt-px flex items-start gap-1 text-caption text-negative">
              <CircleAlert className="icon-sm mt-0.5 flex-none" aria-hidden="true" />
              <span>{lastRun.failureMessage ?? t("schedules.lastFailed")}</span>
            </span>
          )}
        </span>
        <span className="flex-none text-right">
          {hidden ? (
            <span className="block text-caption font-medium text-ink-muted">{t("money.hiddenShort")}</span>
          ) : (
            <Money amount={amount} size="row" sign="out" cancelled={state === "CANCELLED"} className="block" />
          )}
          <span className="mt-px block text-caption text-ink-muted">{second}</span>
        </span>
      </Link>
    </li>
  );
}
