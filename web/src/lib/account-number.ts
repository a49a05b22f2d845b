export const ACCOUNT_NUMBER_LENGTH = 12;

/**
 * Finds an account number in whatever was typed or pasted: "칙페이 1234-5678-9012 홍길동", full-width digits, spaces.
 * Hyphens are never used to judge a number, because banks disagree about them. Returns digits only, "" when none.
 */
export function findAccountNumber(text: string): string {
  const runs = [...text.normalize("NFKC").matchAll(/\d(?:[\s.\-–—]*\d)*/g)].map((match) => match[0].replace(/\D/g, ""));
  const exact = runs.find((run) => run.length === ACCOUNT_NUMBER_LENGTH);
  return exact ?? runs.reduce((longest, run) => (run.length > longest.length ? run : longest), "");
}

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
