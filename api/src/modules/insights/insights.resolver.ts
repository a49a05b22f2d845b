import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { kstDay } from "../../shared/clock.js";
import { RequestError } from "../../shared/errors.js";
import { Account, type AccountDirectory, counterpartyOfAccount } from "../accounts/index.js";
import type { InsightsService } from "./insights.service.js";
import {
  AccountInsights,
  CategoryTotal,
  CounterpartyTotal,
  DayBalance,
  MonthFlow,
  MonthSummary,
} from "./insights.types.js";

const MONTHS_MAX = 24;
const COUNTERPARTIES_MAX = 10;

@Resolver(() => Account)
export class InsightsResolver {
  constructor(
    private readonly service: InsightsService,
    private readonly directory: AccountDirectory,
  ) {}

  @FieldResolver(() => MonthSummary, { description: "What came in and went out in a month." })
  async monthSummary(
    @Root() account: Account,
    @Arg("month", () => String, { nullable: true, description: "`yyyy-mm` in Asia/Seoul; this month when left out." })
    asked: string | null,
  ): Promise<MonthSummary> {
    const month = asked ?? kstDay(new Date()).slice(0, 7);
    if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(month)) throw RequestError.badInput("month", "month is yyyy-mm");
    const sums = await this.service.turnover(account.id, month);
    if (!sums) throw RequestError.badInput("month", "month is in the archive");
    return Object.assign(new MonthSummary(), { month, ...sums });
  }

  @FieldResolver(() => AccountInsights, {
    description: "Sums by month, balances by day, and with whom most was moved.",
  })
  async insights(
    @Root() account: Account,
    @Ctx() { locale }: Context,
    @Arg("months", () => Int, { defaultValue: 6, description: "How many, up to this one: 1 to 24." }) months: number,
  ): Promise<AccountInsights> {
    if (!Number.isInteger(months) || months < 1 || months > MONTHS_MAX)
      throw RequestError.badInput("months", `months must be between 1 and ${MONTHS_MAX}`);
    const span = monthsUpTo(kstDay(new Date()).slice(0, 7), months);
    const [first, last] = [span[0] as string, span.at(-1) as string];
    const [flows, balances, totals, categories] = await Promise.all([
      this.service.months(account.id, first, last),
      this.service.balances(account.id, `${first}-01`),
      this.service.counterparties(account.id, last, COUNTERPARTIES_MAX),
      this.service.categories(account.id, last),
    ]);
    const cards = await this.directory.byIds(totals.map((each) => each.counterpartyId));
    const byMonth = new Map(flows.map((each) => [each.month, each]));
    return Object.assign(new AccountInsights(), {
      months: span.map((month) =>
        Object.assign(new MonthFlow(), byMonth.get(month) ?? { month, totalIn: 0n, totalOut: 0n, count: 0 }),
      ),
      balances: balances.map((each) => Object.assign(new DayBalance(), each)),
      categories: categories.map((each) => Object.assign(new CategoryTotal(), each)),
      counterparties: totals.map(({ counterpartyId, ...total }) => {
        const { kind, name } = counterpartyOfAccount(cards.get(counterpartyId));
        return Object.assign(new CounterpartyTotal(), total, { kind, name: name[locale] });
      }),
    });
  }
}

/** `count` months, oldest first, the last of them `month`. */
function monthsUpTo(month: string, count: number): string[] {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(year, number - count + index, 1)).toISOString().slice(0, 7),
  );
}
