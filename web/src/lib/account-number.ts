export const ACCOUNT_NUMBER_LENGTH = 12;

export function isAccountNumber(digits: string): boolean {
  return /^\d+$/.test(digits) && digits.length === ACCOUNT_NUMBER_LENGTH;
}

/** ****5678: enough to recognise, not enough to copy. */
export function maskAccountNumber(number: string): string {
  return `****${number.slice(-4)}`;
}

/** 1234-5678-9012, easier to compare digit by digit on the confirm page. */
export function groupAccountNumber(number: string): string {
  return isAccountNumber(number) ? `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}` : number;
}
