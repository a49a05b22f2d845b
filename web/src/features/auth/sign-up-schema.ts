import * as z from "zod/mini";
import { PHONE } from "../../lib/phone";

/** Long before complicated: length is the only rule a person has to follow. */
export const PASSWORD_LENGTH = 10;

export const newPasswordField = z
  .string()
  .check(z.minLength(PASSWORD_LENGTH, "auth.passwordShort"), z.maxLength(200, "auth.passwordLong"));
export const emailField = z.string().check(z.trim(), z.email("auth.emailWrong"));

export const signUpSchema = z.object({
  name: z.string().check(z.trim(), z.minLength(1, "auth.nameMissing"), z.maxLength(40, "auth.nameLong")),
  phone: z.string().check(z.refine((text) => text === "" || PHONE.test(text), "auth.phoneWrong")),
  email: emailField,
  // Not every server asks for one.
  code: z.string().check(z.regex(/^(?:\d{6})?$/, "auth.codeWrong")),
  password: newPasswordField,
  service: z.boolean().check(z.refine((agreed) => agreed, "auth.termsMissing")),
  privacy: z.boolean().check(z.refine((agreed) => agreed, "auth.termsMissing")),
  marketing: z.boolean(),
});

export type SignUpValues = z.infer<typeof signUpSchema>;
export type SignUpMessage =
  | "auth.nameMissing"
  | "auth.nameLong"
  | "auth.phoneWrong"
  | "auth.emailWrong"
  | "auth.codeWrong"
  | "auth.passwordShort"
  | "auth.passwordLong"
  | "auth.termsMissing";
