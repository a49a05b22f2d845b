import type { TransactionDirection, TransactionFilter, TransactionKind } from "../../gql/graphql";
import { dayBefore, dayEnd, dayKey, dayStart } from "../../lib/dates";

export const KINDS = ["TRANSFER", "DEPOSIT", "WITHDRAWAL"] as const satisfies readonly TransactionKind[];
export const PERIODS = { week: 7, month: 30, quarter: 90 } as const;
export type Period = keyof typeof PERIODS | "all" | "custom";

export interface HistoryFilter {
  direction: TransactionDirection | null;
  kinds: TransactionKind[];
  period: Period;
  /** yyyy-MM-dd, of a custom period. */
  from: string;
  to: string;
}

export const EVERYTHING: HistoryFilter = { direction: null, kinds: [], period: "all", from: "", to: "" };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filter lives in the address: it survives a reload, can be shared and goes with the back button. */
export function readFilter(params: URLSearchParams): HistoryFilter {
  const direction = params.get("direction");
  const period = params.get("period") ?? "all";
  const from = params.get("from") ?? "";
  const to = params.get("to") ?? "";
  const asked = new Set(params.getAll("kind"));
  return {
    direction: direction === "in" ? "IN" : direction === "out" ? "OUT" : null,
    kinds: KINDS.filter((kind) => asked.has(kind.toLowerCase())),
    period: period in PERIODS || period === "custom" ? (period as Period) : "all",
    from: DAY.test(from) ? from : "",
    to: DAY.test(to) ? to : "",
  };
}

export function writeFilter(filter: HistoryFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.direction) params.set("direction", filter.direction.toLowerCase());
  for (const kind of filter.kinds) params.append("kind", kind.toLowerCase());
  if (filter.period !== "all") params.set("period", filter.period);
  if (filter.period === "custom" && filter.from) params.set("from", filter.from);
  if (filter.period === "custom" && filter.to) params.set("to", filter.to);
  return params;
}

/** What the API is asked for. Whole days, so that the same filter gives the same cache entry all day. */
export function toQueryFilter(filter: HistoryFilter): TransactionFilter | null {
  const query: TransactionFilter = {};
  if (filter.direction) query.direction = filter.direction;
  if (filter.kinds.length > 0) query.kinds = filter.kinds;
  if (filter.period === "custom") {
    if (filter.from) query.from = dayStart(filter.from);
    if (filter.to) query.to = dayEnd(filter.to);
  } else if (filter.period !== "all") {
    query.from = dayStart(dayBefore(PERIODS[filter.period] - 1));
    query.to = dayEnd(dayKey(new Date()));
  }
  return Object.keys(query).length > 0 ? query : null;
}
