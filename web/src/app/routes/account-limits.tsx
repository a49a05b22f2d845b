import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { LimitRaise } from "../../features/settings/limit-raise";
import { LimitsForm } from "../../features/settings/limits-form";
import { UsedToday } from "../../features/settings/used-today";
import { AccountSettingsDocument } from "../../gql/graphql";

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { data, error, loading, refetch } = useQuery(AccountSettingsDocument, {
    variables: { id },
    fetchPolicy: "cache-and-network",
  });
  const account = data?.account;
  return (
    <Flow exit={`/accounts/${id}`}>
      <PageTitle title={t("limits.title")} className="mt-2 question" />
      {!account && error && <Failure title={t("failure.title")} error={error} onRetry={() => void refetch()} />}
      {!account &&
        !error &&
        (loading ? (
          <RowsSkeleton rows={3} />
        ) : (
          <Empty missing title={t("account.missing")} text={t("account.missingText")} />
        ))}
      {account && (
        <div className="mt-5 grid grid-cols-1 gap-6 pb-8">
          <UsedToday used={account.spentToday} limit={account.limitDaily} />
          <LimitRaise account={account} />
          <LimitsForm account={account} />
          <p className="lead text-label">{t("limits.text")}</p>
        </div>
      )}
    </Flow>
  );
}
