import type { FragmentType } from "@apollo/client";
import { CircleX, Clock, PencilLine } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type TransactionRow_TransactionFragment, TransactionRow_TransactionFragmentDoc } from "../gql/graphql";
import { useAmountsHidden } from "../lib/amount-visibility";
import { classNames } from "../lib/class-names";
import { formatTime } from "../lib/dates";
import { useEntity } from "../lib/graphql/use-entity";
import { useLanguage } from "../lib/i18n";
import { matchInName, matchInText, meansAmount } from "../lib/search-match";
import { Avatar } from "./avatar";
import { Marked } from "./marked";
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
    refusal
    transferId
    recordedAt
    note {
      id
      text
      tags
    }
  }
`;

type TransactionRowProps = {
  transaction: FragmentType<TransactionRow_TransactionFragment>;
  /** The history shows the balance after each line, the memo and what is written on it; home shows the time. */
  detailed?: boolean;
  /** What was searched for stands out. */
  search?: string;
  /** For what has no receipt. */
  onOpen?: (id: string) => void;
};

export function TransactionRow({ transaction, detailed = false, search = "", onOpen }: TransactionRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = useAmountsHidden();
  const row = useEntity(TransactionRow_TransactionFragmentDoc, transaction);
  if (!row) return null;
  const word = t(row.direction === "IN" ? `kind.in.${row.kind}` : `kind.out.${row.kind}`);
  const failed = row.refusal !== null;
  return (
    <Frame to={row.transferId ? `/transfers/${row.transferId}` : null} onOpen={onOpen && (() => onOpen(row.id))}>
      <Avatar kind={row.counterpartyKind} name={row.counterparty} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-body-lg font-medium">
          <Marked text={row.counterparty} match={matchInName(row.counterparty, search)} />
        </span>
        <span className="mt-px block truncate text-caption text-ink-muted">
          {word} ·{" "}
          {detailed && row.memo && !failed ? (
            <Marked text={row.memo} match={matchInText(row.memo, search)} />
          ) : (
            formatTime(row.recordedAt, language)
          )}
        </span>
        {row.refusal && (
          <span className="mt-px flex items-start gap-1 text-caption text-negative">
            <CircleX className="icon-sm mt-0.5 flex-none" aria-hidden="true" />
            <span>{t(`transaction.refusal.${row.refusal}`)}</span>
          </span>
        )}
        {detailed && failed && row.memo && (
          <span className="mt-px block truncate text-caption text-ink-muted">
            <Marked text={row.memo} match={matchInText(row.memo, search)} />
          </span>
        )}
        {detailed && <NoteLine text={row.note.text} tags={row.note.tags} search={search} />}
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
              cancelled={failed}
              className={classNames(
                "block",
                meansAmount(row.amount, search) &&
                  "rounded-[3px] bg-yolk-soft underline decoration-1 underline-offset-3",
              )}
            />
            {detailed && row.balanceAfter !== null && row.state !== "RESERVED" && !failed && (
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

function NoteLine({ text, tags, search }: { text: string | null; tags: readonly string[]; search: string }) {
  const { t } = useTranslation();
  if (!text && tags.length === 0) return null;
  return (
    <span className="mt-0.5 flex min-w-0 items-center gap-1 text-caption text-ink-muted">
      <PencilLine className="icon-sm" aria-hidden="true" />
      <span className="sr-only">{t("note.title")}</span>
      <span className="truncate">
        {text && <Marked text={text} match={matchInText(text, search)} />}
        {tags.map((tag) => (
          <span key={tag}>
            {" #"}
            <Marked text={tag} match={matchInText(tag, search)} />
          </span>
        ))}
      </span>
    </span>
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

function Frame({ to, onOpen, children }: { to: string | null; onOpen: (() => void) | undefined; children: ReactNode }) {
  const look = "flex min-h-(--row) w-full items-center gap-3 px-5 py-2.5 text-left";
  const alive = `${look} -outline-offset-2 transition-colors hover:bg-surface-muted`;
  if (to)
    return (
      <Link to={to} className={alive}>
        {children}
      </Link>
    );
  if (!onOpen) return <div className={look}>{children}</div>;
  return (
    <button type="button" aria-haspopup="dialog" onClick={onOpen} className={alive}>
      {children}
    </button>
  );
}
