import { useQuery } from "@apollo/client/react";
import { Download } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { MonthTotals } from "../../components/month-totals";
import { MoreButton } from "../../components/more-button";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { Button, ButtonLink } from "../../components/ui/button";
import { linesOf } from "../../features/history/days";
import { EVERYTHING, readFilter, toQueryFilter, writeFilter } from "../../features/history/filter";
import { FilterBar } from "../../features/history/filter-bar";
import { HistoryList } from "../../features/history/history-list";
import { TransactionSheet } from "../../features/history/transaction-sheet";
import { HistoryDocument, type HistoryQuery } from "../../gql/graphql";
import { maskAccountNumber } from "../../lib/account-number";
import { dayKey, formatMonth } from "../../lib/dates";
import { useMore } from "../../lib/graphql/use-more";
import { useViewer } from "../../lib/graphql/viewer";
import { useLanguage } from "../../lib/i18n";
import { useRefetchOnNewMonth } from "../use-refetch-on-new-month";

const ExportSheet = lazy(() =>
  import("../../features/history/export-sheet").then((module) => ({ default: module.ExportSheet })),
);

/* GraphQL */ `
  query History($accountId: ID!, $first: Int!, $after: String, $filter: TransactionFilter) {
    account(id: $accountId) {
      id
      monthSummary {
        month
        totalIn
        totalOut
        count
      }
      transactions(first: $first, after: $after, filter: $filter) {
        edges {
          cursor
          node {
            ...TransactionDay_transaction @unmask
            ...TransactionSheet_transaction
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`;

const PAGE = 30;

type MonthTotalsOf = NonNullable<HistoryQuery["account"]>["monthSummary"];

export function Component() {
  const { t } = useTranslation();
  const { account, viewer, error, refetch } = useViewer();
  return (
    <div className="mx-auto max-w-(--column)">
      <header className="flex min-h-16 items-center justify-between gap-3 pt-3">
        <PageTitle title={t("nav.history")} className="question" />
        {account && (
          <div className="flex min-w-0 items-center gap-1">
            <p className="min-w-0 truncate text-caption text-ink-muted">
              {account.nickname} {maskAccountNumber(account.number)}
            </p>
            <ExportButton accountId={account.id} />
          </div>
        )}
      </header>
      <FilterBar />
      {account && <HistoryOf accountId={account.id} />}
      {!viewer && error && <Failure title={t("history.failed")} error={error} onRetry={() => void refetch()} />}
      {!account && (viewer || !error) && <RowsSkeleton rows={6} />}
    </div>
  );
}

function ExportButton({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  // In the address, as a notification that a file is ready leads to it; gone with the sheet.
  const open = params.has("export");
  const [asked, setAsked] = useState(open);
  if (open && !asked) setAsked(true);
  const setOpen = (isOpen: boolean) =>
    setParams(
      (former) => {
        const next = new URLSearchParams(former);
        if (isOpen) next.set("export", "");
        else next.delete("export");
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t("export.title")}
        onClick={() => setOpen(true)}
        className="-mr-2.5 grid size-11 flex-none place-items-center rounded-full hover:bg-surface-muted"
      >
        <Download className="icon" aria-hidden="true" />
      </button>
      {asked && (
        <Suspense>
          <ExportSheet open={open} onOpenChange={setOpen} accountId={accountId} />
        </Suspense>
      )}
    </>
  );
}

function HistoryOf({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const asked = readFilter(params);
  const filter = toQueryFilter(asked);
  const [opened, setOpened] = useState<string | null>(null);
  const { data, error, refetch, fetchMore } = useQuery(HistoryDocument, {
    variables: { accountId, first: PAGE, filter },
    fetchPolicy: "cache-and-network",
    nextFetchPolicy: "cache-first",
  });
  useRefetchOnNewMonth(refetch);
  const account = data?.account;
  const transactions = account?.transactions.edges.map((edge) => edge.node);
  const page = account?.transactions.pageInfo;
  const unfinished = page?.hasNextPage ?? false;
  // Of what a search finds on a day, or a filter of kinds, a sum would say nothing about the day.
  const whole = filter === null || Object.keys(filter).every((name) => name === "from" || name === "to");
  const lines = useMemo(
    () => linesOf(account?.transactions.edges.map((edge) => edge.node) ?? [], { days: whole, last: !unfinished }),
    [account?.transactions.edges, whole, unfinished],
  );

  const { busy, failed: moreFailed, more } = useMore(page?.endCursor, (after) => fetchMore({ variables: { after } }));

  if (!transactions && error)
    return <Failure title={t("history.failed")} error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {!filter && <Month summary={account?.monthSummary} />}
      <div className="mt-3 rounded-lg bg-surface pb-2">
        {!transactions ? (
          <RowsSkeleton rows={6} />
        ) : transactions.length > 0 ? (
          <HistoryList lines={lines} search={filter?.search ?? ""} onOpen={setOpened} />
        ) : unfinished ? (
          <p role="status" className="px-5 pt-5 text-label text-ink-muted">
            {t("history.searching")}
          </p>
        ) : (
          <div className="px-5">
            {filter ? (
              <Empty title={t("history.noneTitle")} text={t("history.noneText")}>
                <Button variant="ink" onClick={() => setParams(writeFilter(EVERYTHING), { replace: true })}>
                  {t("history.clearAll")}
                </Button>
              </Empty>
            ) : (
              <Empty title={t("history.emptyTitle")} text={t("history.emptyText")}>
                <ButtonLink to="/charge" variant="yolk">
                  {t("history.emptyAction")}
                </ButtonLink>
              </Empty>
            )}
          </div>
        )}
        {page?.hasNextPage && (
          <MoreButton
            busy={busy}
            failed={moreFailed}
            searching={transactions?.length === 0}
            onMore={() => void more()}
          />
        )}
        {page && !page.hasNextPage && transactions && transactions.length > 0 && (
          <p className="px-5 pt-3 pb-4 text-caption text-ink-muted">{t("history.end")}</p>
        )}
      </div>
      <TransactionSheet id={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function Month({ summary }: { summary: MonthTotalsOf | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <section aria-labelledby="month" className="mt-4 rounded-lg bg-surface px-5 pt-4 pb-4.5">
      <div className="flex items-center justify-between">
        <h2 id="month" className="text-body-lg font-bold">
          {formatMonth(summary?.month ?? dayKey(new Date()).slice(0, 7), language)}
        </h2>
        <p className="min-h-5 text-caption text-ink-muted">
          {summary && t("history.count", { number: summary.count })}
        </p>
      </div>
      <MonthTotals totals={summary} />
      <ButtonLink to="/insights" className="mt-3.5 w-full">
        {t("insights.open")}
      </ButtonLink>
    </section>
  );
}
