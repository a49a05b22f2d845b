import { CircleAlert, Delete } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "../lib/class-names";
import { useLanguage } from "../lib/i18n";
import { amountDigits, readWon } from "../lib/money";
import { useAmountInput } from "../lib/use-amount-input";
import { Chip } from "./ui/chip";

type AmountEntryProps = {
  /** Digits only, "" when nothing is typed. */
  value: string;
  onChange: (digits: string) => void;
  hint: string;
  /** Why the amount cannot be used; said beside the amount, because a disabled action owes its reason. */
  problem: string | undefined;
  /** What 전액 fills in. */
  all?: bigint | undefined;
};

const STEPS = [10_000n, 50_000n, 100_000n, 1_000_000n] as const;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0"] as const;

export function AmountEntry({ value, onChange, hint, problem, all }: AmountEntryProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const amount = BigInt(value || "0");
  const note = useId();
  return (
    <>
      <div className="flex min-h-32 flex-1 flex-col justify-center py-4 [@media(max-height:700px)]:min-h-20 [@media(max-height:700px)]:py-0 lg:flex-none lg:py-10">
        <AmountInput value={value} onChange={onChange} note={note} invalid={problem !== undefined} />
        <p className="mt-2 min-h-6 text-body-lg font-medium text-ink-muted" aria-live="polite">
          {value && language === "ko" ? readWon(amount) : ""}
        </p>
      </div>
      <p
        id={note}
        role="status"
        className={classNames("mb-3 flex gap-1 text-caption", problem ? "font-medium text-negative" : "text-ink-muted")}
      >
        {problem && <CircleAlert className="icon-sm mt-px" aria-hidden="true" />}
        {problem ?? hint}
      </p>
      <div className="mb-2 flex gap-1.5 sm:gap-2">
        {STEPS.map((step) => (
          <Chip
            key={String(step)}
            className="flex-auto px-1!"
            onClick={() => onChange(amountDigits(String(amount + step)))}
          >
            {step < 1_000_000n ? t("amount.add", { amount: String(step / 10_000n) }) : t("amount.addMillion")}
          </Chip>
        ))}
        {all !== undefined && (
          <Chip className="flex-auto px-1!" disabled={all <= 0n} onClick={() => onChange(all.toString())}>
            {t("amount.all")}
          </Chip>
        )}
      </div>
      <Keypad value={value} onChange={onChange} />
    </>
  );
}

type AmountInputProps = { value: string; onChange: (digits: string) => void; note: string; invalid: boolean };

function AmountInput({ value, onChange, note, invalid }: AmountInputProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { shown, input, change } = useAmountInput(value, onChange);
  // past ten digits the step below, so that a sum is never wrapped and never cut
  const size = value.length > 10 ? "text-amount-lg" : "text-amount-xl";
  const unit = (
    <span className="pb-[0.04em] text-[0.7em] font-semibold tracking-normal">{language === "ko" ? "원" : "₩"}</span>
  );
  return (
    <div
      className={classNames(
        "flex max-w-full items-baseline overflow-hidden font-bold whitespace-nowrap",
        size,
        !value && "text-ink-faint",
      )}
    >
      {language === "en" && unit}
      <span className="relative inline-grid">
        {/* the invisible text gives the field the width of its figures */}
        <span aria-hidden="true" className="invisible pr-px">
          {shown || "0"}
        </span>
        <input
          ref={input}
          aria-label={t("amount.label")}
          aria-describedby={note}
          aria-invalid={invalid || undefined}
          inputMode="numeric"
          autoComplete="off"
          enterKeyHint="next"
          placeholder="0"
          // biome-ignore lint/a11y/noAutofocus: wide screens have no keypad and ask for nothing else
          autoFocus={window.matchMedia("(min-width: 64rem)").matches}
          value={shown}
          onChange={change}
          className="absolute inset-0 w-full min-w-0 bg-transparent tracking-[inherit] caret-ink outline-none placeholder:text-ink-faint"
        />
      </span>
      {language === "ko" && unit}
    </div>
  );
}

function Keypad({ value, onChange }: { value: string; onChange: (digits: string) => void }) {
  const { t } = useTranslation();
  const key =
    "grid h-[58px] place-items-center rounded-btn text-[1.5rem] font-medium active:bg-surface-muted [@media(max-height:700px)]:h-11";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in every browser
    <div role="group" aria-label={t("amount.keypad")} className="-mx-2 grid grid-cols-3 lg:hidden">
      {KEYS.map((digit) => (
        <button key={digit} type="button" className={key} onClick={() => onChange(amountDigits(value + digit))}>
          {digit}
        </button>
      ))}
      <button type="button" className={key} aria-label={t("amount.erase")} onClick={() => onChange(value.slice(0, -1))}>
        <Delete className="icon-lg" aria-hidden="true" />
      </button>
    </div>
  );
}
