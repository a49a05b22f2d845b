import { ArrowDownLeft, HandCoins, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { NotificationDays_NotificationFragment } from "../../gql/graphql";
import { classNames } from "../../lib/class-names";
import { dayKey, daysAgo, formatDay, formatTime } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";

/* GraphQL */ `
  fragment NotificationDays_notification on Notification {
    id
    category
    title
    text
    at
    isRead
    transferId
    requestId
  }
`;

const icons = { MONEY: ArrowDownLeft, SECURITY: ShieldCheck };

/** By day, newest first. */
export function NotificationDays({
  notifications,
}: {
  notifications: readonly NotificationDays_NotificationFragment[];
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const days = [...Map.groupBy(notifications, ({ at }) => dayKey(at))];
  return days.map(([day, items]) => {
    const at = items[0]?.at ?? "";
    const ago = daysAgo(at);
    const relative = ago === 0 ? t("date.today") : ago === 1 ? t("date.yesterday") : null;
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
  const { category, title, text, at, isRead, transferId, requestId } = notification;
  const Icon = requestId ? HandCoins : icons[category];
  const to = transferId
    ? `/transfers/${transferId}`
    : requestId
      ? `/requests/${requestId}`
      : category === "SECURITY"
        ? "/security"
        : "/history";
  return (
    <Link to={to} className="flex min-h-(--row) items-start gap-3 rounded-md px-2 py-3 hover:bg-surface-muted">
      <Icon
        className={classNames("icon mt-0.5", category === "SECURITY" ? "text-info" : "text-ink-muted")}
        aria-hidden="true"
      />
      <span className="min-w-0 flex-1">
        <span className="block text-body font-medium">
          {title}
          {!isRead && (
            <>
              <span aria-hidden="true" className="ml-1.5 inline-block size-1.5 rounded-full bg-negative align-middle" />
              <span className="sr-only"> {t("notifications.new")}</span>
            </>
          )}
        </span>
        <span className="block text-caption text-ink-muted">{text}</span>
      </span>
      <time dateTime={at} className="flex-none text-caption text-ink-muted tabular-nums">
        {formatTime(at, language)}
      </time>
    </Link>
  );
}
