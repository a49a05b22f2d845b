import { useMutation } from "@apollo/client/react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { BeforeConfirm } from "../../components/before-confirm";
import { Fact, Facts } from "../../components/facts";
import { Flow } from "../../components/flow";
import { Money } from "../../components/money";
import { PageTitle } from "../../components/page-title";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { Unanswered } from "../../components/unanswered";
import { DepositDocument, type Spendable_AccountFragment, WithdrawDocument } from "../../gql/graphql";
import { messageOf } from "../../lib/graphql/errors";
import { parseAmount } from "../../lib/money";
import { useOnline } from "../../lib/online";
import { useMoneyRequest } from "../../lib/use-money-request";
import { newUuid } from "../../lib/uuid";
import { type FundingDraft, fundingDraft, notFunded } from "./draft";
import { type FundingAnswer, FundingFailed, type FundingRefusal } from "./funding-failed";
import { SandboxNote } from "./sandbox-note";
import { useBankName } from "./use-bank-name";
import { useConfirmFrame } from "./use-confirm-frame";

/* GraphQL */ `
  mutation Deposit($input: DepositInput!) {
    deposit(input: $input) {
      __typename
      ... on DepositSuccess {
        replayed
        transaction {
          id
          state
        }
        account {
          id
          balance
          available
          version
        }
      }
      ...Refusal @unmask
    }
  }
`;
/* GraphQL */ `
  mutation Withdraw($input: WithdrawInput!) {
    withdraw(input: $input) {
      __typename
      ... on WithdrawSuccess {
        replayed
        transaction {
          id
          state
        }
        account {
          id
          balance
          available
          version
          spentToday
        }
      }
      ...Refusal @unmask
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
    }
  }
`;

type FundingConfirmProps = {
  draft: FundingDraft;
  account: Spendable_AccountFragment | null | undefined;
  /** Why the account is not known yet. What was sent and not answered may have moved the money, and is asked about before that. */
  error: unknown;
  onRetry: () => void;
};

export function FundingConfirm({ draft, account, error, onRetry }: FundingConfirmProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const online = useOnline();
  const [refusal, setRefusal] = useState<FundingRefusal | null>(null);
  // The balance that it was asked for at: the live one may have changed by it before the answer is here.
  const [asked, setAsked] = useState<string>();
  const stepUp = useStepUp(() => void go());
  const [deposit] = useMutation(DepositDocument);
  const [withdraw] = useMutation(WithdrawDocument);
  const charging = draft.kind === "charge";
  const bank = useBankName(draft, true);
  const { title, action, place } = useConfirmFrame(draft);

  // One key for this page, through double clicks, retries and a reload.
  useEffect(() => {
    if (!draft.idempotencyKey) fundingDraft.change({ idempotencyKey: newUuid() });
  }, [draft.idempotencyKey]);

  const send = useCallback(async (): Promise<FundingAnswer> => {
    const current = fundingDraft.get();
    if (!current?.idempotencyKey) throw new Error("a payment without a key must not be sent");
    const { accountId, amount, idempotencyKey, bankCode, bankAccountNumber } = current;
    const common = { accountId, amount, idempotencyKey };
    if (current.kind === "withdraw") {
      const { data } = await withdraw({
        variables: {
          input: { ...common, bankCode: bankCode ?? "", bankAccountNumber, stepUpToken: stepUp.token.current },
        },
      });
      if (!data) throw new Error("an answer without data");
      return data.withdraw;
    }
    const source = bankCode ? { bankCode, bankAccountNumber } : {};
    const { data } = await deposit({ variables: { input: { ...common, ...source } } });
    if (!data) throw new Error("an answer without data");
    return data.deposit;
  }, [deposit, withdraw, stepUp.token]);
  const request = useMoneyRequest(send, notFunded, draft.submitted ? "unanswered" : "idle");

  const go = async () => {
    setAsked(account?.balance);
    fundingDraft.change({ submitted: true });
    const result = await request.run();
    if (!result) return;
    if (result.__typename === "DepositSuccess" || result.__typename === "WithdrawSuccess") {
      const { id, state } = result.transaction;
      const known = { transactionId: id, accountId: draft.accountId, amount: draft.amount, bank, settled: state };
      void navigate(`/${draft.kind}/result`, { replace: true, state: known });
      fundingDraft.clear();
    } else if (result.__typename === "StepUpRequired") {
      // nothing happened yet: the same request goes on, under its key, once the person has confirmed it
      notFunded();
      request.reset();
      stepUp.ask(result);
    } else {
      fundingDraft.change({ submitted: false, idempotencyKey: null });
      setRefusal(result);
    }
  };

  if (request.phase === "checking" || request.phase === "unanswered")
    return (
      <Unanswered
        unanswered={request.phase === "unanswered"}
        error={request.error}
        onAskAgain={() => void go()}
        onGiveUp={fundingDraft.clear}
      />
    );

  if (!account) return <BeforeConfirm {...place} title={title} action={action} error={error} onRetry={onRetry} />;
  if (refusal) return <FundingFailed draft={draft} refusal={refusal} balance={account.balance} />;

  const amount = BigInt(draft.amount);
  const sending = request.phase === "sending";
  const balance = parseAmount((sending && asked) || account.balance);
  const after = charging ? balance + amount : balance - amount;
  return (
    <Flow
      {...place}
      action={
        <>
          {!online && (
            <p role="status" className="text-caption font-medium text-negative">
              {t("offline.moneyOff")}
            </p>
          )}
          <Button variant="yolk" size="xl" busy={sending} disabled={!online} onClick={() => void go()}>
            {sending ? t(`${draft.kind}.working`) : action}
          </Button>
        </>
      }
    >
      <PageTitle title={title} className="mt-2 question" />
      {request.phase === "refused" && (
        <div className="mt-6">
          <Note tone="negative" role="alert" title={t("failure.title")}>
            {messageOf(request.error) ?? t("failure.moneyIsSafe")}
          </Note>
        </div>
      )}
      <div className="mt-6">
        <Facts>
          <Fact label={t(charging ? "charge.from" : "withdraw.to")}>{bank}</Fact>
          <Fact label={t(charging ? "charge.to" : "withdraw.from")}>{account.nickname}</Fact>
          <Fact label={t("send.fee")}>
            <Money amount="0" />
          </Fact>
          <Fact label={t(`${draft.kind}.balanceAfterLabel`)}>
            <Money amount={after.toString()} />
          </Fact>
          {!charging && <Fact label={t("withdraw.arrival")}>{t("withdraw.arrivalSoon")}</Fact>}
        </Facts>
      </div>
      <div className="mt-5 pb-4">
        <SandboxNote />
      </div>
      {stepUp.sheet}
    </Flow>
  );
}
