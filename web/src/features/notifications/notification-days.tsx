import {
  ArrowDownLeft,
  ArrowUpRight,
  CalendarClock,
  CircleX,
  FileText,
  HandCoins,
  type LucideIcon,
  ShieldCheck,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { NotificationDays_NotificationFragment, NotificationKind } from "../../gql/graphql";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { classNames } from "../../lib/class-names";
import { dayKey, formatDay, formatTime } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { withoutSums } from "../../lib/money";
import { useNearDay } from "../../lib/use-near-day";

/* GraphQL */ `
  fragment NotificationDays_notification on Notification {
    id
    kind
    category
    title
    text
    at
    isRead
    transferId
    requestId
    scheduleId
    statementId
  }
`;

/** Where the money went, or what it is about; the title says so in words. */
const looks: Record<NotificationKind, { Icon: LucideIcon; tone: string }> = {
  MONEY_IN: { Icon: ArrowDownLeft, tone: "bg-positive-soft text-positive" },
  CHARGED: { Icon: ArrowDownLeft, tone: "bg-positive-soft text-positive" },
  WITHDRAWN: { Icon: ArrowUpRight, tone: "bg-surface-muted text-ink" },
  WITHDRAWAL_FAILED: { Icon: CircleX, tone: "bg-negative-soft text-negative" },
  REQUEST_MADE: { Icon: HandCoins, tone: "bg-info-soft text-info" },
  REQUEST_REMINDED: { Icon: HandCoins, tone: "bg-info-soft text-info" },
  REQUEST_DECLINED: { Icon: HandCoins, tone: "bg-surface-muted text-ink" },
  REQUEST_CANCELLED: { Icon: HandCoins, tone: "bg-surface-muted text-ink" },
  REQUEST_EXPIRED: { Icon: HandCoins, tone: "bg-surface-muted text-ink" },
  MONEY_NOTICE: { Icon: CalendarClock, tone: "bg-warning-soft text-warning" },
  NOTICE: { Icon: ShieldCheck, tone: "bg-info-soft text-info" },
};

const STATEMENT = { Icon: FileText, tone: "bg-info-soft text-info" };

/** By day, newest first. */
export function NotificationDays({
  notifications,
}: {
  notifications: readonly NotificationDays_NotificationFragment[];
}) {
  const nearDay = useNearDay();
  const language = useLanguage();
  const days = [...Map.groupBy(notifications, ({ at }) => dayKey(at))];
  return days.map(([day, items]) => {
    const at = items[0]?.at ?? "";
    const relative = nearDay(at);
    return (
      <section key={day} aria-labelledby={`day-${day}`} className="pt-5">
        <h2 id={`day-${day}`} className="pb-1 text-caption font-medium text-ink-muted">
          {relative ? `${relative}, ${formatDay(at, language)}` : formatDay(at, language)}
        </h2>
        <ul className="-mx-2">
          {items.map((notification) => (
            <li key={notification.id}>
              <Row notification={notification} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function Row({ notification }: { notification: NotificationDays_NotificationFragment }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { kind, category, title, text, at, isRead, transferId, requestId, scheduleId, statementId } = notification;
  const hidden = useAmountsHidden();
  const shown = (words: string) => (hidden ? withoutSums(words) : words);
  const { Icon, tone } = statementId ? STATEMENT : looks[kind];
  const elsewhere = category === "SECURITY" ? "/security" : "/history";
  const to = transferId
    ? `/transfers/${transferId}`
    : requestId
      ? `/requests/${requestId}`
      : scheduleId
        ? `/schedules/${scheduleId}`
        : statementId
          ? "/history?export"
          : elsewhere;
  return (
    <Link to={to} className="flex min-h-(--row) items-start gap-3 rounded-md px-2 py-3 hover:bg-surface-muted">
      <span aria-hidden="true" className={classNames("grid size-10 flex-none place-items-center rounded-full", tone)}>
        <Icon className="icon" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block text-body font-medium">
          {shown(title)}
          {!isRead && (
            <>
              <span
                aria-hidden="true"
                className="ml-1.5 inline-block size-[9px] rounded-full border-[1.5px] border-(--accent-edge) bg-(--accent) align-middle"
              />
              <span className="sr-only"> {t("notifications.new")}</span>
            </>
          )}
        </span>
        <span className="block text-caption text-ink-muted">{shown(text)}</span>
      </span>
      <time dateTime={at} className="flex-none text-caption text-ink-muted tabular-nums">
        {formatTime(at, language)}
      </time>
    </Link>
  );
}
