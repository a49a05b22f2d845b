import { CalendarClock, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { DueSoon_ScheduleFragment } from "../../gql/graphql";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { formatDay, formatTime } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";

/* GraphQL */ `
  fragment DueSoon_schedule on Schedule {
    id
    recipientName
    amount
    nextRunAt
  }
`;

const SOON_MS = 3 * 86_400_000;

/** The next scheduled transfer when it is near; it comes with the list that it stands above, so nothing moves aside. */
export function DueSoon({ schedule }: { schedule: DueSoon_ScheduleFragment | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = useAmountsHidden();
  if (!schedule?.nextRunAt || Date.parse(schedule.nextRunAt) - Date.now() > SOON_MS) return null;
  const { id, recipientName, amount, nextRunAt } = schedule;
  return (
    <Link
      to={`/schedules/${id}`}
      className="mx-5 mt-3 flex min-h-14 items-center gap-3 rounded-btn bg-surface-muted px-4 py-2.5 hover:bg-surface-press"
    >
      <CalendarClock className="icon flex-none text-ink-muted" aria-hidden="true" />
      <span className="min-w-0 flex-1">
        <span className="block text-label font-medium">
          {t("schedules.soon")} · {recipientName}
          {!hidden && ` ${formatWon(amount, language)}`}
        </span>
        <span className="block text-caption text-ink-muted">
          {formatDay(nextRunAt, language)} {formatTime(nextRunAt, language)}
        </span>
      </span>
      <ChevronRight className="icon flex-none text-ink-muted" aria-hidden="true" />
    </Link>
  );
}
