import { type ChangeEvent, useLayoutEffect, useRef, useState } from "react";
import { amountDigits, groupDigits } from "./money";
import { readAmount } from "./typed-amount";

const digitsOf = (text: string) => text.replace(/\D/g, "");

/**
 * A field whose digits are `value`, shown in groups. They are grouped anew with each key, so the caret is kept by the
 * digits that stand after it.
 */
export function useAmountInput(value: string, onChange: (digits: string) => void) {
  const shown = value ? groupDigits(BigInt(value)) : "";
  const input = useRef<HTMLInputElement>(null);
  const digitsAfter = useRef<number | null>(null);
  // What is typed in vain changes nothing, and moves the caret all the same.
  const [, draw] = useState(0);
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const { value: typed, selectionStart } = event.target;
    let after = digitsOf(typed.slice(selectionStart ?? typed.length)).length;
    const read = readAmount(typed);
    let digits = read ?? value;
    if (read === value && typed.length < shown.length) {
      // Only a comma is gone: the digit beside it was meant.
      const isForward = (event.nativeEvent as InputEvent).inputType === "deleteContentForward";
      const at = value.length - after - (isForward ? 0 : 1);
      digits = amountDigits(value.slice(0, Math.max(0, at)) + value.slice(at + 1));
      if (isForward) after--;
    }
    digitsAfter.current = after;
    draw((times) => times + 1);
    onChange(digits);
  };
  useLayoutEffect(() => {
    if (digitsAfter.current === null) return;
    let at = shown.length;
    for (let left = digitsAfter.current; left > 0 && at > 0; at--) if (shown[at - 1] !== ",") left--;
    input.current?.setSelectionRange(at, at);
    digitsAfter.current = null;
  });
  return { shown, input, change };
}
