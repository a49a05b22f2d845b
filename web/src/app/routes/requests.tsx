import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { MoreButton } from "../../components/more-button";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { ButtonLink } from "../../components/ui/button";
import { Segmented } from "../../components/ui/segmented";
import { RequestRow, withoutFurtherShares } from "../../features/requests/request-row";
import { MoneyRequestsDocument } from "../../gql/graphql";
import { useMore } from "../../lib/graphql/use-more";
import { useRefetchOnNews } from "../use-refetch-on-news";

/* GraphQL */ `
  query MoneyRequests($direction: MoneyRequestDirection!, $first: Int!, $after: String) {
    moneyRequests(direction: $direction, first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          ...MoneyRequest_request @unmask
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
const TABS = { received: "INCOMING", sent: "OUTGOING" } as const;

export function Component() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const tab = params.get("tab") === "sent" ? "sent" : "received";
  const { data, error, refetch, fetchMore } = useQuery(MoneyRequestsDocument, {
    variables: { direction: TABS[tab], first: PAGE },
    fetchPolicy: "cache-and-network",
    nextFetchPolicy: "cache-first",
  });
  useRefetchOnNews(refetch);
  const requests = data?.moneyRequests.edges.map((edge) => edge.node);
  const page = data?.moneyRequests.pageInfo;
  const { busy, failed, more } = useMore(page?.endCursor, (after) => fetchMore({ variables: { after } }));
  return (
    <Flow
      exit="/more"
      action={
        <div className="grid grid-cols-2 gap-2">
          <ButtonLink to="/requests/split" size="xl" className="px-2!">
            {t("requests.split")}
          </ButtonLink>
          <ButtonLink to="/requests/new" size="xl" variant="yolk" className="px-2!">
            {t("requests.new")}
          </ButtonLink>
        </div>
      }
    >
      <PageTitle title={t("requests.title")} className="mt-2 question" />
      <div className="mt-5">
        <Segmented
          label={t("requests.which")}
          value={tab}
          options={(["received", "sent"] as const).map((value) => ({ value, label: t(`requests.${value}`) }))}
          onChange={(value) => setParams(value === "sent" ? { tab: value } : {}, { replace: true })}
        />
      </div>
      {!requests && error && <Failure title={t("requests.failed")} error={error} onRetry={() => void refetch()} />}
      {!requests && !error && (
        <div className="-mx-5">
          <RowsSkeleton rows={4} />
        </div>
      )}
      {requests?.length === 0 && <Empty title={t(`requests.empty.${tab}`)} text={t(`requests.emptyText.${tab}`)} />}
      {requests && (
        <ul className="pt-3">
          {withoutFurtherShares(requests).map((request) => (
            <RequestRow key={request.id} request={request} />
          ))}
        </ul>
      )}
      {page?.hasNextPage && <MoreButton busy={busy} failed={failed} onMore={() => void more()} />}
    </Flow>
  );
}
