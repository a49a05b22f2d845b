import { randomBytes } from "node:crypto";
import { base32 } from "@scure/base";
import speakeasy from "speakeasy";

/** RFC 6238 with the defaults that every authenticator app knows: SHA-1, six digits, thirty seconds. */
const STEP_SECONDS = 30;
const SECRET_BYTES = 20;
const ISSUER = "Chickpay";

/** speakeasy's own secrets are printable characters, which is less than the 160 bits that RFC 4226 asks for. */
export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** As people type it into an app. */
export function secretAsText(secret: Buffer): string {
  return base32.encode(secret).replaceAll("=", "");
}

/** speakeasy encodes neither the label nor the issuer. */
export function otpauthUrl(secret: Buffer, account: string): string {
  const label = `${encodeURIComponent(ISSUER)}:${encodeURIComponent(account)}`;
  const query = new URLSearchParams({
    secret: secretAsText(secret),
    issuer: ISSUER,
    algorithm: "SHA1",
    digits: "6",
    period: String(STEP_SECONDS),
  });
  return `otpauth://totp/${label}?${query}`;
}

/**
 * The time step whose code this is, or null. Whether that step was used before is for the caller to find out.
 *
 * @param window how many steps before and after the present one count; 0 is the strict reading of ASVS
 */
export function matchingStep(secret: Buffer, code: string, now: Date, window: number): number | null {
  // speakeasy takes `67820x` for `067820` and verifies against an empty secret.
  if (!/^\d{6}$/.test(code) || secret.length < SECRET_BYTES) return null;
  const time = Math.floor(now.getTime() / 1000);
  const match = speakeasy.totp.verifyDelta({
    secret: secret.toString("hex"),
    encoding: "hex",
    token: code,
    step: STEP_SECONDS,
    window,
    time,
  });
  return match ? Math.floor(time / STEP_SECONDS) + match.delta : null;
}

/** For tests and demonstrations: what an app would show. */
export function totpCode(secret: Buffer, at: Date): string {
  return speakeasy.totp({
    secret: secret.toString("hex"),
    encoding: "hex",
    step: STEP_SECONDS,
    time: Math.floor(at.getTime() / 1000),
  });
}
