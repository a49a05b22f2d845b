import { dayAfter } from "../../lib/dates";

export const STATEMENT_PERIODS = ["thisMonth", "lastMonth", "threeMonths", "year", "custom"] as const;
export type StatementPeriod = (typeof STATEMENT_PERIODS)[number];

/** The days of a period, both included, as of a `yyyy-MM-dd`. */
export function daysOf(period: Exclude<StatementPeriod, "custom">, today: string): { from: string; to: string } {
  const month = (ago: number) => {
    const [year = 0, number = 1] = today.split("-").map(Number);
    return new Date(Date.UTC(year, number - 1 - ago, 1)).toISOString().slice(0, 10);
  };
  if (period === "thisMonth") return { from: month(0), to: today };
  if (period === "lastMonth") return { from: month(1), to: dayBeforeOf(month(0)) };
  const first = dayAfter(sameDay(today, period === "year" ? 12 : 3));
  return { from: first, to: today };
}

function dayBeforeOf(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The same day some months before, or the last one of a shorter month. */
function sameDay(day: string, monthsAgo: number): string {
  const [year = 0, month = 1, number = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - monthsAgo, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - monthsAgo, Math.min(number, last))).toISOString().slice(0, 10);
}
