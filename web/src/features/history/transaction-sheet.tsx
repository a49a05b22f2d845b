import { useTranslation } from "react-i18next";
import { CopyButton } from "../../components/copy-button";
import { Fact, Facts } from "../../components/facts";
import { Money } from "../../components/money";
import { NoteCard } from "../../components/note-card";
import { Sheet } from "../../components/ui/sheet";
import { type TransactionSheet_TransactionFragment, TransactionSheet_TransactionFragmentDoc } from "../../gql/graphql";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { formatMoment } from "../../lib/dates";
import { useEntity } from "../../lib/graphql/use-entity";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";

/* GraphQL */ `
  fragment TransactionSheet_transaction on Transaction {
    id
    direction
    kind
    state
    amount
    balanceAfter
    counterparty
    counterpartyAccountNumber
    memo
    refusal
    refusalAvailable
    recordedAt
    note {
      id
      text
      tags
    }
  }
`;

type TransactionSheetProps = { id: string | null; onClose: () => void };

/** A transaction that has no receipt: charged, withdrawn, or failed. */
export function TransactionSheet({ id, onClose }: TransactionSheetProps) {
  const { t } = useTranslation();
  const from = id === null ? null : ({ __typename: "Transaction", id } as never);
  const transaction = useEntity(TransactionSheet_TransactionFragmentDoc, from);
  return (
    <Sheet open={transaction !== null} onOpenChange={(open) => !open && onClose()} title={t("transaction.title")}>
      {transaction && <Details transaction={transaction} />}
    </Sheet>
  );
}

function Details({ transaction }: { transaction: TransactionSheet_TransactionFragment }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = useAmountsHidden();
  const { direction, kind, refusal, state, note } = transaction;
  const word = t(direction === "IN" ? `kind.in.${kind}` : `kind.out.${kind}`);
  const progress = refusal ? "FAILED" : state === "RESERVED" ? "WAITING" : "DONE";
  const available =
    transaction.refusalAvailable !== null && !hidden
      ? t("transaction.available", { amount: formatWon(transaction.refusalAvailable, language) })
      : null;
  return (
    <>
      {refusal && (
        <p className="mb-4 rounded-md bg-negative-soft px-4 py-3 text-label text-negative">
          <span className="font-semibold">{t(`transaction.refusal.${refusal}`)}.</span> {available}{" "}
          {t("transaction.notTaken")}
        </p>
      )}
      <Facts>
        <Fact label={t("history.progressLabel")}>
          {word} · {t(`history.progress.${progress}`)}
        </Fact>
        <Fact label={t("receipt.amount")}>
          {hidden ? (
            t("money.hiddenShort")
          ) : (
            <Money amount={transaction.amount} sign={direction === "IN" ? "in" : "out"} cancelled={refusal !== null} />
          )}
        </Fact>
        <Fact label={t("transaction.counterparty")}>
          {transaction.counterparty} {transaction.counterpartyAccountNumber}
        </Fact>
        <Fact label={t("transaction.at")}>
          <time dateTime={transaction.recordedAt}>{formatMoment(transaction.recordedAt, language)}</time>
        </Fact>
        {transaction.balanceAfter !== null && progress === "DONE" && !hidden && (
          <Fact label={t("transaction.balanceAfter")}>
            <Money amount={transaction.balanceAfter} />
          </Fact>
        )}
        {transaction.memo && <Fact label={t("send.memo")}>{transaction.memo}</Fact>}
        <Fact label={t("receipt.number")}>
          <span className="font-mono text-caption break-all">{note.id}</span>{" "}
          <CopyButton value={note.id} label={t("receipt.copyNumber")} done={t("receipt.copiedNumber")} />
        </Fact>
      </Facts>
      <div className="mt-4">
        <NoteCard note={note} />
      </div>
    </>
  );
}
