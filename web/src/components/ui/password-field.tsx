import { type ComponentProps, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "./text-field";

type PasswordFieldProps = Omit<ComponentProps<typeof TextField>, "type" | "trail">;

export function PasswordField(props: PasswordFieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      trail={
        <button
          type="button"
          aria-pressed={shown}
          aria-label={shown ? t("field.hidePassword") : t("field.showPassword")}
          onClick={() => setShown(!shown)}
          className="-mr-2 h-11 rounded-sm px-2 text-caption font-semibold"
        >
          {shown ? t("field.hide") : t("field.show")}
        </button>
      }
    />
  );
}
