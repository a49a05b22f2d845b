import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { z } from "zod";
import type { FieldIssue } from "../../shared/errors.js";
import { characters, label } from "../../shared/input.js";

export const emailField = z
  .string()
  .max(254, "email" satisfies FieldIssue)
  .transform((text) => text.normalize("NFC").trim().toLowerCase())
  .pipe(z.email("email" satisfies FieldIssue));

/** What others see of somebody who has left: the books stay, the name does not. */
export const DEPARTED_NAME = "탈퇴회원";

/** Whoever bore one could be taken for the service itself, or for nobody. */
const RESERVED = [DEPARTED_NAME, "칙페이", "chickpay"];

/** Of a person. */
export const nameField = label(50, "name").refine((name) => {
  const letters = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  return !RESERVED.some((each) => letters.includes(each));
}, "name_reserved" satisfies FieldIssue);

/** Length is what counts (NIST SP 800-63B); which characters is the person's own business. */
export const passwordField = z
  .string()
  .transform((text) => text.normalize("NFKC"))
  .pipe(
    z
      .string()
      .min(10, "password_short" satisfies FieldIssue)
      .max(200, "password_long" satisfies FieldIssue),
  );

/** Some countries do not tell a mobile phone from another by its number. */
const MOBILE = new Set<string | undefined>(["MOBILE", "FIXED_LINE_OR_MOBILE"]);

/** Of a mobile phone, as people write it, Korean without a country code, to E.164. */
export const phoneField = z
  .string()
  .max(40, "phone" satisfies FieldIssue)
  .transform((text, context) => {
    const phone = parsePhoneNumberFromString(text.normalize("NFKC"), "KR");
    if (phone?.isValid() && !phone.ext && MOBILE.has(phone.getType())) return phone.number as string;
    context.addIssue({ code: "custom", message: "phone" satisfies FieldIssue });
    return z.NEVER;
  });

/** As people write it: 010-1234-5678, or with the country code when it is another's. */
export function formatPhone(e164: string): string {
  const phone = parsePhoneNumberFromString(e164);
  if (!phone) return e164;
  return phone.country === "KR" ? phone.formatNational() : phone.formatInternational();
}

/** 010-****-5678: the first group and the last four digits stay. */
export function maskPhone(e164: string): string {
  const [first = "", ...groups] = formatPhone(e164).split(/(?=[ -])/);
  let shown = 4;
  const rest = [...groups.join("")].reverse().map((each) => (/\d/.test(each) && shown-- <= 0 ? "*" : each));
  return first + rest.reverse().join("");
}

/**
 * One rule for the whole system: two different masks of one name could be put together again.
 * Korean, Chinese and Japanese, whatever else stands in it: 홍*, 홍*동, 남**민. Others: the first four letters stay.
 */
export function maskName(name: string): string {
  // Whoever has left has no name any more that could be hidden.
  if (name === DEPARTED_NAME) return name;
  const letters = characters(name);
  if (!/[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(name)) {
    const shown = Math.min(4, Math.max(1, letters.length - 1));
    return letters.slice(0, shown).join("") + "*".repeat(Math.max(1, Math.min(letters.length - shown, 8)));
  }
  if (letters.length <= 2) return `${letters[0]}*`;
  return `${letters[0]}${"*".repeat(letters.length - 2)}${letters.at(-1)}`;
}
