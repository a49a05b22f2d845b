/** Hyphens as they are read out: 010-1234-5678. Numbers of other countries stay as they are typed. */
export function groupPhone(typed: string): string {
  if (typed.trimStart().startsWith("+")) return typed;
  const digits = typed.normalize("NFKC").replace(/\D/g, "").slice(0, 11);
  if (!digits.startsWith("01")) return digits;
  const middle = digits.length === 10 ? 6 : 7;
  return [digits.slice(0, 3), digits.slice(3, middle), digits.slice(middle)].filter(Boolean).join("-");
}

/** What saves a round trip; the server knows the numbers of every country. */
export const PHONE = /^(?:01\d-\d{3,4}-\d{4}|0\d{8,10}|\+[\d -]{7,20})$/;
