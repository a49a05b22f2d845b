import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { Button } from "../../components/ui/button";
import { LogInDays } from "../../features/security/log-in-days";
import { NotMe } from "../../features/security/not-me";
import { LogInHistoryDocument } from "../../gql/graphql";
import { useMore } from "../../lib/graphql/use-more";

/* GraphQL */ `
  query LogInHistory($first: Int!, $after: String) {
    logInHistory(first: $first, after: $after) {
      edges {
        cursor
        node {
          ...LogInDays_logIn @unmask
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`;

const PAGE = 30;

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, error, refetch, fetchMore } = useQuery(LogInHistoryDocument, {
    variables: { first: PAGE },
    fetchPolicy: "cache-and-network",
    nextFetchPolicy: "cache-first",
  });
  const logIns = data?.logInHistory.edges.map((edge) => edge.node);
  const page = data?.logInHistory.pageInfo;
  const { busy, failed: moreFailed, more } = useMore(page?.endCursor, (after) => fetchMore({ variables: { after } }));
  return (
    <Flow
      exit="/security"
      action={logIns && logIns.length > 0 && <NotMe onDone={() => void navigate("/settings/password")} />}
    >
      <PageTitle title={t("security.history")} className="mt-2 question" />
      <p className="mt-2 lead text-label">{t("security.historyText")}</p>
      {!logIns && error && <Failure title={t("security.historyFailed")} error={error} onRetry={() => void refetch()} />}
      {!logIns && !error && <RowsSkeleton rows={6} />}
      {logIns?.length === 0 && <Empty title={t("security.historyEmptyTitle")} text={t("security.historyEmptyText")} />}
      {logIns && <LogInDays logIns={logIns} />}
      {page?.hasNextPage && (
        <div className="py-4">
          {moreFailed && (
            <p role="alert" className="pb-2 text-caption text-negative">
              {t("history.moreFailed")}
            </p>
          )}
          <Button busy={busy} onClick={() => void more()} className="w-full">
            {t("history.more")}
          </Button>
        </div>
      )}
      {page && !page.hasNextPage && logIns && logIns.length > 0 && (
        <p className="py-4 text-caption text-ink-muted">{t("security.historyEnd")}</p>
      )}
    </Flow>
  );
}
