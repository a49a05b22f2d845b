import * as z from "zod/mini";

/** Long before complicated: length is the only rule a person has to follow. */
export const PASSWORD_LENGTH = 10;

export const signUpSchema = z.object({
  name: z.string().check(z.trim(), z.minLength(1, "auth.nameMissing"), z.maxLength(40, "auth.nameLong")),
  email: z.string().check(z.trim(), z.email("auth.emailWrong")),
  password: z.string().check(z.minLength(PASSWORD_LENGTH, "auth.passwordShort"), z.maxLength(128, "auth.passwordLong")),
  service: z.boolean().check(z.refine((agreed) => agreed, "auth.termsMissing")),
  privacy: z.boolean().check(z.refine((agreed) => agreed, "auth.termsMissing")),
  marketing: z.boolean(),
});

export type SignUpValues = z.infer<typeof signUpSchema>;
export type SignUpMessage =
  | "auth.nameMissing"
  | "auth.nameLong"
  | "auth.emailWrong"
  | "auth.passwordShort"
  | "auth.passwordLong"
  | "auth.termsMissing";
