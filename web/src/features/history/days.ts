import type { TransactionDay_TransactionFragment } from "../../gql/graphql";
import { dayKey } from "../../lib/dates";
import { parseAmount } from "../../lib/money";

type Transaction = TransactionDay_TransactionFragment;

/** A line of the list: a day's heading, or a transaction under it. */
export type Line =
  | { key: string; at: string; transaction: null; sum: bigint | null }
  | { key: string; at: string; transaction: Transaction };

/** What the day did to the balance: refused payments never happened, and money that is still on its way in is not there. */
function effectOf({ amount, direction, state }: Transaction): bigint {
  if (state === "RELEASED" || state === "REFUSED" || (state === "RESERVED" && direction === "IN")) return 0n;
  return direction === "IN" ? parseAmount(amount) : -parseAmount(amount);
}

/** @param whole nothing is left out: else the last day may not be complete, and none is when a filter is on */
export function linesOf(transactions: readonly Transaction[], whole: { days: boolean; last: boolean }): Line[] {
  const lines: Line[] = [];
  let heading: Extract<Line, { transaction: null }> | undefined;
  for (const transaction of transactions) {
    const key = dayKey(transaction.recordedAt);
    if (heading?.key !== key) {
      heading = { key, at: transaction.recordedAt, transaction: null, sum: whole.days ? 0n : null };
      lines.push(heading);
    }
    if (heading.sum !== null) heading.sum += effectOf(transaction);
    lines.push({ key: transaction.id, at: transaction.recordedAt, transaction });
  }
  if (heading && !whole.last) heading.sum = null;
  return lines;
}
