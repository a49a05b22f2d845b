import type { TransactionDirection, TransactionFilter, TransactionKind, TransactionProgress } from "../../gql/graphql";
import { dayAfter, dayBefore, dayKey, dayStart } from "../../lib/dates";
import { readAmount } from "../../lib/typed-amount";

export const KINDS = ["TRANSFER", "DEPOSIT", "WITHDRAWAL"] as const satisfies readonly TransactionKind[];
export const PROGRESS = ["DONE", "WAITING", "FAILED"] as const satisfies readonly TransactionProgress[];
export const PERIODS = { week: 7, month: 30, quarter: 90 } as const;
export const SEARCH_MAX = 50;
const MONTHS = 24;
export type Period = keyof typeof PERIODS | "all" | "custom";

export interface HistoryFilter {
  search: string;
  direction: TransactionDirection | null;
  kinds: TransactionKind[];
  progress: TransactionProgress | null;
  period: Period;
  /** yyyy-MM-dd, of a custom period. */
  from: string;
  to: string;
  /** Digits; "" for none. */
  amountMin: string;
  amountMax: string;
}

export const EVERYTHING: HistoryFilter = {
  search: "",
  direction: null,
  kinds: [],
  progress: null,
  period: "all",
  from: "",
  to: "",
  amountMin: "",
  amountMax: "",
};

/** A day of the calendar, which 2026-11-31 is not. */
function readDay(text: string | null): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? new Date(`${text}T00:00:00Z`) : null;
  return at && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text ?? "") ? (text ?? "") : "";
}

/** The filter lives in the address: it survives a reload, can be shared and goes with the back button. */
export function readFilter(params: URLSearchParams): HistoryFilter {
  const direction = params.get("direction");
  const period = params.get("period") ?? "all";
  const asked = new Set(params.getAll("kind"));
  return {
    search: (params.get("q") ?? "").slice(0, SEARCH_MAX),
    direction: direction === "in" ? "IN" : direction === "out" ? "OUT" : null,
    kinds: KINDS.filter((kind) => asked.has(kind.toLowerCase())),
    progress: PROGRESS.find((each) => each.toLowerCase() === params.get("state")) ?? null,
    period: period in PERIODS || period === "custom" ? (period as Period) : "all",
    from: readDay(params.get("from")),
    to: readDay(params.get("to")),
    amountMin: readAmount(params.get("min") ?? "") ?? "",
    amountMax: readAmount(params.get("max") ?? "") ?? "",
  };
}

export function writeFilter(filter: HistoryFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.search) params.set("q", filter.search);
  if (filter.direction) params.set("direction", filter.direction.toLowerCase());
  for (const kind of filter.kinds) params.append("kind", kind.toLowerCase());
  if (filter.progress) params.set("state", filter.progress.toLowerCase());
  if (filter.period !== "all") params.set("period", filter.period);
  if (filter.period === "custom" && filter.from) params.set("from", filter.from);
  if (filter.period === "custom" && filter.to) params.set("to", filter.to);
  if (filter.amountMin) params.set("min", filter.amountMin);
  if (filter.amountMax) params.set("max", filter.amountMax);
  return params;
}

/** The months of a calendar, newest first, as of a `yyyy-MM-dd`. Older ones are found by their days. */
export function recentMonths(today: string): string[] {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return Array.from({ length: MONTHS }, (_, ago) =>
    new Date(Date.UTC(year, month - 1 - ago, 1)).toISOString().slice(0, 7),
  );
}

/** The days of a `yyyy-MM`; of the one that is not over, those there have been. */
export function daysOfMonth(month: string, today: string): Pick<HistoryFilter, "from" | "to"> {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: last < today ? last : today };
}

/** The `yyyy-MM` whose days were chosen; "" where it is another range. */
export function monthOf({ period, from, to }: HistoryFilter, today: string): string {
  const month = from.slice(0, 7);
  if (period !== "custom" || month === "") return "";
  const days = daysOfMonth(month, today);
  return days.from === from && days.to === to ? month : "";
}

/** What the API is asked for. Whole days, so that the same filter gives the same cache entry all day. */
export function toQueryFilter(filter: HistoryFilter): TransactionFilter | null {
  const query: TransactionFilter = {};
  const search = filter.search.trim();
  if (search) query.search = search;
  if (filter.direction) query.direction = filter.direction;
  if (filter.kinds.length > 0) query.kinds = filter.kinds;
  if (filter.progress) query.progress = filter.progress;
  if (filter.amountMin) query.amountMin = filter.amountMin;
  if (filter.amountMax) query.amountMax = filter.amountMax;
  if (filter.period === "custom") {
    if (filter.from) query.from = dayStart(filter.from);
    if (filter.to) query.to = dayStart(dayAfter(filter.to));
  } else if (filter.period !== "all") {
    query.from = dayStart(dayBefore(PERIODS[filter.period] - 1));
    query.to = dayStart(dayAfter(dayKey(new Date())));
  }
  return Object.keys(query).length > 0 ? query : null;
}
