import { z } from "zod";
import { type FieldIssue, InvalidInputError, type MoneyRequestState } from "../../shared/errors.js";
import { amountField, idempotencyKeyField, memoField } from "../../shared/input.js";

/** A member's requests that are open at one time. */
export const OPEN_MAX = 100;
/** That a member makes within 24 hours, whatever became of them. */
export const A_DAY_MAX = 100;
/** That one member makes of one other within 24 hours: nobody is to be flooded. */
export const OF_ONE_A_DAY_MAX = 5;
/** Who may pay one link. */
export const PAYERS_MAX = 30;
/** Shares of one sum besides the asker's own. */
export const SHARES_MAX = 20;
const DAYS_DEFAULT = 7;
const DAYS_MAX = 30;
const DAY_MS = 86_400_000;

const numberField = z
  .string()
  .max(100, "account_number" satisfies FieldIssue)
  .nullish();

export const RequestSchema = z
  .object({
    accountId: z.string(),
    payerAccountNumber: numberField,
    amount: amountField,
    memo: memoField,
    payersMax: z
      .int("payers_max" satisfies FieldIssue)
      .min(1, "payers_max" satisfies FieldIssue)
      .max(PAYERS_MAX, "payers_max" satisfies FieldIssue)
      .nullish()
      .transform((most) => most ?? 1),
    expiresInDays: z
      .int("expires_days" satisfies FieldIssue)
      .min(1, "expires_days" satisfies FieldIssue)
      .max(DAYS_MAX, "expires_days" satisfies FieldIssue)
      .nullish()
      .transform((days) => days ?? DAYS_DEFAULT),
    idempotencyKey: idempotencyKeyField,
  })
  .refine(({ payerAccountNumber, payersMax }) => !payerAccountNumber || payersMax === 1, {
    path: ["payersMax"],
    error: "payers_max" satisfies FieldIssue,
  });

export const SplitSchema = z.object({
  accountId: z.string(),
  total: amountField,
  ownShare: z
    .bigint()
    .min(0n, "amount" satisfies FieldIssue)
    .nullish(),
  shares: z
    .array(z.object({ payerAccountNumber: numberField, amount: amountField.nullish() }))
    .min(1, "shares_count" satisfies FieldIssue)
    .max(SHARES_MAX, "shares_count" satisfies FieldIssue),
  memo: memoField,
  idempotencyKey: idempotencyKeyField,
});

export const PaySchema = z.object({
  requestId: z.string().nullish(),
  linkToken: z
    .string()
    .max(100, "request_unknown" satisfies FieldIssue)
    .nullish(),
  fromAccountId: z.string(),
  idempotencyKey: idempotencyKeyField,
});

export const expiryAfter = (days: number, now: Date) => new Date(now.getTime() + days * DAY_MS);

/** What a request is at a moment: nobody closes one that nobody has answered. */
export function stateOf(
  { state, expiresAt }: { state: "open" | "paid" | "declined" | "cancelled"; expiresAt: Date },
  now: Date,
): MoneyRequestState {
  if (state === "open") return expiresAt <= now ? "EXPIRED" : "OPEN";
  return state.toUpperCase() as MoneyRequestState;
}

/** From when on a person may be reminded; `lastAt` is when the same asker last did, of whatever request. */
export function remindableFrom(createdAt: Date, lastAt: Date | null): Date {
  return lastAt ? new Date(lastAt.getTime() + DAY_MS) : createdAt;
}

/**
 * Equal shares of a sum, in won, for the asker and `others`: what is left over when it does not divide is the asker's,
 * and less than a won for each of the others.
 */
export function equalShares(total: bigint, others: number): { own: bigint; each: bigint } {
  const each = total / BigInt(others + 1);
  return { own: total - each * BigInt(others), each };
}

/**
 * What each is asked for, and what stays with the asker: equal shares when no amount is given, else exactly what is
 * given, which must come to the total.
 * @throws InvalidInputError
 */
export function sharesOf(
  total: bigint,
  ownShare: bigint | null | undefined,
  amounts: ReadonlyArray<bigint | null | undefined>,
): { own: bigint; shares: bigint[] } {
  const given = amounts.filter((amount) => amount !== null && amount !== undefined);
  if (given.length === 0 && (ownShare === null || ownShare === undefined)) {
    const { own, each } = equalShares(total, amounts.length);
    if (each === 0n) throw InvalidInputError.of("total", "shares");
    return { own, shares: amounts.map(() => each) };
  }
  const own = ownShare ?? 0n;
  const sum = given.reduce((left, right) => left + right, own);
  if (given.length !== amounts.length || sum !== total) throw InvalidInputError.of("shares", "shares");
  return { own, shares: given };
}
