import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "../../graphql/page-info.js";
import { Amount } from "../../graphql/scalars.js";
import type { Locale } from "../../graphql/texts.js";
import type { HistoryFilter } from "../ledger/index.js";
import type { TransactionPage, TransactionRecord } from "./history.service.js";

export const TransactionDirection = { IN: "IN", OUT: "OUT" } as const;
registerEnumType(TransactionDirection, { name: "TransactionDirection", description: "Into or out of this account." });

export const TransactionKind = { DEPOSIT: "DEPOSIT", WITHDRAWAL: "WITHDRAWAL", TRANSFER: "TRANSFER" } as const;
registerEnumType(TransactionKind, { name: "TransactionKind", description: "What moved the money." });

export const TransactionState = {
  POSTED: "POSTED",
  RESERVED: "RESERVED",
  SETTLED: "SETTLED",
  RELEASED: "RELEASED",
} as const;
registerEnumType(TransactionState, {
  name: "TransactionState",
  description:
    "POSTED and SETTLED are final. RESERVED waits for the bank's answer. RELEASED: the bank refused, no money moved.",
});

export const CounterpartyKind = { PERSON: "PERSON", SHOP: "SHOP", BANK: "BANK" } as const;
registerEnumType(CounterpartyKind, { name: "CounterpartyKind", description: "Who is on the other side." });

@ObjectType({ simpleResolvers: true, description: "A payment as seen from one account." })
export class Transaction {
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

  @Field(() => GraphQLDateTime, { description: "When it happened, by the bank's clock where a bank took part." })
  occurredAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was recorded, by ours." })
  recordedAt!: Date;
}

export function toTransaction(record: TransactionRecord, locale: Locale): Transaction {
  const { movement, counterparty } = record;
  return Object.assign(new Transaction(), {
    id: record.id,
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
    occurredAt: movement.occurredAt,
    recordedAt: movement.recordedAt,
  });
}

@ObjectType({ simpleResolvers: true, description: "A transaction and where it stands in the list." })
export class TransactionEdge {
  @Field({ description: "Opaque; for `after`." })
  cursor!: string;

  @Field(() => Transaction, { description: "The transaction." })
  node!: Transaction;
}

@ObjectType({ simpleResolvers: true, description: "A page of transactions, newest first." })
export class TransactionConnection {
  @Field(() => [TransactionEdge], { description: "The transactions." })
  edges!: TransactionEdge[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

export function toConnection(page: TransactionPage, locale: Locale): TransactionConnection {
  const edges = page.entries.map(({ cursor, record }) =>
    Object.assign(new TransactionEdge(), { cursor, node: toTransaction(record, locale) }),
  );
  const pageInfo = Object.assign(new PageInfo(), {
    endCursor: edges.at(-1)?.cursor ?? null,
    hasNextPage: page.hasNextPage,
  });
  return Object.assign(new TransactionConnection(), { edges, pageInfo });
}

@InputType({ description: "Which transactions; what is left out does not narrow." })
export class TransactionFilter {
  @Field(() => TransactionDirection, { nullable: true, description: "Into or out of the account." })
  direction?: "IN" | "OUT" | null;

  @Field(() => [TransactionKind], { nullable: true, description: "Any of these kinds." })
  kinds?: string[] | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Recorded at or after." })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Recorded before." })
  to?: Date | null;
}

export function toHistoryFilter(filter: TransactionFilter | null | undefined): HistoryFilter {
  return {
    direction: filter?.direction ? (filter.direction === "IN" ? "in" : "out") : undefined,
    kinds: filter?.kinds?.map((kind) => kind.toLowerCase()),
    from: filter?.from ?? undefined,
    to: filter?.to ?? undefined,
  };
}
