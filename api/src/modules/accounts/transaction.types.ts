import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Amount } from "../../graphql/scalars.js";
import type { Locale } from "../../graphql/texts.js";
import type { MovementId } from "../../shared/ids.js";
import type { Refusal } from "../ledger/index.js";
import type { TransactionRecord } from "./transaction.reader.js";

export const TransactionDirection = { IN: "IN", OUT: "OUT" } as const;
registerEnumType(TransactionDirection, { name: "TransactionDirection", description: "Into or out of this account." });

export const TransactionKind = { DEPOSIT: "DEPOSIT", WITHDRAWAL: "WITHDRAWAL", TRANSFER: "TRANSFER" } as const;
registerEnumType(TransactionKind, { name: "TransactionKind", description: "What moved the money." });

export const TransactionState = {
  POSTED: "POSTED",
  RESERVED: "RESERVED",
  SETTLED: "SETTLED",
  RELEASED: "RELEASED",
  REFUSED: "REFUSED",
} as const;
registerEnumType(TransactionState, {
  name: "TransactionState",
  description:
    "POSTED and SETTLED are final. RESERVED waits for the bank's answer. RELEASED: the bank refused, no money moved. REFUSED: we did, and none moved either.",
});

/** What people are told of the ledger's refusals; the rest cannot be met by them. */
const REFUSALS: Readonly<Partial<Record<Refusal, string>>> = {
  insufficient_funds: "INSUFFICIENT_FUNDS",
  limit_single: "LIMIT_SINGLE",
  limit_daily: "LIMIT_DAILY",
  balance_full: "RECIPIENT_FULL",
  debit_not_active: "ACCOUNT_NOT_ACTIVE",
  credit_not_active: "RECIPIENT_NOT_ACTIVE",
};
export const TransactionRefusal = {
  INSUFFICIENT_FUNDS: "INSUFFICIENT_FUNDS",
  LIMIT_SINGLE: "LIMIT_SINGLE",
  LIMIT_DAILY: "LIMIT_DAILY",
  RECIPIENT_FULL: "RECIPIENT_FULL",
  ACCOUNT_NOT_ACTIVE: "ACCOUNT_NOT_ACTIVE",
  RECIPIENT_NOT_ACTIVE: "RECIPIENT_NOT_ACTIVE",
  BANK: "BANK",
  OTHER: "OTHER",
} as const;
registerEnumType(TransactionRefusal, {
  name: "TransactionRefusal",
  description: "Why an attempt moved no money. BANK: the bank refused it.",
});

export const CounterpartyKind = { PERSON: "PERSON", SHOP: "SHOP", BANK: "BANK" } as const;
registerEnumType(CounterpartyKind, { name: "CounterpartyKind", description: "Who is on the other side." });

@ObjectType({ simpleResolvers: true, description: "A payment as seen from one account." })
export class Transaction {
  /** What is written on it is kept under this; not a field. */
  root!: MovementId;

  @Field(() => ID, { description: "Opaque; stays the same while the payment waits and settles." })
  id!: string;

  @Field(() => TransactionDirection, { description: "Into or out of this account." })
  direction!: "IN" | "OUT";

  @Field(() => TransactionKind, { description: "What moved the money." })
  kind!: string;

  @Field(() => TransactionState, { description: "How far it is." })
  state!: string;

  @Field(() => Amount, { description: "Without sign: the direction tells." })
  amount!: bigint;

  @Field(() => Amount, {
    nullable: true,
    description: "The account's balance right after. Null only for an order repeated once its month is archived.",
  })
  balanceAfter!: bigint | null;

  @Field({ description: "Name of the other side: masked for a person, the name of a shop or bank." })
  counterparty!: string;

  @Field(() => CounterpartyKind, { description: "Who is on the other side." })
  counterpartyKind!: string;

  @Field(() => String, { nullable: true, description: "Masked: ****5678." })
  counterpartyAccountNumber!: string | null;

  @Field(() => String, { nullable: true, description: "What this side's owner sees as the note." })
  memo!: string | null;

  @Field(() => ID, { nullable: true, description: "For transfers: opens the receipt." })
  transferId!: string | null;

  @Field(() => TransactionRefusal, { nullable: true, description: "Of a failed attempt: why." })
  refusal!: string | null;

  @Field(() => Amount, {
    nullable: true,
    description: "Of a refusal for funds or a limit: what could have been moved at that moment.",
  })
  refusalAvailable!: bigint | null;

  @Field(() => GraphQLDateTime, { description: "When it happened, by the bank's clock where a bank took part." })
  occurredAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was recorded, by ours." })
  recordedAt!: Date;
}

export function toTransaction(record: TransactionRecord, locale: Locale): Transaction {
  const { movement, counterparty } = record;
  return Object.assign(new Transaction(), {
    id: record.id,
    root: record.root,
    direction: record.direction === "in" ? "IN" : "OUT",
    kind: movement.kind.toUpperCase(),
    state: movement.state.toUpperCase(),
    amount: movement.amount,
    balanceAfter: record.balanceAfter,
    counterparty: counterparty.name[locale],
    counterpartyKind: counterparty.kind,
    counterpartyAccountNumber: counterparty.accountNumber,
    memo: record.memo,
    transferId: record.transferId,
    refusal: refusalOf(record),
    refusalAvailable: record.movement.refusalAvailable,
    occurredAt: movement.occurredAt,
    recordedAt: movement.recordedAt,
  });
}

function refusalOf({ movement: { state, refusal } }: TransactionRecord): string | null {
  if (state === "released") return "BANK";
  return state === "refused" ? ((refusal && REFUSALS[refusal]) ?? "OTHER") : null;
}
