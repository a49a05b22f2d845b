import { dayKey, formatDayKey } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { largest, parseAmount, shortWon } from "../../lib/money";

type Point = { day: string; balance: string };

const DAY_MS = 86_400_000;
const HEIGHT = 100;

/** Money moves in steps, and so does the line: each day's balance stands until the next movement. */
export function BalanceSteps({ points, from }: { points: readonly Point[]; from: string }) {
  const language = useLanguage();
  const today = dayKey(new Date());
  const days = (day: string) => (Date.parse(day) - Date.parse(from)) / DAY_MS;
  const width = Math.max(1, days(today));
  const values = points.map(({ balance }) => parseAmount(balance));
  const top = largest(values);
  const y = (value: bigint) => HEIGHT - Number((value * 1000n) / top) / 10;
  const last = values.at(-1) ?? 0n;
  const steps = points.map(({ day }, index) => {
    const x = Math.max(0, days(day));
    return index === 0 ? `M${x},${y(values[0] as bigint)}` : `H${x}V${y(values[index] as bigint)}`;
  });
  const line = `${steps.join("")}H${width}`;
  const start = Math.max(0, days(points[0]?.day ?? today));
  return (
    <div aria-hidden="true" className="mt-8">
      <div className="relative h-36">
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          <title>{shortWon(last, language)}</title>
          {[0, 50, 100].map((at) => (
            <line
              key={at}
              x1={0}
              x2={width}
              y1={at}
              y2={at}
              stroke="var(--chart-grid)"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          <path d={`${line}V${HEIGHT}H${start}Z`} fill="var(--chart-grid)" fillOpacity={0.5} />
          <path d={line} fill="none" stroke="var(--chart-out)" strokeWidth={2} vectorEffect="non-scaling-stroke" />
        </svg>
        <span
          className="absolute right-0 size-[9px] translate-x-1/2 -translate-y-1/2 rounded-full border-[1.5px] border-(--accent-edge) bg-(--accent)"
          style={{ top: `${y(last)}%` }}
        />
        <span className="absolute top-0 left-0 -translate-y-full pb-0.5 text-[12px] leading-4 text-ink-muted">
          {shortWon(top, language)}
        </span>
      </div>
      <div className="flex justify-between pt-2 text-[12px] leading-4 text-ink-muted">
        <span>{formatDayKey(from, language)}</span>
        <span className="font-semibold text-ink">{formatDayKey(today, language)}</span>
      </div>
    </div>
  );
}
