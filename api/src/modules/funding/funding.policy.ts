import { z } from "zod";
import { BANKS } from "../../shared/banks.js";
import type { FieldIssue } from "../../shared/errors.js";
import type { AccountId } from "../../shared/ids.js";
import { amountField, idempotencyKeyField } from "../../shared/input.js";

/** The bank's side of every deposit and withdrawal; the migration of this module opens it. */
export const BANK_CLEARING = "00000000-0000-7000-8000-000000000001" as AccountId;

/** The bank account that a deposit is drawn from unless the caller names one. */
export const LINKED_BANK_ACCOUNT = { bankCode: "000", bankAccountNumber: "100000000001" } as const;

const bankCodeField = z.string().refine((code) => Object.hasOwn(BANKS, code), "bank_code" satisfies FieldIssue);

/** Banks disagree on how long numbers are and where hyphens stand: digits are what counts. */
const bankAccountNumberField = z
  .string()
  .max(100, "bank_account_number" satisfies FieldIssue)
  .transform((text) => text.replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{8,16}$/, "bank_account_number" satisfies FieldIssue));

export const DepositRequest = z.object({
  accountId: z.string(),
  amount: amountField,
  idempotencyKey: idempotencyKeyField,
  bankCode: bankCodeField.nullish().transform((code) => code ?? LINKED_BANK_ACCOUNT.bankCode),
  bankAccountNumber: bankAccountNumberField
    .nullish()
    .transform((number) => number ?? LINKED_BANK_ACCOUNT.bankAccountNumber),
});

export const WithdrawalRequest = z.object({
  accountId: z.string(),
  amount: amountField,
  idempotencyKey: idempotencyKeyField,
  bankCode: bankCodeField,
  bankAccountNumber: bankAccountNumberField,
});

/** Pause before the bank is asked again: 2, 4, 8 … seconds, five minutes at most. */
export function retryDelayMs(attempts: number): number {
  return Math.min(1000 * 2 ** Math.max(1, attempts), 300_000);
}
