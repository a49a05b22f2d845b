import type { FragmentType } from "@apollo/client";
import { Printer } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../components/copy-button";
import { Egg } from "../../components/egg";
import { Fact, Facts } from "../../components/facts";
import { Flow } from "../../components/flow";
import { Mark } from "../../components/mark";
import { Money } from "../../components/money";
import { NoteCard } from "../../components/note-card";
import { PageTitle } from "../../components/page-title";
import { ButtonLink } from "../../components/ui/button";
import { Chip } from "../../components/ui/chip";
import { type Receipt_TransferFragment, Receipt_TransferFragmentDoc } from "../../gql/graphql";
import { maskAccountNumber } from "../../lib/account-number";
import { formatMoment } from "../../lib/dates";
import { useEntity } from "../../lib/graphql/use-entity";
import { useViewer } from "../../lib/graphql/viewer";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { FavouriteChip } from "./favourite-chip";
import { ReportProblem } from "./report-problem";
import { ShareReceipt } from "./share-receipt";

/* GraphQL */ `
  fragment Receipt_transfer on Transfer {
    id
    direction
    amount
    fromAccountNumber
    toAccountNumber
    senderName
    recipientName
    counterpartyKind
    memo
    recipientMemo
    balanceAfter
    state
    recordedAt
    note {
      id
      text
      tags
    }
  }
`;

export function Receipt({ transfer }: { transfer: FragmentType<Receipt_TransferFragment> }) {
  const { t } = useTranslation();
  const receipt = useEntity(Receipt_TransferFragmentDoc, transfer);
  const { viewer, accounts } = useViewer();
  if (!receipt) return null;
  const own = accounts.find(({ number }) => number === receipt.toAccountNumber);
  const waiting = receipt.state === "RESERVED";
  return (
    <Flow
      close
      action={
        // nothing is left to do while the bank is asked, so nothing is yolk
        <ButtonLink to="/" replace variant={waiting || receipt.state === "RELEASED" ? "quiet" : "yolk"} size="xl">
          {t(waiting ? "waiting.home" : "common.home")}
        </ButtonLink>
      }
    >
      <Outcome receipt={receipt} movedTo={receipt.direction === "OUT" ? own?.nickname : undefined} />
      <Slip receipt={receipt} />
      <div className="mt-5">
        <NoteCard note={receipt.note} />
      </div>
      <div className="no-print mt-4 flex flex-wrap gap-2 pb-4">
        {receipt.state === "POSTED" && <ShareReceipt id={receipt.id} />}
        <Chip onClick={() => window.print()}>
          <Printer className="icon-sm" aria-hidden="true" />
          {t("receipt.print")}
        </Chip>
        {receipt.direction === "OUT" && receipt.state === "POSTED" && viewer && !own && (
          <FavouriteChip accountNumber={receipt.toAccountNumber} name={receipt.recipientName} />
        )}
        <ReportProblem transferId={receipt.id} direction={receipt.direction} />
      </div>
    </Flow>
  );
}

type OutcomeProps = {
  receipt: Receipt_TransferFragment;
  /** The account of one's own that it went to. */
  movedTo: string | undefined;
};

function Outcome({ receipt, movedTo }: OutcomeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const out = receipt.direction === "OUT";
  const name = out ? receipt.recipientName : receipt.senderName;
  const words = { name, kind: receipt.counterpartyKind, amount: formatWon(receipt.amount, language) };
  const account = maskAccountNumber(out ? receipt.toAccountNumber : receipt.fromAccountNumber);
  if (receipt.state === "RESERVED")
    return (
      <Head
        picture={<Egg state="waiting" width={58} />}
        title={t("receipt.waiting", words)}
        text={t("waiting.bankText")}
      />
    );
  if (receipt.state === "RELEASED")
    return <Head picture={<Egg state="cracked" width={58} />} title={t("receipt.failed")} text={t("send.notTaken")} />;
  return (
    <Head
      picture={<Mark className="size-16" />}
      title={
        movedTo ? t("receipt.moved", { ...words, name: movedTo }) : t(out ? "receipt.sent" : "receipt.received", words)
      }
      text={t(out ? "receipt.sentText" : "receipt.receivedText", { account })}
    />
  );
}

function Head({ picture, title, text }: { picture: ReactNode; title: string; text: string }) {
  return (
    <>
      <div className="-ml-2 flex h-[84px] items-end pt-4">{picture}</div>
      <PageTitle title={title} className="mt-3 question" />
      <p className="mt-2 lead">{text}</p>
    </>
  );
}

function Slip({ receipt }: { receipt: Receipt_TransferFragment }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const out = receipt.direction === "OUT";
  return (
    <div className="mt-7 torn-edge rounded-t-lg bg-surface-muted px-5 pt-3 pb-7">
      <Facts>
        <Fact label={t("receipt.amount")}>
          <Money amount={receipt.amount} sign={out ? "out" : "in"} cancelled={receipt.state === "RELEASED"} />
        </Fact>
        <Fact label={t(out ? "receipt.sentAt" : "receipt.receivedAt")}>
          <time dateTime={receipt.recordedAt}>{formatMoment(receipt.recordedAt, language)}</time>
        </Fact>
        <Fact label={t("receipt.from")}>
          {receipt.senderName} {maskAccountNumber(receipt.fromAccountNumber)}
        </Fact>
        <Fact label={t("receipt.to")}>
          {receipt.recipientName} {maskAccountNumber(receipt.toAccountNumber)}
        </Fact>
        {out && (
          <Fact label={t("send.fee")}>
            <Money amount="0" />
          </Fact>
        )}
        {/* Not known once the month is archived. */}
        {receipt.balanceAfter !== null && (
          <Fact label={t(out ? "send.balanceAfter" : "receipt.balanceAfter")}>
            <Money amount={receipt.balanceAfter} />
          </Fact>
        )}
        {receipt.recipientMemo && <Fact label={t("send.recipientMemo")}>{receipt.recipientMemo}</Fact>}
        {receipt.memo && <Fact label={t("send.memo")}>{receipt.memo}</Fact>}
        <Fact label={t("receipt.number")}>
          <span className="font-mono text-caption break-all">{receipt.id}</span>{" "}
          <CopyButton value={receipt.id} label={t("receipt.copyNumber")} done={t("receipt.copiedNumber")} />
        </Fact>
      </Facts>
    </div>
  );
}
