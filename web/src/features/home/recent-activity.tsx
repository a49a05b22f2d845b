import { useTranslation } from "react-i18next";
import { CardHead } from "../../components/card-head";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { TransactionDays } from "../../components/transaction-days";
import { ButtonLink } from "../../components/ui/button";
import type { DueSoon_ScheduleFragment, TransactionDay_TransactionFragment } from "../../gql/graphql";

import { DueSoon } from "./due-soon";

type RecentActivityProps = {
  transactions: readonly TransactionDay_TransactionFragment[] | undefined;
  /** The next scheduled transfer. */
  next: DueSoon_ScheduleFragment | undefined;
  error: unknown;
  onRetry: () => void;
};

export function RecentActivity({ transactions, next, error, onRetry }: RecentActivityProps) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="recent" className="mt-3 overflow-hidden rounded-lg bg-surface pt-4.5 pb-2 lg:pb-3">
      <div className="px-5">
        <CardHead id="recent" title={t("home.recent")} more={{ to: "/history", text: t("home.all") }} />
      </div>
      <DueSoon schedule={next} />
      {transactions && transactions.length > 0 && <TransactionDays transactions={transactions} />}
      {transactions?.length === 0 && (
        <div className="px-5">
          <Empty title={t("history.emptyTitle")} text={t("history.emptyText")}>
            <ButtonLink to="/charge">{t("history.emptyAction")}</ButtonLink>
          </Empty>
        </div>
      )}
      {!transactions && !error && <RowsSkeleton rows={5} />}
      {!transactions && Boolean(error) && (
        <div className="px-5">
          <Failure title={t("history.failed")} error={error} onRetry={onRetry} />
        </div>
      )}
    </section>
  );
}
