import {
  AccountNotActiveError,
  type DomainError,
  IdempotencyConflictError,
  InsufficientFundsError,
  LimitExceededError,
} from "../../shared/errors.js";
import type { Applied, Outcome } from "./ledger.types.js";

/** The input fields that named the two accounts, so that a refusal can point at the right one. */
export interface AccountFields {
  debit: string;
  credit: string;
}

/** The outcome if it was applied. @throws DomainError for what the caller may be told; Error for what cannot happen */
export function requireApplied(outcome: Outcome | undefined, amount: bigint, fields: AccountFields): Applied {
  if (outcome?.type === "applied") return outcome;
  throw toError(outcome, amount, fields);
}

function toError(
  outcome: Exclude<Outcome, Applied> | undefined,
  amount: bigint,
  fields: AccountFields,
): DomainError | Error {
  if (!outcome) return new Error("the ledger gave no outcome");
  if (outcome.type === "conflict") return new IdempotencyConflictError();
  const { refusal, limit, available } = outcome;
  switch (refusal) {
    case "insufficient_funds":
      return new InsufficientFundsError(available ?? 0n, amount - (available ?? 0n));
    case "limit_single":
      return new LimitExceededError("SINGLE", limit ?? 0n, available ?? 0n);
    case "limit_daily":
      return new LimitExceededError("DAILY", limit ?? 0n, available ?? 0n);
    case "balance_full":
      return new LimitExceededError("BALANCE", limit ?? 0n, available ?? 0n);
    case "debit_not_active":
      return new AccountNotActiveError(fields.debit);
    case "credit_not_active":
      return new AccountNotActiveError(fields.credit);
    case "debit_not_found":
    case "credit_not_found":
    case "currency_mismatch":
    case "reservation_not_found":
    case "reservation_not_open":
      return new Error(`the ledger refused what should have been sound: ${refusal}`);
    default:
      return refusal satisfies never;
  }
}
