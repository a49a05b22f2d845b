import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../../components/avatar";
import { BalanceSteps } from "../../components/charts/balance-steps";
import { ChartCard, ChartTable } from "../../components/charts/chart-card";
import { MonthBars } from "../../components/charts/month-bars";
import { ShareBars } from "../../components/charts/share-bars";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Skeleton } from "../../components/ui/skeleton";
import { InsightsDocument, type InsightsQuery } from "../../gql/graphql";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { dayKey, formatDayKey, formatMonth } from "../../lib/dates";
import { useViewer } from "../../lib/graphql/viewer";
import { useLanguage } from "../../lib/i18n";
import { formatWon, parseAmount } from "../../lib/money";
import { percentages } from "../../lib/percent";

/* GraphQL */ `
  query Insights($accountId: ID!, $months: Int!) {
    account(id: $accountId) {
      id
      insights(months: $months) {
        months {
          month
          totalIn
          totalOut
          count
        }
        balances {
          day
          balance
        }
        counterparties {
          name
          kind
          totalIn
          totalOut
          count
        }
        categories {
          category
          totalOut
        }
      }
    }
  }
`;

const MONTHS = 6;

export function Component() {
  const { t } = useTranslation();
  const { account, error, refetch } = useViewer();
  return (
    <Flow exit="/history">
      <PageTitle title={t("insights.title")} className="mt-2 question" />
      {account && <p className="mt-2 lead text-label">{t("insights.text", { account: account.nickname })}</p>}
      {account && <InsightsOf accountId={account.id} />}
      {!account && error && <Failure title={t("insights.failed")} error={error} onRetry={() => void refetch()} />}
    </Flow>
  );
}

function InsightsOf({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const hidden = useAmountsHidden();
  const { data, error, refetch } = useQuery(InsightsDocument, {
    variables: { accountId, months: MONTHS },
    fetchPolicy: "cache-and-network",
  });
  const insights = data?.account?.insights;
  if (!insights && error) return <Failure title={t("insights.failed")} error={error} onRetry={() => void refetch()} />;
  if (!insights) {
    return (
      <div className="mt-5 flex flex-col gap-3">
        <Skeleton className="h-64 w-full rounded-lg" />
        <Skeleton className="h-60 w-full rounded-lg" />
      </div>
    );
  }
  if (hidden) return <p className="mt-6 rounded-lg bg-surface-muted px-5 py-6 text-label">{t("insights.hidden")}</p>;
  return (
    <div className="mt-5 mb-8 flex flex-col gap-3">
      <Months months={insights.months} />
      <Balances from={`${insights.months[0]?.month}-01`} balances={insights.balances} />
      <Categories month={insights.months.at(-1)?.month ?? ""} totals={insights.categories} />
      <Counterparties month={insights.months.at(-1)?.month ?? ""} totals={insights.counterparties} />
    </div>
  );
}

type Insights = NonNullable<InsightsQuery["account"]>["insights"];

function Months({ months }: Pick<Insights, "months">) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = months.at(-1);
  if (!now) return null;
  const summary = {
    month: formatMonth(now.month, language),
    in: formatWon(now.totalIn, language),
    out: formatWon(now.totalOut, language),
  };
  return (
    <ChartCard
      title={t("insights.months")}
      summary={t("insights.monthsSummary", summary)}
      chart={<MonthBars flows={months} />}
      table={
        <ChartTable
          head={[t("insights.month"), t("month.in"), t("month.out")]}
          rows={months.map(({ month, totalIn, totalOut }) => [
            formatMonth(month, language),
            formatWon(totalIn, language),
            formatWon(totalOut, language),
          ])}
        />
      }
    />
  );
}

function Balances({ from, balances }: { from: string } & Pick<Insights, "balances">) {
  const { t } = useTranslation();
  const language = useLanguage();
  const last = balances.at(-1);
  if (!last) return <NothingYet title={t("insights.balances")} text={t("insights.noBalances")} />;
  const summary = {
    from: formatDayKey(from, language),
    to: formatDayKey(dayKey(new Date()), language),
    amount: formatWon(last.balance, language),
  };
  return (
    <ChartCard
      title={t("insights.balances")}
      summary={t("insights.balancesSummary", summary)}
      chart={<BalanceSteps points={balances} from={from} />}
      table={
        <ChartTable
          head={[t("insights.day"), t("insights.balance")]}
          rows={balances
            .map(({ day, balance }) => [formatDayKey(day, language), formatWon(balance, language)] as const)
            .reverse()}
        />
      }
    />
  );
}

function Categories({ month, totals }: { month: string; totals: Insights["categories"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const title = t("insights.categories", { month: formatMonth(month, language) });
  const percents = percentages(totals.map(({ totalOut }) => parseAmount(totalOut)));
  const [first, ...others] = totals.map(({ category, totalOut }, index) => ({
    name: t(`insights.category.${category}`),
    percent: percents[index] ?? 0,
    text: formatWon(totalOut, language),
  }));
  if (!first) return <NothingYet title={title} text={t("insights.nothingOut")} />;
  const shares = [first, ...others];
  return (
    <ChartCard
      title={title}
      summary={t("insights.categoriesSummary", { name: first.name, percent: first.percent })}
      chart={<ShareBars shares={shares} />}
      table={
        <ChartTable
          head={[t("insights.where"), t("insights.share"), t("month.out")]}
          rows={shares.map(({ name, percent, text }) => [name, `${percent}%`, text])}
        />
      }
    />
  );
}

function NothingYet({ title, text }: { title: string; text: string }) {
  return (
    <section className="rounded-lg bg-surface-muted px-5 py-5">
      <h2 className="text-body-lg font-bold tracking-[var(--track-title)]">{title}</h2>
      <p className="mt-2 text-label text-ink-muted">{text}</p>
    </section>
  );
}

function Counterparties({ month, totals }: { month: string; totals: Insights["counterparties"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <section aria-labelledby="counterparties" className="rounded-lg bg-surface-muted px-5 pt-4.5 pb-3">
      <h2 id="counterparties" className="text-body-lg font-bold tracking-[var(--track-title)]">
        {t("insights.counterparties", { month: formatMonth(month, language) })}
      </h2>
      {totals.length === 0 && <p className="pt-2 pb-2 text-label text-ink-muted">{t("insights.nothing")}</p>}
      <ul>
        {totals.map(({ name, kind, totalIn, totalOut, count }) => (
          <li key={`${kind} ${name} ${totalIn} ${totalOut}`} className="flex items-center gap-3 py-3">
            <Avatar name={name} kind={kind} />
            <div className="min-w-0 flex-1">
              <p className="truncate text-body font-semibold">{name}</p>
              <p className="text-caption text-ink-muted">{t("insights.count", { number: count })}</p>
            </div>
            <div className="text-right text-label">
              {totalIn !== "0" && <p className="text-positive">{formatWon(totalIn, language, "in")}</p>}
              {totalOut !== "0" && <p>{formatWon(totalOut, language, "out")}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
