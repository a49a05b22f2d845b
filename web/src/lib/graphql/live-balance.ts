import { makeVar } from "@apollo/client";

export interface BalanceState {
  balance: string;
  available: string;
  /** Grows by one with each change of the account: the order of events, whatever the order of arrival. */
  version: string;
}

/** The newer of two states; an answer that was computed earlier but arrives later loses. */
export function newerBalance<T extends BalanceState>(known: T | undefined, arrived: T): T {
  return known && BigInt(known.version) >= BigInt(arrived.version) ? known : arrived;
}

/** The last pushed state of each account. The cache reads through it, see cache.ts. */
export const liveBalances = makeVar<Readonly<Record<string, BalanceState>>>({});

/** True when the state was news. */
export function acceptBalance(accountId: string, arrived: BalanceState): boolean {
  const known = liveBalances()[accountId];
  const newest = newerBalance(known, arrived);
  if (newest === known) return false;
  liveBalances({ ...liveBalances(), [accountId]: newest });
  return true;
}
