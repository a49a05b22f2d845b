import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { CloseAccount } from "../../features/settings/close-account";
import { AccountSettingsDocument } from "../../gql/graphql";

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery(AccountSettingsDocument, {
    variables: { id },
    fetchPolicy: "cache-and-network",
  });
  if (data?.account) return <CloseAccount account={data.account} />;
  return (
    <Flow exit="/more">
      {error && <Failure title={t("failure.title")} error={error} onRetry={() => void refetch()} />}
    </Flow>
  );
}
