import { useTranslation } from "react-i18next";
import { formatMonth } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { largest, parseAmount, shortWon } from "../../lib/money";

type Flow = { month: string; totalIn: string; totalOut: string };

/** What came in beside what went out, month by month; the last one is now. */
export function MonthBars({ flows }: { flows: readonly Flow[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const top = largest(flows.flatMap(({ totalIn, totalOut }) => [parseAmount(totalIn), parseAmount(totalOut)]));
  /** Drawn in thousandths of the tallest; what is not nothing is at least to be seen. */
  const height = (amount: string) => {
    const value = parseAmount(amount);
    return value === 0n ? "0%" : `${Math.max(1.5, Number((value * 1000n) / top) / 10)}%`;
  };
  return (
    <div aria-hidden="true">
      <div className="mt-4 flex h-36 items-stretch gap-2 border-b border-(--chart-grid) xs:gap-4">
        {flows.map(({ month, totalIn, totalOut }, index) => {
          const isNow = index === flows.length - 1;
          return (
            <div key={month} className="relative flex flex-1 items-end justify-center gap-1">
              <span className="w-full max-w-4 rounded-t-[3px] bg-(--chart-in)" style={{ height: height(totalIn) }} />
              <span
                className={`w-full max-w-4 rounded-t-[3px] ${isNow ? "bg-(--chart-out)" : "bg-(--chart-rest)"}`}
                style={{ height: height(totalOut) }}
              />
            </div>
          );
        })}
      </div>
      <div className="flex gap-2 pt-2 xs:gap-4">
        {flows.map(({ month }, index) => (
          <span
            key={month}
            className={`flex-1 text-center text-[12px] leading-4 ${index === flows.length - 1 ? "font-semibold" : "text-ink-muted"}`}
          >
            {formatMonth(month, language, "short")}
          </span>
        ))}
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1 pt-3 text-caption text-ink-muted">
        <Key className="bg-(--chart-in)" text={t("month.in")} />
        <Key className="bg-(--chart-out)" text={t("month.out")} />
        <span className="ml-auto">{shortWon(top, language)}</span>
      </p>
    </div>
  );
}

function Key({ className, text }: { className: string; text: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className={`size-2.5 rounded-[2px] ${className}`} />
      {text}
    </span>
  );
}
