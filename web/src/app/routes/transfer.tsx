import { useQuery } from "@apollo/client/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { ButtonLink } from "../../components/ui/button";
import { Receipt } from "../../features/receipt/receipt";
import { TransferReceiptDocument } from "../../gql/graphql";

/* GraphQL */ `
  query TransferReceipt($id: ID!) {
    transfer(id: $id) {
      id
      state
      ...Receipt_transfer
    }
  }
`;

const WAITING_POLL_MS = 2_500;

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { data, error, loading, refetch, startPolling, stopPolling } = useQuery(TransferReceiptDocument, {
    variables: { id },
  });
  const waiting = data?.transfer?.state === "RESERVED";
  useEffect(() => {
    if (!waiting) return;
    startPolling(WAITING_POLL_MS);
    return stopPolling;
  }, [waiting, startPolling, stopPolling]);
  if (data?.transfer) return <Receipt transfer={data.transfer} />;
  return (
    <Flow close exit="/history">
      <PageTitle title={t("receipt.title")} className="mt-2 question" />
      {error ? (
        <Failure title={t("receipt.failedToLoad")} error={error} onRetry={() => void refetch()} />
      ) : loading ? (
        <RowsSkeleton rows={3} />
      ) : (
        <Empty missing title={t("receipt.missing")} text={t("receipt.missingText")}>
          <ButtonLink to="/history">{t("send.seeHistory")}</ButtonLink>
        </Empty>
      )}
    </Flow>
  );
}
