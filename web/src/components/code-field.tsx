import { type ComponentProps, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWait } from "../lib/use-wait";
import { TextField } from "./ui/text-field";

type CodeFieldProps = Omit<ComponentProps<typeof TextField>, "label" | "onChange" | "value"> & {
  email: string;
  value: string;
  onChange: (digits: string) => void;
  /** Sends another code; tells how many seconds to wait before one more, or null when it did not work. */
  onResend: () => Promise<number | null>;
  /** How long to wait before the first "send again", in seconds. */
  wait: number;
};

/** Six digits from a mail, in one field so that they can be pasted, and a way to get others. */
export function CodeField({ email, value, onChange, onResend, wait: first, ...rest }: CodeFieldProps) {
  const { t } = useTranslation();
  const { waiting, wait } = useWait();
  const [sentAgain, setSentAgain] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the wait begins when the field appears
  useEffect(() => wait(first), [first]);
  const resend = async () => {
    const seconds = await onResend();
    if (seconds === null) return;
    onChange("");
    setSentAgain(true);
    wait(seconds);
  };
  return (
    <div>
      <p className="mb-6 lead text-label">{t("code.sent", { email })}</p>
      <TextField
        {...rest}
        label={t("code.label")}
        inputMode="numeric"
        autoComplete="one-time-code"
        // room for a space that is pasted with it
        maxLength={10}
        value={value}
        onChange={(event) => onChange(event.target.value.replace(/\D/g, "").slice(0, 6))}
      />
      <div className="mt-3 flex min-h-11 flex-wrap items-center gap-x-3 text-label">
        <button
          type="button"
          disabled={waiting > 0}
          onClick={() => void resend()}
          className="inline-flex min-h-11 items-center font-medium underline decoration-line-strong underline-offset-[3px] disabled:cursor-not-allowed disabled:text-ink-muted disabled:no-underline"
        >
          {waiting > 0 ? t("code.againIn", { seconds: waiting }) : t("code.again")}
        </button>
        <span role="status" className="text-ink-muted">
          {sentAgain && t("code.sentAgain")}
        </span>
      </div>
      <p className="mt-1 text-caption text-ink-muted">{t("code.missing")}</p>
    </div>
  );
}
