/** Amounts are whole minor units (KRW: won) in a bigint, from the wire to the table. */

/** The largest amount of one movement: 10^15 minor units. */
export const AMOUNT_MAX = 1_000_000_000_000_000n;

/** What a malformed amount on the wire is read as, so that the mutation can name the field in its own answer. */
export const MALFORMED_AMOUNT = -1n;

const DIGITS = /^(?:0|[1-9]\d{0,18})$/;

/** Reads a decimal string of minor units: digits alone, no sign, no point, no leading zero. */
export function parseAmount(text: string): bigint {
  return DIGITS.test(text) ? BigInt(text) : MALFORMED_AMOUNT;
}

/** Whether the amount may be moved: 1 .. 10^15. */
export function isMovable(amount: bigint): boolean {
  return amount >= 1n && amount <= AMOUNT_MAX;
}
