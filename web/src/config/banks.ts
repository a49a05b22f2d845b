/** Bank codes of the Korean clearing house, in the order people look for them. Names are in the messages. */
export const BANK_CODES = ["004", "088", "020", "081", "011", "003", "090", "092", "089"] as const;
export type BankCode = (typeof BANK_CODES)[number];

export function isBankCode(code: string): code is BankCode {
  return (BANK_CODES as readonly string[]).includes(code);
}
