import { useTranslation } from "react-i18next";
import { useLanguage } from "../../lib/i18n";
import { formatWon, parseAmount } from "../../lib/money";

/** How much of the day's limit is used. */
export function UsedToday({ used, limit }: { used: string; limit: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [spent, bound] = [parseAmount(used), parseAmount(limit)];
  const left = bound > spent ? bound - spent : 0n;
  const words = t("limits.used", { used: formatWon(used, language), limit: formatWon(limit, language) });
  return (
    <section aria-labelledby="used-today">
      <h2 id="used-today" className="text-body-lg font-bold">
        {t("limits.left", { left: formatWon(String(left), language) })}
      </h2>
      <meter className="limit-meter mt-3" min={0} max={Number(bound)} value={Number(bound - left)} aria-label={words} />
      <p className="mt-1.5 text-caption text-ink-muted">{words}</p>
    </section>
  );
}
