import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import {
  AccountNotActive,
  IdempotencyConflict,
  InsufficientFunds,
  InvalidInput,
  LimitExceeded,
  RecipientNotFound,
  resultUnion,
  SameAccount,
  StepUpRequired,
} from "../../graphql/errors.js";
import { Amount } from "../../graphql/scalars.js";
import {
  Account,
  CounterpartyKind,
  Currency,
  maskAccountNumber,
  TransactionDirection,
  TransactionState,
} from "../accounts/index.js";
import { maskName } from "../users/index.js";
import type { TransferRecord } from "./transfer.service.js";

@InputType({ description: "Money from one's own account to someone's." })
export class TransferInput {
  @Field(() => ID, { description: "One's own account." })
  fromAccountId!: string;

  @Field({ description: "Twelve digits; spaces and hyphens do not matter." })
  toAccountNumber!: string;

  @Field(() => Amount, { description: "How much." })
  amount!: bigint;

  @Field(() => String, { nullable: true, description: "The sender's own note, at most 20 characters." })
  memo?: string | null;

  @Field(() => String, { nullable: true, description: "What the recipient sees, at most 20 characters." })
  recipientMemo?: string | null;

  @Field(() => ID, {
    description: "Made once for a payment, kept through retries: the same key moves money at most once, for ever.",
  })
  idempotencyKey!: string;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@ObjectType({ simpleResolvers: true, description: "A transfer. Only its sender and its recipient see it." })
export class Transfer {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field(() => TransactionDirection, { description: "OUT for the sender, IN for the recipient." })
  direction!: "IN" | "OUT";

  @Field(() => Amount, { description: "How much." })
  amount!: bigint;

  @Field(() => Currency, { description: "Currency of the amounts." })
  currency!: string;

  @Field({ description: "In full for the sender, masked for the recipient." })
  fromAccountNumber!: string;

  @Field({ description: "Twelve digits." })
  toAccountNumber!: string;

  @Field({ description: "In full for the sender, masked for the recipient." })
  senderName!: string;

  @Field({ description: "Masked for the sender: 홍*동. In full for the recipient." })
  recipientName!: string;

  @Field(() => CounterpartyKind, { description: "Who is on the other side of whoever looks: PERSON or SHOP." })
  counterpartyKind!: "PERSON" | "SHOP";

  @Field(() => String, { nullable: true, description: "The sender's own note; only the sender sees it." })
  memo!: string | null;

  @Field(() => String, { nullable: true, description: "What the recipient sees." })
  recipientMemo!: string | null;

  @Field(() => Amount, {
    nullable: true,
    description: "Balance of the side that looks, right after. Null once its month is archived, after a year or more.",
  })
  balanceAfter!: bigint | null;

  @Field(() => TransactionState, { description: "POSTED: a transfer is final the moment it is recorded." })
  state!: string;

  @Field(() => GraphQLDateTime, { description: "When it was recorded." })
  recordedAt!: Date;

  /** Made just now: nobody can have written anything on it, and the answer to a transfer needs no further query. */
  isNew?: boolean;
}

export function toTransfer(record: TransferRecord): Transfer {
  const sent = record.side === "sender";
  const { from, to } = record;
  const shown = (holder: { holderName: string; holderKind: string }, own: boolean) =>
    own || holder.holderKind === "shop" ? holder.holderName : maskName(holder.holderName);
  return Object.assign(new Transfer(), {
    id: record.id,
    direction: sent ? "OUT" : "IN",
    amount: record.amount,
    currency: "KRW",
    fromAccountNumber: sent ? from.number : maskAccountNumber(from.number),
    toAccountNumber: to.number,
    senderName: shown(from, sent),
    recipientName: shown(to, !sent || to.userId === from.userId),
    counterpartyKind: (sent ? to : from).holderKind === "shop" ? "SHOP" : "PERSON",
    memo: record.memo,
    recipientMemo: record.recipientMemo,
    balanceAfter: record.balanceAfter,
    state: "POSTED",
    recordedAt: record.recordedAt,
  });
}

@ObjectType({ simpleResolvers: true, description: "The money has moved." })
export class TransferSuccess {
  @Field(() => Transfer, { description: "The transfer; for a repeated key, the first one." })
  transfer!: Transfer;

  @Field(() => Account, {
    description: "The sender's account right after the transfer; as it is now once that is archived.",
  })
  account!: Account;

  @Field({ description: "True when the key had been used for this very request before: nothing moved now." })
  replayed!: boolean;
}

export const TransferResult = resultUnion("TransferResult", "Answer to transfer.", [
  TransferSuccess,
  InsufficientFunds,
  LimitExceeded,
  RecipientNotFound,
  SameAccount,
  AccountNotActive,
  IdempotencyConflict,
  InvalidInput,
  StepUpRequired,
]);
