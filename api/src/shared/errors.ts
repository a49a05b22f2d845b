import type { UserId } from "./ids.js";

/** What went wrong in terms a caller may act on. Closed: every code has a text in both languages. */
export type ErrorCode =
  | "INVALID_INPUT"
  | "EMAIL_TAKEN"
  | "INVALID_CREDENTIALS"
  | "INVALID_PASSWORD"
  | "INVALID_CODE"
  | "TOO_MANY_ATTEMPTS"
  | "SESSION_EXPIRED"
  | "MEMBER_LOCKED"
  | "PASSWORD_EXPIRED"
  | "MEMBER_NOT_FOUND"
  | "CHALLENGE_EXPIRED"
  | "STEP_UP_REQUIRED"
  | "SECOND_FACTOR_ON"
  | "SECOND_FACTOR_OFF"
  | "SECOND_FACTOR_NEEDED"
  | "PASSKEY_REFUSED"
  | "INSUFFICIENT_FUNDS"
  | "LIMIT_EXCEEDED"
  | "RECIPIENT_NOT_FOUND"
  | "SAME_ACCOUNT"
  | "ACCOUNT_NOT_ACTIVE"
  | "ACCOUNT_NOT_EMPTY"
  | "ACCOUNT_LIMIT_REACHED"
  | "IDEMPOTENCY_CONFLICT"
  | "BANK_REFUSED"
  | "SCHEDULE_OVER"
  | "TOO_LATE_TO_CANCEL"
  | "MONEY_REQUEST_OVER"
  | "REMINDED_LATELY";

/** Codes of the GraphQL `errors` list: the request could not be carried out at all. */
export type RequestErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "BAD_USER_INPUT"
  | "UNKNOWN_OPERATION"
  | "RATE_LIMITED"
  | "OVERLOADED"
  | "MAINTENANCE"
  | "OUTCOME_UNKNOWN"
  | "KEY_PROOF_REQUIRED"
  | "KEY_PROOF_INVALID"
  | "KEY_PROOF_NONCE"
  | "INTERNAL";

/** A failure the caller expects to be told of in the mutation's result. Thrown inside, mapped once at the edge. */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode;
}

/** A failure of the request as a whole; becomes an entry of the `errors` list. */
export class RequestError extends Error {
  constructor(
    readonly code: RequestErrorCode,
    readonly retryAfterSeconds?: number,
    message: string = code,
    /** Where in the request the problem stands, for BAD_USER_INPUT. */
    readonly field?: string,
  ) {
    super(message);
  }

  static badInput(field: string, message: string): RequestError {
    return new RequestError("BAD_USER_INPUT", undefined, message, field);
  }
}

/** We are at work on the server, and nothing was looked at. */
export class MaintenanceError extends RequestError {
  constructor(readonly until: Date) {
    super("MAINTENANCE", Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1_000)));
  }
}

/**
 * The proof of a client's key (DPoP) cannot be believed, or is one for another time: then the answer names the nonce
 * that the next one must contain.
 */
export class KeyProofError extends RequestError {
  constructor(readonly why: "REQUIRED" | "INVALID" | "NONCE") {
    super(`KEY_PROOF_${why}`);
  }
}

/** Why one field was refused; each has a text in both languages. */
export type FieldIssue =
  | "amount"
  | "email"
  | "name"
  | "name_reserved"
  | "nickname"
  | "password_short"
  | "password_long"
  | "password_common"
  | "password_used"
  | "code"
  | "email_same"
  | "phone"
  | "memo"
  | "characters"
  | "key"
  | "account_unknown"
  | "account_number"
  | "bank_code"
  | "bank_account_number"
  | "limit_too_high"
  | "limit_order"
  | "passkey_unknown"
  | "reason"
  | "favourites_full"
  | "request_unknown"
  | "request_own"
  | "request_of_link"
  | "requests_full"
  | "requests_a_day"
  | "requests_of_one"
  | "payers_max"
  | "expires_days"
  | "shares"
  | "shares_count"
  | "shares_twice"
  | "shares_own"
  | "schedule_unknown"
  | "schedule_once"
  | "schedule_past"
  | "schedule_far"
  | "schedule_never"
  | "schedule_delayed"
  | "schedule_kind"
  | "schedule_running"
  | "schedule_times"
  | "schedules_full"
  | "day"
  | "hour"
  | "weekday"
  | "day_of_month"
  | "delay_hours"
  | "times"
  | "rule"
  | "note"
  | "notes_full"
  | "tag"
  | "tags"
  | "transaction_unknown"
  | "period_long"
  | "period_many"
  | "period_archived"
  | "statements_full"
  | "report"
  | "reports_full"
  | "push_endpoint"
  | "push_key"
  | "too_long";

export class InvalidInputError extends DomainError {
  readonly code = "INVALID_INPUT";
  constructor(readonly issues: ReadonlyArray<{ path: string; issue: FieldIssue }>) {
    super(issues.map((each) => `${each.path}: ${each.issue}`).join(", "));
  }

  static of(path: string, issue: FieldIssue): InvalidInputError {
    return new InvalidInputError([{ path, issue }]);
  }
}

export class TooManyAttemptsError extends DomainError {
  readonly code = "TOO_MANY_ATTEMPTS";
  constructor(readonly retryAfterSeconds: number) {
    super(`retry after ${retryAfterSeconds} s`);
  }
}

export class EmailTakenError extends DomainError {
  readonly code = "EMAIL_TAKEN";
}

/** Unknown address or wrong password: the caller is not told which. */
export class InvalidCredentialsError extends DomainError {
  readonly code = "INVALID_CREDENTIALS";
  constructor(readonly attemptsLeft: number) {
    super();
  }
}

export class InvalidPasswordError extends DomainError {
  readonly code = "INVALID_PASSWORD";
}

/** Wrong, used, run out or replaced by a newer one; which of these is not told. */
export class InvalidCodeError extends DomainError {
  readonly code = "INVALID_CODE";
  constructor(readonly attemptsLeft: number) {
    super();
  }
}

export class SessionExpiredError extends DomainError {
  readonly code = "SESSION_EXPIRED";
}

/** Somebody of the staff has closed the member's door for now. Told only to who has shown that they are the member. */
export class MemberLockedError extends DomainError {
  readonly code = "MEMBER_LOCKED";
}

/** Right, and too old to log in with. Told only to who knows it. */
export class PasswordExpiredError extends DomainError {
  readonly code = "PASSWORD_EXPIRED";
}

export class MemberNotFoundError extends DomainError {
  readonly code = "MEMBER_NOT_FOUND";
}

/** The question is unknown, answered, too old, or was tried too often. */
export class ChallengeExpiredError extends DomainError {
  readonly code = "CHALLENGE_EXPIRED";
}

/** How somebody can show that it is them. */
export type FactorMethod = "PASSWORD" | "TOTP" | "RECOVERY_CODE" | "PASSKEY";

/** The operation needs a proof of its own, bound to exactly what was asked. */
export class StepUpRequiredError extends DomainError {
  readonly code = "STEP_UP_REQUIRED";
  constructor(
    readonly challengeId: string,
    readonly methods: readonly FactorMethod[],
    readonly expiresAt: Date,
    readonly passkeyOptions: object | null,
  ) {
    super();
  }
}

export class SecondFactorOnError extends DomainError {
  readonly code = "SECOND_FACTOR_ON";
}

export class SecondFactorOffError extends DomainError {
  readonly code = "SECOND_FACTOR_OFF";
}

/** The staff have no rights without one, and whoever has none yet could be somebody who knows the password alone. */
export class SecondFactorNeededError extends DomainError {
  readonly code = "SECOND_FACTOR_NEEDED";
}

/** What the authenticator sent does not fit: another site, another key, an old question. */
export class PasskeyRefusedError extends DomainError {
  readonly code = "PASSKEY_REFUSED";
  /** `owner`: whose passkey it claimed to be. */
  constructor(readonly owner: UserId | null = null) {
    super();
  }
}

export class InsufficientFundsError extends DomainError {
  readonly code = "INSUFFICIENT_FUNDS";
  constructor(
    readonly available: bigint,
    readonly shortfall: bigint,
  ) {
    super();
  }
}

export class LimitExceededError extends DomainError {
  readonly code = "LIMIT_EXCEEDED";
  constructor(
    readonly kind: "SINGLE" | "DAILY" | "BALANCE",
    readonly limit: bigint,
    readonly remaining: bigint,
  ) {
    super();
  }
}

/** `field` is the input field that named the account, here and in the next two. */
export class RecipientNotFoundError extends DomainError {
  readonly code = "RECIPIENT_NOT_FOUND";
  constructor(readonly field: string) {
    super();
  }
}

export class SameAccountError extends DomainError {
  readonly code = "SAME_ACCOUNT";
  constructor(readonly field: string) {
    super();
  }
}

export class AccountNotActiveError extends DomainError {
  readonly code = "ACCOUNT_NOT_ACTIVE";
  constructor(readonly field: string) {
    super();
  }
}

export class AccountNotEmptyError extends DomainError {
  readonly code = "ACCOUNT_NOT_EMPTY";
  constructor(
    readonly accountId: string,
    readonly balance: bigint,
  ) {
    super();
  }
}

export class AccountLimitReachedError extends DomainError {
  readonly code = "ACCOUNT_LIMIT_REACHED";
  constructor(readonly maximum: number) {
    super();
  }
}

export class IdempotencyConflictError extends DomainError {
  readonly code = "IDEMPOTENCY_CONFLICT";
}

export type BankRefusalReason =
  | "ACCOUNT_NOT_FOUND"
  | "NAME_MISMATCH"
  | "INSUFFICIENT_BANK_BALANCE"
  | "BANK_CLOSED"
  | "DECLINED";

export class BankRefusedError extends DomainError {
  readonly code = "BANK_REFUSED";
  constructor(readonly reason: BankRefusalReason) {
    super();
  }
}

/** It has run for the last time, or was cancelled. */
export class ScheduleOverError extends DomainError {
  readonly code = "SCHEDULE_OVER";
}

/** A delayed transfer is about to be made. */
export class TooLateToCancelError extends DomainError {
  readonly code = "TOO_LATE_TO_CANCEL";
}

/** EXPIRED: nobody has answered in time. */
export type MoneyRequestState = "OPEN" | "PAID" | "DECLINED" | "CANCELLED" | "EXPIRED";

/** It was answered, taken back or has expired before. */
export class MoneyRequestOverError extends DomainError {
  readonly code = "MONEY_REQUEST_OVER";
  constructor(readonly state: Exclude<MoneyRequestState, "OPEN">) {
    super();
  }
}

/** The same person was reminded by the same asker within a day. */
export class RemindedLatelyError extends DomainError {
  readonly code = "REMINDED_LATELY";
  constructor(readonly remindableFrom: Date) {
    super();
  }
}

/** Why a run of a schedule moved no money. */
export type ScheduleFailure =
  | "INSUFFICIENT_FUNDS"
  | "LIMIT_SINGLE"
  | "LIMIT_DAILY"
  | "ACCOUNT_NOT_ACTIVE"
  | "RECIPIENT_NOT_ACTIVE"
  | "RECIPIENT_FULL"
  | "MEMBER_LOCKED"
  | "MISSED";
