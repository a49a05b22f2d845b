import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import {
  AccountLimitReached,
  AccountNotActive,
  AccountNotEmpty,
  InvalidInput,
  InvalidPassword,
  resultUnion,
  StepUpRequired,
  TooManyAttempts,
} from "../../graphql/errors.js";
import { Amount, Version } from "../../graphql/scalars.js";
import type { AccountId } from "../../shared/ids.js";
import type { AccountSnapshot } from "../ledger/index.js";
import { maskName } from "../users/index.js";
import type { AccountRecord } from "./account.service.js";
import type { AccountCard } from "./account-directory.service.js";
import { CounterpartyKind } from "./transaction.types.js";

export const Currency = { KRW: "KRW" } as const;
registerEnumType(Currency, { name: "Currency", description: "ISO 4217." });

export const AccountStatus = { ACTIVE: "ACTIVE", FROZEN: "FROZEN", CLOSED: "CLOSED" } as const;
registerEnumType(AccountStatus, {
  name: "AccountStatus",
  description: "ACTIVE moves money; FROZEN neither gives nor takes; CLOSED is over.",
});

/**
 * An account as its owner sees it. The money is always at hand; the rest is read when it is asked for, so that the
 * answer to a transfer needs no further query.
 */
@ObjectType({ simpleResolvers: true, description: "A member's account. Only its owner sees it." })
export class Account {
  @Field(() => ID, { description: "Opaque." })
  id!: AccountId;

  @Field({ description: "Twelve digits; what others send money to." })
  number!: string;

  @Field(() => Currency, { description: "Currency of every amount of the account." })
  currency!: string;

  @Field(() => Amount, { description: "All money of the account, with what is reserved." })
  balance!: bigint;

  @Field(() => Amount, { description: "What can be moved now: the balance without what is reserved." })
  available!: bigint;

  @Field(() => Version, { description: "Grows by one with each movement: the higher one is the newer state." })
  version!: bigint;

  record?: AccountRecord;
}

export function toAccount(record: AccountRecord): Account {
  const { account, ledger } = record;
  return Object.assign(new Account(), {
    id: account.id,
    number: account.number,
    currency: ledger.currency,
    balance: ledger.balance,
    available: ledger.balance - ledger.held,
    version: ledger.version,
    record,
  });
}

/** The account right after a movement. */
export function toAccountAfter(card: AccountCard, snapshot: AccountSnapshot): Account {
  return Object.assign(new Account(), {
    id: card.id,
    number: card.number,
    currency: "KRW",
    balance: snapshot.balance,
    available: snapshot.balance - snapshot.held,
    version: snapshot.version,
  });
}

@ObjectType({ simpleResolvers: true, description: "Whom an account number belongs to, as far as others may know." })
export class Recipient {
  @Field({ description: "Twelve digits." })
  accountNumber!: string;

  @Field({ description: "홍*동. A shop's name is shown in full." })
  maskedName!: string;

  @Field(() => CounterpartyKind, { description: "PERSON or SHOP." })
  kind!: "PERSON" | "SHOP";
}

export function toRecipient({ number, holderName, holderKind }: AccountCard): Recipient {
  const isShop = holderKind === "shop";
  return Object.assign(new Recipient(), {
    accountNumber: number,
    maskedName: isShop ? holderName : maskName(holderName),
    kind: isShop ? "SHOP" : "PERSON",
  });
}

@ObjectType({ simpleResolvers: true, description: "An account's newest state." })
export class BalanceUpdate {
  @Field(() => ID, { description: "The account." })
  accountId!: string;

  @Field(() => Amount, { description: "All money of the account." })
  balance!: bigint;

  @Field(() => Amount, { description: "What can be moved now." })
  available!: bigint;

  @Field(() => Version, { description: "Drop an update whose version is not above the one you have." })
  version!: bigint;

  @Field(() => ID, { nullable: true, description: "The transaction that led here; null in the first message." })
  transactionId!: string | null;

  @Field(() => GraphQLDateTime, { description: "When it was recorded." })
  at!: Date;
}

@InputType({ description: "A new account." })
export class OpenAccountInput {
  @Field({ description: "1 to 30 characters." })
  nickname!: string;
}

@InputType({ description: "What to change; what is left out stays." })
export class UpdateAccountInput {
  @Field(() => ID, { description: "One's own account." })
  accountId!: string;

  @Field(() => String, { nullable: true, description: "1 to 30 characters." })
  nickname?: string | null;

  @Field(() => Amount, { nullable: true, description: "Highest amount of one movement out." })
  limitSingle?: bigint | null;

  @Field(() => Amount, { nullable: true, description: "Highest sum out on one day in Asia/Seoul." })
  limitDaily?: bigint | null;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@ObjectType({ simpleResolvers: true, description: "Raised limits that wait. Null where nothing is raised." })
export class LimitRaise {
  @Field(() => Amount, { nullable: true, description: "Highest amount of one movement out." })
  limitSingle!: bigint | null;

  @Field(() => Amount, { nullable: true, description: "Highest sum out on one day." })
  limitDaily!: bigint | null;

  @Field(() => GraphQLDateTime, { description: "When they count." })
  effectiveAt!: Date;
}

@InputType({ description: "Raised limits that are not wanted any more." })
export class CancelLimitRaiseInput {
  @Field(() => ID, { description: "One's own account." })
  accountId!: string;
}

@InputType({ description: "The account to close." })
export class CloseAccountInput {
  @Field(() => ID, { description: "One's own account, at a balance of zero." })
  accountId!: string;
}

@InputType({ description: "Leaving the service." })
export class CloseMembershipInput {
  @Field({ description: "The member's password, asked again." })
  password!: string;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@ObjectType({ description: "The account is open." })
export class OpenAccountSuccess {
  @Field(() => Account, { description: "The new account." })
  account!: Account;
}

@ObjectType({ description: "The account is changed." })
export class UpdateAccountSuccess {
  @Field(() => Account, { description: "The account as it is now." })
  account!: Account;
}

@ObjectType({ description: "The account is closed." })
export class CloseAccountSuccess {
  @Field(() => Account, { description: "The closed account." })
  account!: Account;
}

@ObjectType({ description: "Every session has ended. Until the membership does, logging in keeps it." })
export class CloseMembershipSuccess {
  @Field(() => GraphQLDateTime, {
    description: "When the membership ends and what tells who the member was is erased.",
  })
  closedAt!: Date;
}

export const OpenAccountResult = resultUnion("OpenAccountResult", "Answer to openAccount.", [
  OpenAccountSuccess,
  AccountLimitReached,
  InvalidInput,
]);

export const UpdateAccountResult = resultUnion("UpdateAccountResult", "Answer to updateAccount.", [
  UpdateAccountSuccess,
  AccountNotActive,
  InvalidInput,
  StepUpRequired,
]);

export const CancelLimitRaiseResult = resultUnion("CancelLimitRaiseResult", "Answer to cancelLimitRaise.", [
  UpdateAccountSuccess,
  InvalidInput,
]);

export const CloseAccountResult = resultUnion("CloseAccountResult", "Answer to closeAccount.", [
  CloseAccountSuccess,
  AccountNotEmpty,
  AccountNotActive,
  InvalidInput,
]);

export const CloseMembershipResult = resultUnion("CloseMembershipResult", "Answer to closeMembership.", [
  CloseMembershipSuccess,
  InvalidPassword,
  AccountNotEmpty,
  StepUpRequired,
  TooManyAttempts,
  InvalidInput,
]);
