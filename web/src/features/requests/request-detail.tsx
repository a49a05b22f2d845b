import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Fact, Facts } from "../../components/facts";
import { PageTitle } from "../../components/page-title";
import { Note } from "../../components/ui/note";
import type { MoneyRequest_RequestFragment, MoneyRequestDetailQuery } from "../../gql/graphql";
import { maskAccountNumber } from "../../lib/account-number";
import { formatMoment } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";

type Payment = NonNullable<MoneyRequestDetailQuery["moneyRequest"]>["payments"][number];

type RequestDetailProps = {
  request: MoneyRequest_RequestFragment;
  /** Who has paid one's own. */
  payments?: readonly Payment[];
  /** Just now: this is the answer to having asked. */
  made?: boolean;
};

export function RequestDetail({ request, payments = [], made = false }: RequestDetailProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { direction, state, askerName, askerKind, payerName, isLink, payersMax, paidCount, split, memo } = request;
  const isMine = direction === "OUTGOING";
  const who = isMine ? { name: payerName ?? "" } : { name: askerName, kind: askerKind };
  const words = { ...who, amount: formatWon(request.amount, language) };
  const title =
    isMine && split
      ? t("requests.splitTitle", { all: split.payers, paid: split.paidCount })
      : isMine && isLink && (state === "OPEN" || state === "DECLINED")
        ? t("requests.linkTitle", words)
        : t(`requests.titles.${direction}.${state}`, words);
  return (
    <>
      <PageTitle title={title} className="mt-2 question" />
      {made && request.state === "OPEN" && (
        <div className="mt-5">
          <Note role="status" title={t(split ? "requests.madeSplit" : isLink ? "requests.madeLink" : "requests.made")}>
            {t("requests.madeText")}
          </Note>
        </div>
      )}
      {!isMine && state === "OPEN" && (
        <div className="mt-5">
          <Note tone="warning" title={t("requests.knowThem")}>
            {t("requests.knowThemText")}
          </Note>
        </div>
      )}
      <div className="mt-6">
        <Facts>
          {memo && <Fact label={t("requests.memo")}>{memo}</Fact>}
          {split && <Fact label={t("requests.total")}>{formatWon(split.total, language)}</Fact>}
          {!isMine && split && <Fact label={t("requests.people")}>{t("requests.asked", { count: split.payers })}</Fact>}
          <Fact label={t("requests.to")}>
            {t("common.ourBank")} {maskAccountNumber(request.askerAccountNumber)}
          </Fact>
          {isMine && payersMax > 1 && (
            <Fact label={t("requests.paid")}>{t("requests.progress", { all: payersMax, paid: paidCount })}</Fact>
          )}
          <Fact label={t("requests.createdAt")}>{formatMoment(request.createdAt, language)}</Fact>
          {state === "OPEN" && <Fact label={t("requests.expiresAt")}>{formatMoment(request.expiresAt, language)}</Fact>}
        </Facts>
      </div>
      {payments.length > 0 && !split && (
        <section aria-labelledby="payments" className="pt-5">
          <h2 id="payments" className="text-body-lg font-bold">
            {t("requests.payments")}
          </h2>
          <ul className="pt-1">
            {payments.map((payment) => (
              <li key={payment.transferId}>
                <Link
                  to={`/transfers/${payment.transferId}`}
                  className="-mx-5 flex min-h-11 items-center justify-between gap-3 px-5 py-2 text-label hover:bg-surface-muted"
                >
                  <span className="font-medium">{payment.payerName}</span>
                  <span className="text-ink-muted">{formatMoment(payment.paidAt, language)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
