import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "../../graphql/page-info.js";
import { Amount } from "../../graphql/scalars.js";
import type { Locale } from "../../graphql/texts.js";
import { RequestError } from "../../shared/errors.js";
import { line } from "../../shared/input.js";
import { Transaction, TransactionDirection, TransactionKind, toTransaction } from "../accounts/index.js";
import type { HistoryFilter, Progress } from "./history.search.js";
import type { TransactionPage } from "./history.service.js";

export const TransactionProgress = { DONE: "DONE", WAITING: "WAITING", FAILED: "FAILED" } as const;
registerEnumType(TransactionProgress, {
  name: "TransactionProgress",
  description:
    "DONE: money moved. WAITING: the bank is asked. FAILED: attempts that moved none, our refusals among them.",
});

@ObjectType({ simpleResolvers: true, description: "A transaction and where it stands in the list." })
export class TransactionEdge {
  @Field({ description: "Opaque; for `after`." })
  cursor!: string;

  @Field(() => Transaction, { description: "The transaction." })
  node!: Transaction;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "A page of transactions, newest first. A narrow filter may answer with fewer than asked for, or none, though more follow: go on from `endCursor`.",
})
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
    endCursor: page.endCursor,
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

  @Field(() => Amount, { nullable: true, description: "At least this amount." })
  amountMin?: bigint | null;

  @Field(() => Amount, { nullable: true, description: "At most this amount." })
  amountMax?: bigint | null;

  @Field(() => TransactionProgress, {
    nullable: true,
    description: "How far it is. Attempts that we refused are shown only when FAILED is asked for.",
  })
  progress?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Part of the other side's name as it is shown, of the memo, of one's note or a tag; or the amount. At most 50 characters.",
  })
  search?: string | null;
}

const searchLine = line(50, "too_long", 0);

/** @throws RequestError BAD_USER_INPUT naming the field */
export function toHistoryFilter(filter: TransactionFilter | null | undefined): HistoryFilter {
  const { direction, kinds, from, to, amountMin, amountMax, progress } = filter ?? {};
  for (const [name, amount] of Object.entries({ amountMin, amountMax }))
    if (amount != null && amount < 0n) throw RequestError.badInput(name, `${name} is not an amount`);
  const search = searchLine.safeParse(filter?.search ?? "");
  if (!search.success) throw RequestError.badInput("search", "search is too long or has control characters");
  return {
    search: search.data || undefined,
    direction: direction ? (direction === "IN" ? "in" : "out") : undefined,
    kinds: kinds?.map((kind) => kind.toLowerCase()),
    from: from ?? undefined,
    to: to ?? undefined,
    amountMin: amountMin ?? undefined,
    amountMax: amountMax ?? undefined,
    progress: (progress?.toLowerCase() as Progress | undefined) ?? undefined,
  };
}
