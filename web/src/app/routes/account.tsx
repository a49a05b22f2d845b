import { useQuery } from "@apollo/client/react";
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { CopyButton } from "../../components/copy-button";
import { Empty } from "../../components/empty";
import { Fact, Facts } from "../../components/facts";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { Money } from "../../components/money";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { AccountForm } from "../../features/settings/account-form";
import { AccountSettingsDocument } from "../../gql/graphql";
import { formatMoment } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";

/* GraphQL */ `
  query AccountSettings($id: ID!) {
    account(id: $id) {
      ...AccountSettings_account @unmask
    }
  }
`;

export function Component() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { id = "" } = useParams();
  const { data, error, loading, refetch } = useQuery(AccountSettingsDocument, { variables: { id } });
  const account = data?.account;
  return (
    <Flow exit="/more">
      <PageTitle title={t("account.title")} className="mt-2 question" />
      {!account && error && <Failure title={t("failure.title")} error={error} onRetry={() => void refetch()} />}
      {!account &&
        !error &&
        (loading ? (
          <RowsSkeleton rows={3} />
        ) : (
          <Empty missing title={t("account.missing")} text={t("account.missingText")} />
        ))}
      {account && (
        <>
          <div className="mt-4">
            <Facts>
              <Fact label={t("account.number")}>
                {account.number}{" "}
                <CopyButton value={account.number} label={t("account.copyNumber")} done={t("account.copiedNumber")} />
              </Fact>
              <Fact label={t("home.balance")}>
                <Money amount={account.balance} />
              </Fact>
              <Fact label={t("account.openedAt")}>{formatMoment(account.openedAt, language)}</Fact>
            </Facts>
          </div>
          <hr className="my-5 border-line" />
          <AccountForm account={account} />
          <Link
            to={`/accounts/${account.id}/limits`}
            className="mt-5 flex min-h-14 items-center gap-3 rounded-md bg-surface-muted px-4 text-body font-medium hover:bg-surface-press"
          >
            <span className="flex-1">{t("limits.title")}</span>
            <span className="text-label font-normal text-ink-muted">{formatWon(account.limitDaily, language)}</span>
            <ChevronRight className="icon text-ink-muted" aria-hidden="true" />
          </Link>
          <p className="mt-6 pb-8 text-center">
            <Link
              to={`/accounts/${account.id}/close`}
              className="inline-flex min-h-11 items-center text-label font-medium underline decoration-line-strong underline-offset-[3px]"
            >
              {t("close.link")}
            </Link>
          </p>
        </>
      )}
    </Flow>
  );
}
