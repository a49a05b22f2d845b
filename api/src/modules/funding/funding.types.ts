import { Field, ID, InputType, ObjectType } from "type-graphql";
import {
  AccountNotActive,
  BankRefused,
  IdempotencyConflict,
  InsufficientFunds,
  InvalidInput,
  LimitExceeded,
  resultUnion,
  StepUpRequired,
} from "../../graphql/errors.js";
import { Amount } from "../../graphql/scalars.js";
import { Account, Transaction } from "../accounts/index.js";

const KEY = "Made once for an order, kept through retries: the same key moves money at most once, for ever.";

@InputType({ description: "Money from a bank account into one's own." })
export class DepositInput {
  @Field(() => ID, { description: "One's own account." })
  accountId!: string;

  @Field(() => Amount, { description: "How much." })
  amount!: bigint;

  @Field(() => ID, { description: KEY })
  idempotencyKey!: string;

  @Field(() => String, { nullable: true, description: "Three digits; the linked bank account when left out." })
  bankCode?: string | null;

  @Field(() => String, { nullable: true, description: "8 to 16 digits; the linked bank account when left out." })
  bankAccountNumber?: string | null;
}

@InputType({ description: "Money from one's own account to a bank account." })
export class WithdrawInput {
  @Field(() => ID, { description: "One's own account." })
  accountId!: string;

  @Field(() => Amount, { description: "How much." })
  amount!: bigint;

  @Field({ description: "Three digits." })
  bankCode!: string;

  @Field({ description: "8 to 16 digits; spaces and hyphens do not matter." })
  bankAccountNumber!: string;

  @Field(() => ID, { description: KEY })
  idempotencyKey!: string;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@ObjectType({
  description:
    "The order is taken. While `transaction.state` is RESERVED the bank has not answered; it ends by itself.",
})
export class DepositSuccess {
  @Field(() => Transaction, { description: "The deposit." })
  transaction!: Transaction;

  @Field(() => Account, { description: "The account as it is now." })
  account!: Account;

  @Field({ description: "True when the key had been used for this very request before." })
  replayed!: boolean;
}

@ObjectType({
  description:
    "The order is taken. While `transaction.state` is RESERVED the bank has not answered; it ends by itself.",
})
export class WithdrawSuccess {
  @Field(() => Transaction, { description: "The withdrawal." })
  transaction!: Transaction;

  @Field(() => Account, { description: "The account as it is now." })
  account!: Account;

  @Field({ description: "True when the key had been used for this very request before." })
  replayed!: boolean;
}

export const DepositResult = resultUnion("DepositResult", "Answer to deposit.", [
  DepositSuccess,
  LimitExceeded,
  AccountNotActive,
  BankRefused,
  IdempotencyConflict,
  InvalidInput,
]);

export const WithdrawResult = resultUnion("WithdrawResult", "Answer to withdraw.", [
  WithdrawSuccess,
  InsufficientFunds,
  LimitExceeded,
  AccountNotActive,
  BankRefused,
  IdempotencyConflict,
  InvalidInput,
  StepUpRequired,
]);
