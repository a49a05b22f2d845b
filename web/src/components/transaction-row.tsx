import type { FragmentType } from "@apollo/client";
import { Clock } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type TransactionRow_TransactionFragment, TransactionRow_TransactionFragmentDoc } from "../gql/graphql";
import { useAmountsHidden } from "../lib/amount-visibility";
import { formatTime } from "../lib/dates";
import { useEntity } from "../lib/graphql/use-entity";
import { useLanguage } from "../lib/i18n";
import { Avatar } from "./avatar";
import { Money } from "./money";

/* GraphQL */ `
  fragment TransactionRow_transaction on Transaction {
    id
    direction
    kind
    state
    amount
    balanceAfter
    counterparty
    counterpartyKind
    memo
    transferId
    recordedAt
  }
`;

type TransactionRowProps = {
  transaction: FragmentType<TransactionRow_TransactionFragment>;
  /** The history shows the balance after each line and the memo; home shows the time. */
  detailed?: boolean;
};

export function TransactionRow({ transaction, detailed = false }: TransactionRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = useAmountsHidden();
  const row = useEntity(TransactionRow_TransactionFragmentDoc, transaction);
  if (!row) return null;
  const word = t(row.direction === "IN" ? `kind.in.${row.kind}` : `kind.out.${row.kind}`);
  const second = detailed && row.memo ? row.memo : formatTime(row.recordedAt, language);
  return (
    <Frame to={row.transferId ? `/transfers/${row.transferId}` : null}>
      <Avatar kind={row.counterpartyKind} name={row.counterparty} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-body-lg font-medium">{row.counterparty}</span>
        <span className="mt-px block truncate text-caption text-ink-muted">
          {word} · {row.state === "RELEASED" ? t("transaction.released") : second}
        </span>
      </span>
      <span className="flex-none text-right">
        {hidden ? (
          <span className="block text-caption font-medium text-ink-muted">{t("money.hiddenShort")}</span>
        ) : (
          <>
            <Money
              amount={row.amount}
              size="row"
              sign={row.direction === "IN" ? "in" : "out"}
              cancelled={row.state === "RELEASED"}
              className="block"
            />
            {detailed && row.balanceAfter !== null && row.state !== "RESERVED" && row.state !== "RELEASED" && (
              <span className="mt-px block text-caption text-ink-muted">
                <span className="sr-only">{t("transaction.balanceAfter")} </span>
                <Money amount={row.balanceAfter} />
              </span>
            )}
          </>
        )}
        {row.state === "RESERVED" && <WaitingPill />}
      </span>
    </Frame>
  );
}

function WaitingPill() {
  const { t } = useTranslation();
  return (
    <span className="mt-0.5 inline-flex h-6 items-center gap-[5px] rounded-sm bg-info-soft px-[9px] text-micro font-semibold text-info">
      <Clock className="-ml-px size-[13px] stroke-[2.25]" aria-hidden="true" />
      {t("transaction.waiting")}
    </span>
  );
}

function Frame({ to, children }: { to: string | null; children: ReactNode }) {
  const look = "flex min-h-(--row) items-center gap-3 px-5 py-2.5";
  return (
    <li>
      {to ? (
        <Link to={to} className={`${look} -outline-offset-2 transition-colors hover:bg-surface-muted`}>
          {children}
        </Link>
      ) : (
        <div className={look}>{children}</div>
      )}
    </li>
  );
}
