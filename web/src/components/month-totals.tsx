import { useTranslation } from "react-i18next";
import { useAmountsHidden } from "../lib/amount-visibility";
import { Money } from "./money";
import { Skeleton } from "./ui/skeleton";

type MonthTotalsProps = { totals: { totalIn: string; totalOut: string } | undefined };

export function MonthTotals({ totals }: MonthTotalsProps) {
  const { t } = useTranslation();
  const hidden = useAmountsHidden();
  const value = (amount: string | undefined, sign: "in" | "out") => {
    if (amount === undefined) return <Skeleton className="h-6 w-28" />;
    if (hidden) return <span className="text-body-lg font-semibold text-ink-muted">{t("money.hidden")}</span>;
    return <Money amount={amount} size="md" sign={amount === "0" ? "none" : sign} />;
  };
  return (
    <dl className="mt-2.5 flex flex-wrap gap-x-4 gap-y-2">
      <div className="min-w-32 flex-auto">
        <dt className="text-caption text-ink-muted">{t("month.in")}</dt>
        <dd className="flex h-8 items-center">{value(totals?.totalIn, "in")}</dd>
      </div>
      <div className="min-w-32 flex-auto">
        <dt className="text-caption text-ink-muted">{t("month.out")}</dt>
        <dd className="flex h-8 items-center">{value(totals?.totalOut, "out")}</dd>
      </div>
    </dl>
  );
}
