import { type Ref, useImperativeHandle } from "react";
import { useLanguage } from "../lib/i18n";
import { readWon } from "../lib/money";
import { useAmountInput } from "../lib/use-amount-input";
import { TextField } from "./ui/text-field";

type AmountFieldProps = {
  label: string;
  /** Digits only, "" when nothing is typed. */
  value: string;
  onChange: (digits: string) => void;
  hint?: string;
  /** Says the sum in Korean words too, before the hint: where it stands for more than this moment. */
  inWords?: boolean;
  error?: string | undefined;
  ref?: Ref<Pick<HTMLInputElement, "focus">>;
};

/** A sum among other fields. */
export function AmountField({ label, value, onChange, hint, inWords = false, error, ref }: AmountFieldProps) {
  const language = useLanguage();
  const { shown, input, change } = useAmountInput(value, onChange);
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus() }), [input]);
  const notes = [inWords && value && language === "ko" && readWon(BigInt(value)), hint].filter(Boolean);
  return (
    <TextField
      ref={input}
      label={label}
      inputMode="numeric"
      autoComplete="off"
      value={shown}
      error={error}
      hint={notes.length > 0 ? notes.join(" · ") : undefined}
      trail={<span className="text-ink-muted">{language === "ko" ? "원" : "₩"}</span>}
      onChange={change}
    />
  );
}
