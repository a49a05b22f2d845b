import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Amount } from "../../graphql/scalars.js";
import { CounterpartyKind } from "../accounts/index.js";
import { SPENDING_CATEGORIES } from "./insights.service.js";

export const SpendingCategory = Object.fromEntries(SPENDING_CATEGORIES.map((category) => [category, category]));
registerEnumType(SpendingCategory, {
  name: "SpendingCategory",
  description: "To what sort of other side money went.",
  valuesConfig: {
    PEOPLE: { description: "Other members." },
    SHOPS: { description: "Shops." },
    OWN_BANK: { description: "The member's own bank: withdrawals." },
    OWN_ACCOUNTS: { description: "Another account of the same member." },
  },
});

@ObjectType({ simpleResolvers: true, description: "What went out in a month to one sort of other side." })
export class CategoryTotal {
  @Field(() => SpendingCategory, { description: "To whom." })
  category!: string;

  @Field(() => Amount, { description: "All that went there." })
  totalOut!: bigint;
}

@ObjectType({ simpleResolvers: true, description: "What a month moved." })
export class MonthFlow {
  @Field({ description: "`yyyy-mm` in Asia/Seoul." })
  month!: string;

  @Field(() => Amount, { description: "All that came in." })
  totalIn!: bigint;

  @Field(() => Amount, { description: "All that went out." })
  totalOut!: bigint;

  @Field(() => Int, { description: "Number of movements." })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: "Where a day left the account." })
export class DayBalance {
  @Field({ description: "`yyyy-mm-dd` in Asia/Seoul." })
  day!: string;

  @Field(() => Amount, { description: "The balance at its end." })
  balance!: bigint;
}

@ObjectType({ simpleResolvers: true, description: "What was moved with one other side in a month." })
export class CounterpartyTotal {
  @Field({ description: "As in the history: masked for a person." })
  name!: string;

  @Field(() => CounterpartyKind, { description: "Who it is." })
  kind!: string;

  @Field(() => Amount, { description: "All that came from there." })
  totalIn!: bigint;

  @Field(() => Amount, { description: "All that went there." })
  totalOut!: bigint;

  @Field(() => Int, { description: "Number of movements." })
  count!: number;
}

@ObjectType({ description: "An account's money over time. A second or two behind the history." })
export class AccountInsights {
  @Field(() => [MonthFlow], { description: "Each month of the span, oldest first." })
  months!: MonthFlow[];

  @Field(() => [DayBalance], {
    description: "Days on which something happened, oldest first; the first one is the span's beginning.",
  })
  balances!: DayBalance[];

  @Field(() => [CounterpartyTotal], { description: "Of the newest month, the largest sum first; at most ten." })
  counterparties!: CounterpartyTotal[];

  @Field(() => [CategoryTotal], {
    description: "Of the newest month, the largest sum first: four at most, which come to what went out in it.",
  })
  categories!: CategoryTotal[];
}

@ObjectType({ simpleResolvers: true, description: "Sums of one calendar month in Asia/Seoul." })
export class MonthSummary {
  @Field({ description: "`yyyy-mm`." })
  month!: string;

  @Field(() => Amount, { description: "All that came in." })
  totalIn!: bigint;

  @Field(() => Amount, { description: "All that went out." })
  totalOut!: bigint;

  @Field(() => Int, { description: "Number of movements." })
  count!: number;
}
