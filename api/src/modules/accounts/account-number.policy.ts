import { randomInt } from "node:crypto";

/**
 * Twelve digits: product 10, nine random ones, and a check digit that catches a wrong or swapped one. Numbers of closed
 * accounts are never given anew, so there must be many more than members will ever have.
 */
const PRODUCT = "10";

export function newAccountNumber(): string {
  const body = PRODUCT + String(randomInt(1_000_000_000)).padStart(9, "0");
  return body + checkDigit(body);
}

/** Digits of what a person typed or pasted; null when they cannot be an account number. */
export function readAccountNumber(text: string): string | null {
  const digits = text.slice(0, 100).replace(/[\s-]/g, "");
  return /^\d{12}$/.test(digits) && checkDigit(digits.slice(0, -1)) === digits.at(-1) ? digits : null;
}

/** `****5678`: enough to tell one's own accounts apart. */
export function maskAccountNumber(number: string): string {
  return `****${number.slice(-4)}`;
}

/** Luhn: the rule of ISO/IEC 7812. */
function checkDigit(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body[body.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}
