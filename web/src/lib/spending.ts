import { parseAmount } from "./money";

/* GraphQL */ `
  fragment Spendable_account on Account {
    id
    nickname
    number
    status
    balance
    available
    version
    limitSingle
    limitDaily
    spentToday
  }
`;

interface Spendable {
  available: string;
  limitSingle: string;
  limitDaily: string;
  spentToday: string;
}

export type SpendingProblem = { kind: "balance" | "single" | "daily" | "wholeDay"; over: bigint; bound: bigint };

/** What stands in the way of an amount and by how much, the nearest bound first. */
export function spendingProblem(amount: bigint, account: Spendable): SpendingProblem | null {
  const available = parseAmount(account.available);
  if (amount > available) return { kind: "balance", over: amount - available, bound: available };
  const single = parseAmount(account.limitSingle);
  if (amount > single) return { kind: "single", over: amount - single, bound: single };
  const daily = parseAmount(account.limitDaily) - parseAmount(account.spentToday);
  const left = daily > 0n ? daily : 0n;
  if (amount > left) return { kind: "daily", over: amount - left, bound: left };
  return null;
}

/** Which limit forbids an amount whatever else is sent that day. */
export function limitProblem(
  amount: bigint,
  { limitSingle, limitDaily }: Pick<Spendable, "limitSingle" | "limitDaily">,
): SpendingProblem | null {
  const [single, daily] = [parseAmount(limitSingle), parseAmount(limitDaily)];
  if (amount > single) return { kind: "single", over: amount - single, bound: single };
  return amount > daily ? { kind: "wholeDay", over: amount - daily, bound: daily } : null;
}

/** The most that can leave at once. */
export function spendableNow(account: Spendable): bigint {
  const left = parseAmount(account.limitDaily) - parseAmount(account.spentToday);
  const bounds = [parseAmount(account.available), parseAmount(account.limitSingle), left > 0n ? left : 0n];
  return bounds.reduce((least, bound) => (bound < least ? bound : least));
}
