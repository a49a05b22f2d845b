import type { Account } from "./world.ts";

/** Who pays whom. */
export const SHAPES = ["uniform", "zipf", "hot"] as const;
export type Shape = (typeof SHAPES)[number];

export type Pick = () => [from: Account, to: Account];

/**
 * uniform: any to any. zipf: both sides drawn with probability 1/rank, as people and shops are. hot: any to one.
 * Seedless: runs differ, as days do; the closing check of the books does not depend on who paid whom.
 */
export function picker(accounts: readonly Account[], shape: Shape): Pick {
  const any = () => accounts[Math.floor(Math.random() * accounts.length)] as Account;
  const byRank = shape === "zipf" ? zipf(accounts) : any;
  const to = shape === "hot" ? () => accounts[0] as Account : byRank;
  const from = shape === "zipf" ? byRank : any;
  return () => {
    const payee = to();
    let payer = from();
    while (payer === payee) payer = from();
    return [payer, payee];
  };
}

function zipf(accounts: readonly Account[]): () => Account {
  const upTo = new Float64Array(accounts.length);
  let sum = 0;
  for (let rank = 0; rank < accounts.length; rank++) {
    sum += 1 / (rank + 1);
    upTo[rank] = sum;
  }
  return () => {
    const drawn = Math.random() * sum;
    let low = 0;
    let high = accounts.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] as number) < drawn) low = middle + 1;
      else high = middle;
    }
    return accounts[low] as Account;
  };
}
