import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "react-router";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { ButtonLink } from "../../components/ui/button";
import { AskerActions, PayerActions } from "../../features/requests/request-actions";
import { RequestDetail } from "../../features/requests/request-detail";
import { SplitShares } from "../../features/requests/split-shares";
import { MoneyRequestDetailDocument } from "../../gql/graphql";
import { usePayRequest } from "../use-pay-request";
import { useRefetchOnNews } from "../use-refetch-on-news";

/* GraphQL */ `
  query MoneyRequestDetail($id: ID!) {
    moneyRequest(id: $id) {
      id
      ...MoneyRequest_request @unmask
      linkToken
      payments {
        payerName
        transferId
        paidAt
      }
      split {
        id
        shares {
          id
          ...MoneyRequest_request @unmask
          linkToken
          payments {
            payerName
            transferId
            paidAt
          }
        }
      }
    }
  }
`;

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const made = Boolean((useLocation().state as { made?: boolean } | null)?.made);
  const pay = usePayRequest();
  const { data, error, loading, refetch } = useQuery(MoneyRequestDetailDocument, {
    variables: { id },
    fetchPolicy: "cache-and-network",
  });
  useRefetchOnNews(refetch);
  const request = data?.moneyRequest;
  const lookAgain = () => void refetch();
  if (request) {
    const isMine = request.direction === "OUTGOING";
    const exit = isMine ? "/requests?tab=sent" : "/requests";
    return (
      <Flow
        close={made}
        exit={exit}
        action={
          <>
            {isMine ? (
              <AskerActions request={request} linkToken={request.linkToken} onRefused={lookAgain} />
            ) : (
              <PayerActions request={request} onPay={() => pay(request, null)} onRefused={lookAgain} />
            )}
            {made && (
              <ButtonLink to={exit} size="xl" variant="ghost">
                {t("requests.all")}
              </ButtonLink>
            )}
          </>
        }
      >
        <RequestDetail request={request} payments={request.payments} made={made} />
        {isMine && request.split && (
          <SplitShares shares={request.split.shares} ownShare={request.split.ownShare} onRefused={lookAgain} />
        )}
      </Flow>
    );
  }
  return (
    <Flow exit="/requests">
      <PageTitle title={t("requests.title")} className="mt-2 question" />
      {error ? (
        <Failure title={t("requests.failed")} error={error} onRetry={lookAgain} />
      ) : loading ? (
        <RowsSkeleton rows={3} />
      ) : (
        <Empty missing title={t("requests.missing")} text={t("requests.missingText")}>
          <ButtonLink to="/requests">{t("requests.all")}</ButtonLink>
        </Empty>
      )}
    </Flow>
  );
}
