import { useTranslation } from "react-i18next";
import { useAmountsHidden } from "../lib/amount-visibility";
import { Money } from "./money";
import { Skeleton } from "./ui/skeleton";

type MonthTotalsProps = { totals: { totalIn: string; totalOut: string } | undefined };

/** More digits than these, twice, have no room beside each other on a phone. */
const LARGE_DIGITS_MAX = 6;

export function MonthTotals({ totals }: MonthTotalsProps) {
  const { t } = useTranslation();
  const hidden = useAmountsHidden();
  const digits = Math.max(totals?.totalIn.length ?? 0, totals?.totalOut.length ?? 0);
  const value = (amount: string | undefined, sign: "in" | "out") => {
    if (amount === undefined) return <Skeleton className="h-6 w-28" />;
    if (hidden) return <span className="text-body-lg font-semibold text-ink-muted">{t("money.hidden")}</span>;
    return (
      <Money amount={amount} size={digits > LARGE_DIGITS_MAX ? "row" : "md"} sign={amount === "0" ? "none" : sign} />
    );
  };
  return (
    <dl className="mt-2.5 grid grid-cols-1 gap-x-4 gap-y-2 xs:grid-cols-2">
      <div className="min-w-0">
        <dt className="text-caption text-ink-muted">{t("month.in")}</dt>
        <dd className="flex h-8 items-center">{value(totals?.totalIn, "in")}</dd>
      </div>
      <div className="min-w-0">
        <dt className="text-caption text-ink-muted">{t("month.out")}</dt>
        <dd className="flex h-8 items-center">{value(totals?.totalOut, "out")}</dd>
      </div>
    </dl>
  );
}
