import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";
import type { UserId } from "../../shared/ids.js";

/** Whose password is tried, and from where. */
export interface PasswordTry {
  email: string;
  address: string;
  /** A device that the member has logged in from. */
  deviceId: string | null;
  /** Somebody logged in is asked once more: only their own wrong passwords count. */
  isMember?: boolean;
}

/** Whose code of a mail is tried, and from where. */
export interface MailCodeTry {
  /** The address, or the member who changes theirs. */
  subject: string;
  address: string;
  /** A device that the member has logged in from. */
  deviceId: string | null;
}

/** Whose second factor is tried, and from where. */
export interface CodeTry {
  userId: UserId;
  /** A device that has shown the member's second factor; all places that have not count together. */
  deviceId: string | null;
}

export function isStranger({ deviceId, isMember }: PasswordTry): boolean {
  return !isMember && deviceId === null;
}

/** By person and place: a stranger who guesses elsewhere does not lock the owner out. */
export function placeKey({ email, address, deviceId }: PasswordTry): string {
  return hashed(`${email}\n${deviceId ?? networkOf(address)}`);
}

export function codeKey({ userId, deviceId }: CodeTry): string {
  return deviceId === null ? userId : hashed(`${userId}\n${deviceId}`);
}

export function mailCodeKey({ subject, deviceId }: MailCodeTry): string {
  return hashed(`${subject}\n${deviceId ?? ""}`);
}

/** Whoever has one IPv6 address has 2^64 of them: their network counts. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").split("%", 1)[0] as string;
  if (!isIPv6(plain)) return plain;
  const [left = [], right] = plain.split("::").map((part) => part.split(":").filter(Boolean));
  const missing = right ? 8 - left.length - right.length : 0;
  const groups = [...left, ...Array<string>(Math.max(0, missing)).fill("0"), ...(right ?? [])];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

export function hashed(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
