import { GraphQLDateTime, GraphQLJSONObject } from "graphql-scalars";
import { createUnionType, Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import {
  AccountLimitReachedError,
  AccountNotActiveError,
  AccountNotEmptyError,
  BankRefusedError,
  DomainError,
  type ErrorCode,
  type FactorMethod,
  InsufficientFundsError,
  InvalidCodeError,
  InvalidCredentialsError,
  InvalidInputError,
  LimitExceededError,
  MoneyRequestOverError,
  RecipientNotFoundError,
  RemindedLatelyError,
  SameAccountError,
  StepUpRequiredError,
  TooManyAttemptsError,
} from "../shared/errors.js";
import type { Context } from "./context.js";
import { Amount } from "./scalars.js";
import { BANK_REFUSAL_TEXTS, ERROR_TEXTS, FIELD_TEXTS, type Locale } from "./texts.js";

const codes = Object.fromEntries(Object.keys(ERROR_TEXTS).map((code) => [code, code]));
for (const request of [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "BAD_USER_INPUT",
  "UNKNOWN_OPERATION",
  "RATE_LIMITED",
  "OVERLOADED",
  "MAINTENANCE",
  "OUTCOME_UNKNOWN",
  "KEY_PROOF_REQUIRED",
  "KEY_PROOF_INVALID",
  "KEY_PROOF_NONCE",
  "INTERNAL",
]) {
  delete codes[request];
}
registerEnumType(codes, {
  name: "ErrorCode",
  description: "Why a mutation refused. Stable: programs may rely on it.",
  valuesConfig: described(ERROR_TEXTS),
});

const LimitKind = { SINGLE: "SINGLE", DAILY: "DAILY", BALANCE: "BALANCE" } as const;
registerEnumType(LimitKind, {
  name: "LimitKind",
  description: "Which limit was met.",
  valuesConfig: {
    SINGLE: { description: "One movement out." },
    DAILY: { description: "All movements out on a calendar day in Asia/Seoul." },
    BALANCE: { description: "What the receiving account may hold." },
  },
});

const BankRefusal = Object.fromEntries(Object.keys(BANK_REFUSAL_TEXTS).map((reason) => [reason, reason]));
registerEnumType(BankRefusal, {
  name: "BankRefusal",
  description: "Why the bank did not carry out the order.",
  valuesConfig: described(BANK_REFUSAL_TEXTS),
});

/** What people are told, in English, says what a code means. */
function described(texts: Readonly<Record<string, { en: string }>>) {
  return Object.fromEntries(Object.entries(texts).map(([value, { en }]) => [value, { description: en }]));
}

@InterfaceType("UserError", {
  description: "A failure that the caller can act on.",
  resolveType: (value: object) => value.constructor.name,
})
export abstract class UserError {
  @Field(() => codes, { description: "Stable code of the failure." })
  code!: ErrorCode;

  @Field({ description: "A sentence for the person, in the language of Accept-Language." })
  message!: string;
}

@ObjectType({ description: "What is wrong with one field of the input." })
export class FieldError {
  @Field({ description: "Path of the field inside the input, for example `amount`." })
  path!: string;

  @Field({ description: "A sentence for the person." })
  message!: string;
}

@ObjectType({ implements: UserError, description: "Fields of the input cannot be used; nothing was written." })
export class InvalidInput extends UserError {
  @Field(() => [FieldError], { description: "Each field that cannot be used." })
  fields!: FieldError[];
}

@ObjectType({ implements: UserError, description: "The e-mail address already belongs to a member." })
export class EmailTaken extends UserError {}

@ObjectType({ implements: UserError, description: "Unknown e-mail or wrong password; which of the two is not told." })
export class InvalidCredentials extends UserError {
  @Field(() => Int, { description: "Tries left before a wait." })
  attemptsLeft!: number;
}

@ObjectType({ implements: UserError, description: "The password does not match." })
export class InvalidPassword extends UserError {}

@ObjectType({ implements: UserError, description: "A code that is wrong, was used, has run out or was replaced." })
export class InvalidCode extends UserError {
  @Field(() => Int, { description: "Tries left; at zero another must be asked for, or waited for." })
  attemptsLeft!: number;
}

@ObjectType({ implements: UserError, description: "Too many wrong tries." })
export class TooManyAttempts extends UserError {
  @Field(() => Int, { description: "Seconds until the next try is looked at." })
  retryAfterSeconds!: number;
}

@ObjectType({ implements: UserError, description: "There is no session to continue; log in again." })
export class SessionExpired extends UserError {}

@ObjectType({ implements: UserError, description: "The staff have locked the member; support can tell why." })
export class MemberLocked extends UserError {}

@ObjectType({
  implements: UserError,
  description: "The password was right and is older than the service lets one be; resetPassword makes a new one.",
})
export class PasswordExpired extends UserError {}

@ObjectType({ implements: UserError, description: "No member has this address." })
export class MemberNotFound extends UserError {}

export const FactorMethods = {
  PASSWORD: "PASSWORD",
  TOTP: "TOTP",
  RECOVERY_CODE: "RECOVERY_CODE",
  PASSKEY: "PASSKEY",
} as const;
registerEnumType(FactorMethods, {
  name: "FactorMethod",
  description: "How somebody can show that it is them.",
  valuesConfig: {
    PASSWORD: { description: "The password once more; only for members without any other." },
    TOTP: { description: "Six digits from an authenticator app." },
    RECOVERY_CODE: { description: "One of the codes kept for a lost phone; each works once." },
    PASSKEY: { description: "A passkey on this or another device." },
  },
});

@ObjectType({ implements: UserError, description: "The question is too old, answered, or was tried too often." })
export class ChallengeExpired extends UserError {}

@ObjectType({
  implements: UserError,
  description: "Nothing happened yet: answer with verifyStepUp, then send the very same input with its token.",
})
export class StepUpRequired extends UserError {
  @Field(() => ID, { description: "The question to answer." })
  challengeId!: string;

  @Field(() => [FactorMethods], { description: "What is taken as an answer." })
  methods!: readonly FactorMethod[];

  @Field(() => GraphQLDateTime, { description: "Until when." })
  expiresAt!: Date;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: "For navigator.credentials.get, when a passkey will do (PublicKeyCredentialRequestOptionsJSON).",
  })
  passkeyOptions!: object | null;
}

@ObjectType({ implements: UserError, description: "It is on already." })
export class SecondFactorOn extends UserError {}

@ObjectType({ implements: UserError, description: "It is not on." })
export class SecondFactorOff extends UserError {}

@ObjectType({ implements: UserError, description: "The staff have a second factor, always." })
export class SecondFactorNeeded extends UserError {}

@ObjectType({ implements: UserError, description: "What the authenticator sent does not fit." })
export class PasskeyRefused extends UserError {}

@ObjectType({ implements: UserError, description: "The account does not hold enough." })
export class InsufficientFunds extends UserError {
  @Field(() => Amount, { description: "What could be moved at that moment." })
  available!: bigint;

  @Field(() => Amount, { description: "How much is missing." })
  shortfall!: bigint;
}

@ObjectType({ implements: UserError, description: "The amount is above one of the account's limits." })
export class LimitExceeded extends UserError {
  @Field(() => LimitKind, { description: "Which limit." })
  kind!: "SINGLE" | "DAILY" | "BALANCE";

  @Field(() => Amount, { description: "The limit." })
  limit!: bigint;

  @Field(() => Amount, { description: "What the limit still allows." })
  remaining!: bigint;
}

@ObjectType({ implements: UserError, description: "No account has this number." })
export class RecipientNotFound extends UserError {
  @Field({ description: "The input field that named the account." })
  field!: string;
}

@ObjectType({ implements: UserError, description: "Sender and recipient are the same account." })
export class SameAccount extends UserError {
  @Field({ description: "The input field that named the recipient." })
  field!: string;
}

@ObjectType({ implements: UserError, description: "The account is closed or frozen." })
export class AccountNotActive extends UserError {
  @Field({ description: "The input field that named the account." })
  field!: string;
}

@ObjectType({ implements: UserError, description: "The account still holds money or has something pending." })
export class AccountNotEmpty extends UserError {
  @Field(() => ID, { description: "The account." })
  accountId!: string;

  @Field(() => Amount, { description: "Its balance." })
  balance!: bigint;
}

@ObjectType({ implements: UserError, description: "The member has as many accounts as one may have." })
export class AccountLimitReached extends UserError {
  @Field(() => Int, { description: "How many one may have." })
  maximum!: number;
}

@ObjectType({ implements: UserError, description: "The idempotency key was used for another request." })
export class IdempotencyConflict extends UserError {}

@ObjectType({ implements: UserError, description: "The bank did not carry out the order; no money moved." })
export class BankRefused extends UserError {
  @Field(() => BankRefusal, { description: "Why." })
  reason!: string;
}

@ObjectType({ implements: UserError, description: "The schedule has run for the last time, or was cancelled." })
export class ScheduleOver extends UserError {}

@ObjectType({ implements: UserError, description: "The last 30 minutes before a delayed transfer have begun." })
export class TooLateToCancel extends UserError {}

export const MoneyRequestStates = {
  OPEN: "OPEN",
  PAID: "PAID",
  DECLINED: "DECLINED",
  CANCELLED: "CANCELLED",
  EXPIRED: "EXPIRED",
} as const;
registerEnumType(MoneyRequestStates, {
  name: "MoneyRequestState",
  description: "OPEN waits for an answer; the others are final.",
  valuesConfig: {
    DECLINED: { description: "Who was asked does not want to pay." },
    CANCELLED: { description: "Taken back by whoever asked." },
    EXPIRED: { description: "Nobody has paid in time." },
  },
});

@ObjectType({ implements: UserError, description: "The request was answered or taken back, or has expired." })
export class MoneyRequestOver extends UserError {
  @Field(() => MoneyRequestStates, { description: "What it is." })
  state!: string;
}

@ObjectType({ implements: UserError, description: "That person was reminded within the last 24 hours." })
export class RemindedLately extends UserError {
  @Field(() => GraphQLDateTime, { description: "From when on they may be reminded again." })
  remindableFrom!: Date;
}

// biome-ignore lint/suspicious/noExplicitAny: any class, whatever its constructor takes
type Class = abstract new (...args: any[]) => object;

/** A result union whose members are told apart by their class, which carries the name of the GraphQL type. */
export function resultUnion<const Types extends readonly Class[]>(name: string, description: string, types: Types) {
  return createUnionType({
    name,
    description,
    // type-graphql wants concrete classes; the instances we return are of these.
    types: () => types as never,
    resolveType: (value: object) => value.constructor.name,
  });
}

/** Runs a mutation and turns the failures it expects into values of its result union. */
export async function answer<T>(context: Context, work: () => Promise<T>): Promise<T | UserError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) return toUserError(error, context.locale);
    throw error;
  }
}

function toUserError(error: DomainError, locale: Locale): UserError {
  const make = <Type extends UserError>(type: new () => Type, rest?: Omit<Type, keyof UserError>): Type =>
    Object.assign(new type(), { code: error.code, message: ERROR_TEXTS[error.code][locale] }, rest);
  if (error instanceof InvalidInputError) {
    const fields = error.issues.map(({ path, issue }) =>
      Object.assign(new FieldError(), { path, message: FIELD_TEXTS[issue][locale] }),
    );
    return make(InvalidInput, { fields });
  }
  if (error instanceof InvalidCredentialsError) return make(InvalidCredentials, { attemptsLeft: error.attemptsLeft });
  if (error instanceof InvalidCodeError) return make(InvalidCode, { attemptsLeft: error.attemptsLeft });
  if (error instanceof TooManyAttemptsError) {
    return make(TooManyAttempts, { retryAfterSeconds: error.retryAfterSeconds });
  }
  if (error instanceof StepUpRequiredError) {
    const { challengeId, methods, expiresAt, passkeyOptions } = error;
    return make(StepUpRequired, { challengeId, methods, expiresAt, passkeyOptions });
  }
  if (error instanceof InsufficientFundsError) {
    return make(InsufficientFunds, { available: error.available, shortfall: error.shortfall });
  }
  if (error instanceof LimitExceededError) {
    return make(LimitExceeded, { kind: error.kind, limit: error.limit, remaining: error.remaining });
  }
  if (error instanceof RecipientNotFoundError) return make(RecipientNotFound, { field: error.field });
  if (error instanceof SameAccountError) return make(SameAccount, { field: error.field });
  if (error instanceof AccountNotActiveError) return make(AccountNotActive, { field: error.field });
  if (error instanceof AccountNotEmptyError) {
    return make(AccountNotEmpty, { accountId: error.accountId, balance: error.balance });
  }
  if (error instanceof AccountLimitReachedError) return make(AccountLimitReached, { maximum: error.maximum });
  if (error instanceof MoneyRequestOverError) return make(MoneyRequestOver, { state: error.state });
  if (error instanceof RemindedLatelyError) return make(RemindedLately, { remindableFrom: error.remindableFrom });
  if (error instanceof BankRefusedError) {
    const refused = make(BankRefused, { reason: error.reason });
    refused.message = BANK_REFUSAL_TEXTS[error.reason][locale];
    return refused;
  }
  return make(PLAIN[error.code as keyof typeof PLAIN]);
}

/** Failures that carry nothing but their code. */
const PLAIN = {
  EMAIL_TAKEN: EmailTaken,
  INVALID_PASSWORD: InvalidPassword,
  SESSION_EXPIRED: SessionExpired,
  MEMBER_LOCKED: MemberLocked,
  PASSWORD_EXPIRED: PasswordExpired,
  MEMBER_NOT_FOUND: MemberNotFound,
  CHALLENGE_EXPIRED: ChallengeExpired,
  SECOND_FACTOR_ON: SecondFactorOn,
  SECOND_FACTOR_OFF: SecondFactorOff,
  SECOND_FACTOR_NEEDED: SecondFactorNeeded,
  PASSKEY_REFUSED: PasskeyRefused,
  IDEMPOTENCY_CONFLICT: IdempotencyConflict,
  SCHEDULE_OVER: ScheduleOver,
  TOO_LATE_TO_CANCEL: TooLateToCancel,
} as const;
