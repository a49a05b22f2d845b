import { dayAfter } from "../../lib/dates";
import { daysOfMonth, recentMonths } from "./filter";

export const STATEMENT_PERIODS = ["thisMonth", "lastMonth", "threeMonths", "year", "custom"] as const;
export type StatementPeriod = (typeof STATEMENT_PERIODS)[number];

/** The days of a period, both included, as of a `yyyy-MM-dd`. */
export function daysOf(period: Exclude<StatementPeriod, "custom">, today: string): { from: string; to: string } {
  const [thisMonth = "", lastMonth = ""] = recentMonths(today);
  if (period === "thisMonth") return daysOfMonth(thisMonth, today);
  if (period === "lastMonth") return daysOfMonth(lastMonth, today);
  const first = dayAfter(sameDay(today, period === "year" ? 12 : 3));
  return { from: first, to: today };
}

/** The same day some months before, or the last one of a shorter month. */
function sameDay(day: string, monthsAgo: number): string {
  const [year = 0, month = 1, number = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - monthsAgo, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - monthsAgo, Math.min(number, last))).toISOString().slice(0, 10);
}
