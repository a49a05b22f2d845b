import { ChevronDown, Landmark } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../components/ui/text-field";
import type { BankCode } from "../../config/banks";
import { findBankAccountNumber } from "../../lib/find-account-number";
import { BankPicker } from "./bank-picker";

export interface BankAccount {
  bankCode: BankCode | null;
  bankAccountNumber: string;
}

/** Korean account numbers have 10 to 16 digits; which ones is the bank's business. */
export function bankAccountProblem({ bankCode, bankAccountNumber }: BankAccount): "bank" | "number" | null {
  if (!bankCode) return "bank";
  return /^\d{10,16}$/.test(bankAccountNumber) ? null : "number";
}

type BankAccountFieldsProps = {
  value: BankAccount;
  onChange: (value: BankAccount) => void;
  problem: "bank" | "number" | null;
};

export function BankAccountFields({ value, onChange, problem }: BankAccountFieldsProps) {
  const { t } = useTranslation();
  const [picking, setPicking] = useState(false);
  const bank = useRef<HTMLButtonElement>(null);
  const number = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (problem) (problem === "bank" ? bank : number).current?.focus();
  }, [problem]);
  const label = useId();
  const chosen = useId();
  return (
    <div className="grid grid-cols-1 gap-5">
      <div>
        <p id={label} className="mb-2 text-label leading-[1.4] font-medium">
          {t("bank.label")}
        </p>
        <button
          ref={bank}
          type="button"
          aria-haspopup="dialog"
          aria-labelledby={`${label} ${chosen}`}
          onClick={() => setPicking(true)}
          className="flex h-14 w-full items-center gap-2.5 rounded-md bg-surface-muted px-4 text-left text-body-lg hover:bg-surface-press"
        >
          <Landmark className="icon text-ink-muted" aria-hidden="true" />
          <span id={chosen} className={value.bankCode ? "flex-1" : "flex-1 text-ink-muted"}>
            {value.bankCode ? t(`bank.names.${value.bankCode}`) : t("bank.pick")}
          </span>
          <ChevronDown className="icon text-ink-muted" aria-hidden="true" />
        </button>
        {problem === "bank" && (
          <p role="alert" className="mt-1.5 text-caption text-negative">
            {t("bank.missing")}
          </p>
        )}
      </div>
      <TextField
        ref={number}
        label={t("bank.number")}
        placeholder={t("bank.numberPlaceholder")}
        inputMode="numeric"
        autoComplete="off"
        value={value.bankAccountNumber}
        error={problem === "number" ? t("bank.numberWrong") : undefined}
        onChange={(event) => {
          const text = event.target.value;
          onChange({ ...value, bankAccountNumber: findBankAccountNumber(text).slice(0, 16) });
        }}
      />
      <BankPicker
        open={picking}
        onOpenChange={setPicking}
        value={value.bankCode}
        onPick={(bankCode) => onChange({ ...value, bankCode })}
      />
    </div>
  );
}
