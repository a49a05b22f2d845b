import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { PasswordField } from "./ui/password-field";

type CurrentPasswordProps = Partial<ComponentProps<typeof PasswordField>> & { email: string };

/** The password of who is logged in; a password manager is told whose. */
export function CurrentPassword({ email, ...field }: CurrentPasswordProps) {
  const { t } = useTranslation();
  return (
    <>
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField label={t("auth.password")} autoComplete="current-password" {...field} />
    </>
  );
}
