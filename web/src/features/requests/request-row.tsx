import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "../../components/avatar";
import { Money } from "../../components/money";
import type { MoneyRequest_RequestFragment } from "../../gql/graphql";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { formatShortDay } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { LinkMark } from "./link-mark";

/* GraphQL */ `
  fragment MoneyRequest_request on MoneyRequest {
    id
    direction
    state
    amount
    memo
    askerName
    askerKind
    askerAccountNumber
    payerName
    isLink
    payersMax
    paidCount
    transferId
    askerRefused
    remindableFrom
    createdAt
    expiresAt
    closedAt
    split {
      id
      total
      ownShare
      payers
      paidCount
    }
  }
`;

/** With whom, how much, and how far it has come. The shares of one sum are one row to whoever asks. */
export function RequestRow({ request }: { request: MoneyRequest_RequestFragment }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = useAmountsHidden();
  const { direction, state, amount, memo, payerName, isLink, payersMax, paidCount, split, createdAt } = request;
  const isMine = direction === "OUTGOING";
  const whole = isMine ? split : null;
  const name = whole ? t("requests.split") : isMine ? (payerName ?? t("requests.link")) : request.askerName;
  const day = formatShortDay(createdAt, language);
  const progress = whole
    ? t("requests.progress", { all: whole.payers, paid: whole.paidCount })
    : isMine && payersMax > 1
      ? t("requests.progress", { all: payersMax, paid: paidCount })
      : t(`requests.state.${direction}.${state}`);
  const isOver = !whole && (state === "DECLINED" || state === "CANCELLED" || state === "EXPIRED");
  return (
    <li>
      <Link
        to={`/requests/${request.id}`}
        className="-mx-5 flex min-h-(--row) items-center gap-3 px-5 py-2.5 -outline-offset-2 transition-colors hover:bg-surface-muted"
      >
        {whole || (isMine && isLink) ? (
          <LinkMark />
        ) : (
          <Avatar kind={isMine ? "PERSON" : request.askerKind} name={name} />
        )}
        <span className="min-w-0 flex-1">
          <span className="block truncate text-body-lg font-medium">{name}</span>
          <span className="mt-px block truncate text-caption text-ink-muted">{memo ? `${day} · ${memo}` : day}</span>
        </span>
        <span className="flex-none text-right">
          {hidden ? (
            <span className="block text-caption font-medium text-ink-muted">{t("money.hiddenShort")}</span>
          ) : (
            <Money amount={whole?.total ?? amount} size="row" cancelled={isOver} className="block" />
          )}
          <span className="mt-px block text-caption text-ink-muted">{progress}</span>
        </span>
      </Link>
    </li>
  );
}

/** One row for each split: its shares were made together and stand together. */
export function withoutFurtherShares(requests: readonly MoneyRequest_RequestFragment[]) {
  return requests.filter(
    ({ direction, split }, index) =>
      direction === "INCOMING" || !split || requests.findIndex((each) => each.split?.id === split.id) === index,
  );
}
