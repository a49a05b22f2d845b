import { parseAmount } from "../../lib/money";

/** Equal shares as the server makes them: what is left over when the sum does not divide is one's own. */
export function equalShares(total: string, others: number): { own: string; each: string } {
  const each = parseAmount(total) / BigInt(others + 1);
  return { own: (parseAmount(total) - each * BigInt(others)).toString(), each: each.toString() };
}

/** How much the shares are above the total; below it, negative. */
export function overTotal(total: string, own: string, shares: readonly string[]): bigint {
  return [own, ...shares].reduce((sum, share) => sum + parseAmount(share || "0"), -parseAmount(total));
}

/** Links of one split have no names: they are counted. */
export function linkNumber(sharers: readonly { payer: unknown }[], index: number): number {
  return sharers.slice(0, index + 1).filter(({ payer }) => payer === null).length;
}
