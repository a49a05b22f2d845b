import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Navigate, useParams } from "react-router";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { ButtonLink } from "../../components/ui/button";
import { PayerActions } from "../../features/requests/request-actions";
import { RequestDetail } from "../../features/requests/request-detail";
import { MoneyRequestByLinkDocument } from "../../gql/graphql";
import { usePayRequest } from "../use-pay-request";

/* GraphQL */ `
  query MoneyRequestByLink($token: String!) {
    moneyRequestByLink(token: $token) {
      id
      ...MoneyRequest_request @unmask
    }
  }
`;

/** Where a link leads. Its maker sees their own request instead. */
export function Component() {
  const { t } = useTranslation();
  const { token = "" } = useParams();
  const pay = usePayRequest();
  const { data, error, loading, refetch } = useQuery(MoneyRequestByLinkDocument, {
    variables: { token },
    fetchPolicy: "cache-and-network",
  });
  const request = data?.moneyRequestByLink;
  const lookAgain = () => void refetch();
  if (request?.direction === "OUTGOING") return <Navigate to={`/requests/${request.id}`} replace />;
  if (request)
    return (
      <Flow action={<PayerActions request={request} onPay={() => pay(request, token)} onRefused={lookAgain} />}>
        <RequestDetail request={request} />
      </Flow>
    );
  return (
    <Flow>
      <PageTitle title={t("requests.link")} className="mt-2 question" />
      {error ? (
        <Failure title={t("requests.failed")} error={error} onRetry={lookAgain} />
      ) : loading ? (
        <RowsSkeleton rows={3} />
      ) : (
        <Empty missing title={t("requests.linkMissing")} text={t("requests.linkMissingText")}>
          <ButtonLink to="/">{t("common.home")}</ButtonLink>
        </Empty>
      )}
    </Flow>
  );
}
