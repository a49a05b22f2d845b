import { useTranslation } from "react-i18next";
import { CardHead } from "../../components/card-head";
import { MonthTotals } from "../../components/month-totals";
import { dayKey, formatMonth } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";

type MonthCardProps = { summary: { month: string; totalIn: string; totalOut: string } | undefined };

export function MonthCard({ summary }: MonthCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const month = summary?.month ?? dayKey(new Date()).slice(0, 7);
  return (
    <section aria-labelledby="month" className="rounded-lg bg-surface px-5 pt-4.5 pb-5">
      <CardHead
        id="month"
        title={formatMonth(month, language)}
        more={{ to: "/history", text: t("home.monthDetails") }}
      />
      <MonthTotals totals={summary} />
    </section>
  );
}
