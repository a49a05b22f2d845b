import { useQuery } from "@apollo/client/react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Bell } from "../../components/bell";
import { Failure } from "../../components/failure";
import { Brand } from "../../components/mark";
import { OpenAccountForm } from "../../components/open-account-form";
import { PageTitle } from "../../components/page-title";
import { AccountSwitcher } from "../../features/home/account-switcher";
import { AccountsCard } from "../../features/home/accounts-card";
import { BalancePanel } from "../../features/home/balance-panel";
import { MonthCard } from "../../features/home/month-card";
import { QuickActions } from "../../features/home/quick-actions";
import { RecentActivity } from "../../features/home/recent-activity";
import { SecurityCard } from "../../features/home/security-card";
import { HomeDocument, ViewerDocument } from "../../gql/graphql";
import { maskAccountNumber } from "../../lib/account-number";
import { chooseAccount, currentAccountId } from "../../lib/current-account";
import { client } from "../../lib/graphql/client";
import { lastCheckedAt } from "../../lib/graphql/connection-state";
import { useViewer } from "../../lib/graphql/viewer";
import { changeLanguage } from "../../lib/i18n";
import { keepLastSeen } from "../../lib/last-seen";
import { restoreSession } from "../../lib/session";
import { remembered } from "../../lib/storage";
import { OpenQuestion } from "../open-question";
import { useRefetchOnNewMonth } from "../use-refetch-on-new-month";

/* GraphQL */ `
  query Home($accountId: ID!) {
    account(id: $accountId) {
      id
      ...BalancePanel_account
      monthSummary {
        month
        totalIn
        totalOut
      }
      transactions(first: 8) {
        edges {
          cursor
          node {
            ...TransactionDay_transaction @unmask
            ...LastSeen_transaction @unmask
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
    schedules(first: 1) {
      id
      ...DueSoon_schedule @unmask
    }
  }
`;

/** The account that the loader has just asked for: the screen need not ask again. */
let askedFor: string | null = null;

/** Asks for what the screen needs while React and the rest of the code are still on their way. */
export async function loader() {
  const signedIn = (await restoreSession().catch(() => "unknown")) === "in";
  const accountId = currentAccountId.get();
  if (signedIn) {
    void client.query({ query: ViewerDocument }).catch(() => undefined);
    if (accountId) {
      askedFor = accountId;
      void client
        .query({ query: HomeDocument, variables: { accountId }, fetchPolicy: "network-only" })
        .catch(() => undefined);
    }
  }
  return null;
}

export function Component() {
  const { t } = useTranslation();
  const { account, viewer, error, refetch } = useViewer();
  const spoken = viewer?.language;
  useEffect(() => {
    // The browser's own language is a guess; what the member has told us is none.
    if (spoken && remembered.get("language") === null) void changeLanguage(spoken).catch(() => undefined);
  }, [spoken]);
  if (error && !viewer) return <Failure title={t("home.failed")} error={error} onRetry={() => void refetch()} />;
  if (viewer && !account) return <FirstAccount />;
  return (
    <>
      <PageTitle title={t("nav.home")} className="sr-only" />
      <header className="flex h-16 items-center lg:hidden">
        <Brand />
        <Bell />
      </header>
      <HomeOf accountId={account?.id} />
    </>
  );
}

/** Without an account yet the labels are there and only the values are missing. */
function HomeOf({ accountId }: { accountId: string | undefined }) {
  const fetchPolicy = useMemo(() => (accountId === askedFor ? "cache-first" : "cache-and-network"), [accountId]);
  useEffect(() => {
    if (accountId) askedFor = null;
  }, [accountId]);
  const { data, error, refetch } = useQuery(HomeDocument, {
    variables: { accountId: accountId ?? "" },
    skip: !accountId,
    fetchPolicy,
  });
  useRefetchOnNewMonth(refetch);
  const account = data?.account;
  const { account: viewed } = useViewer();
  useEffect(() => {
    if (!data?.account || !viewed) return;
    lastCheckedAt.set(Date.now());
    // The next visit asks for it at once.
    if (currentAccountId.get() !== viewed.id) chooseAccount(viewed.id);
    const { nickname, number, balance } = viewed;
    const rows = data.account.transactions.edges.map((edge) => edge.node);
    keepLastSeen({ nickname, maskedNumber: maskAccountNumber(number), balance }, rows);
  }, [data, viewed]);
  return (
    <div className="lg:grid lg:grid-cols-[minmax(0,560px)_minmax(0,336px)] lg:justify-center lg:gap-x-8 lg:pt-8">
      <div>
        <OpenQuestion />
        <BalancePanel account={account ?? null} label={<AccountSwitcher />} />
        <QuickActions next={viewed?.balance === "0" ? "charge" : "send"} />
      </div>
      <div className="mt-3 grid grid-cols-1 content-start gap-3 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:mt-0">
        <SecurityCard ready={data !== undefined} />
        <MonthCard summary={account?.monthSummary} />
        <AccountsCard />
      </div>
      <RecentActivity
        transactions={account?.transactions.edges.map((edge) => edge.node)}
        next={data?.schedules[0]}
        error={error}
        onRetry={() => void refetch()}
      />
    </div>
  );
}

function FirstAccount() {
  const { t } = useTranslation();
  return (
    <div className="mx-auto max-w-[480px] pt-12">
      <PageTitle title={t("account.first")} className="mb-8 question" />
      <OpenAccountForm onOpened={chooseAccount} />
    </div>
  );
}
