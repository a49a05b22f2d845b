import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "../components/money";
import { useAmountsHidden } from "../lib/amount-visibility";
import { formatMoment } from "../lib/dates";
import { useLanguage } from "../lib/i18n";
import { type LastSeen, readLastSeen } from "../lib/last-seen";

/** What this device showed last, marked as such: it may be out of date, and nothing can be done with it. */
export function LastSeenHistory() {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = useAmountsHidden();
  const [seen, setSeen] = useState<LastSeen | null>(null);
  useEffect(() => {
    void readLastSeen().then(setSeen);
  }, []);
  if (!seen) return null;
  return (
    <section aria-labelledby="last-seen" className="rounded-lg bg-surface px-5 py-4.5">
      <h2 id="last-seen" className="text-body-lg font-bold">
        {t("offline.lastSeen")}
      </h2>
      <p className="mt-1 text-caption text-ink-muted">
        {t("offline.lastSeenAt", { at: formatMoment(new Date(seen.at).toISOString(), language) })}
      </p>
      <p className="mt-3 flex items-baseline justify-between gap-3 text-label">
        <span>
          {seen.nickname} {seen.maskedNumber}
        </span>
        {hidden ? t("money.hidden") : <Money amount={seen.balance} size="row" />}
      </p>
      <ul className="mt-2">
        {seen.rows.map((row) => (
          <li key={row.id} className="flex min-h-11 items-center justify-between gap-3 py-1.5">
            <span className="min-w-0">
              <span className="block truncate text-body">{row.counterparty}</span>
              <time dateTime={row.recordedAt} className="block text-caption text-ink-muted">
                {formatMoment(row.recordedAt, language)}
              </time>
            </span>
            {hidden ? (
              t("money.hiddenShort")
            ) : (
              <Money amount={row.amount} sign={row.direction === "OUT" ? "out" : "in"} size="row" />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
