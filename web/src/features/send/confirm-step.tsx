import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { BeforeConfirm } from "../../components/before-confirm";
import { Fact, Facts } from "../../components/facts";
import { Flow } from "../../components/flow";
import { MemoFields } from "../../components/memo-fields";
import { Money } from "../../components/money";
import { PageTitle } from "../../components/page-title";
import { useSecondLook } from "../../components/second-look";
import { useStepUp } from "../../components/step-up-sheet";
import { Button, ButtonLink } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { Sheet } from "../../components/ui/sheet";
import type { SecondLook_CheckFragment, Spendable_AccountFragment } from "../../gql/graphql";
import { formatTime } from "../../lib/dates";
import { messageOf } from "../../lib/graphql/errors";
import { useLanguage } from "../../lib/i18n";
import { formatWon, parseAmount } from "../../lib/money";
import { useOnline } from "../../lib/online";
import { spendingProblem } from "../../lib/spending";
import { useMoneyRequest } from "../../lib/use-money-request";
import { useSpendingWords } from "../../lib/use-spending-words";
import { notSent, type SendDraft, sendDraft, useDraftKey } from "./draft";
import { SendFailed } from "./send-failed";
import { SendWaiting } from "./send-waiting";
import { useConfirmFrame } from "./use-confirm-frame";
import { type SendRefusal, useSend } from "./use-send";
import { WhenFact } from "./when-fact";

type ConfirmStepProps = {
  draft: SendDraft;
  account: Spendable_AccountFragment | null | undefined;
  /** Why the account is not known yet. What was sent and not answered may have moved the money, and is asked about before that. */
  error: unknown;
  onRetry: () => void;
  /** Null for what cannot be paid: the answer to the payment says so. */
  check: SecondLook_CheckFragment | null | undefined;
};

export function ConfirmStep({ draft, account, check, error, onRetry }: ConfirmStepProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const online = useOnline();
  const spendingWords = useSpendingWords();
  const { title, action, place } = useConfirmFrame(draft);
  const look = useSecondLook({ amount: draft.amount, check, isAsked: !!draft.request });
  const twin = check?.twin;
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<SendRefusal | null>(null);
  // The balance that it was asked for at: the live one may have changed by it before the answer is here.
  const [asked, setAsked] = useState<string>();
  const stepUp = useStepUp(() => void go());
  const sendNow = useSend();

  useDraftKey(draft);

  const send = useCallback(() => sendNow(stepUp.token.current), [sendNow, stepUp.token]);
  const request = useMoneyRequest(send, notSent, draft.submitted ? "unanswered" : "idle");

  const go = async () => {
    setAsking(false);
    setAsked(account?.balance);
    sendDraft.change({ submitted: true });
    const result = await request.run();
    if (!result) return;
    if (result.__typename === "TransferSuccess" || result.__typename === "PayRequestSuccess") {
      // replaced, and the draft is gone: going back cannot send again
      void navigate(`/transfers/${result.transfer.id}`, { replace: true });
      sendDraft.clear();
    } else if (result.__typename === "StepUpRequired") {
      // nothing happened yet: the same request goes on, under its key, once the person has confirmed it
      notSent();
      request.reset();
      stepUp.ask(result);
    } else {
      // a known no: the next attempt is a new request
      sendDraft.change({ submitted: false, idempotencyKey: null });
      setRefusal(result);
    }
  };

  if (
    request.phase === "checking" ||
    request.phase === "unanswered" ||
    (request.phase === "sending" && draft.submitted && !online)
  )
    return (
      <SendWaiting
        draft={draft}
        unanswered={request.phase === "unanswered"}
        error={request.error}
        onAskAgain={() => void go()}
      />
    );

  if (!account) return <BeforeConfirm {...place} title={title} action={action} error={error} onRetry={onRetry} />;
  if (refusal) return <SendFailed draft={draft} refusal={refusal} balance={account.balance} />;

  const sum = formatWon(draft.amount, language);
  const whom = { name: draft.maskedName, kind: draft.kind };
  const sending = request.phase === "sending";
  const bound = sending ? null : spendingProblem(BigInt(draft.amount), account);
  const reason = !online ? t("offline.moneyOff") : (spendingWords(bound) ?? look.reason);
  const after = parseAmount((sending && asked) || account.balance) - BigInt(draft.amount);
  return (
    <Flow
      {...place}
      action={
        <>
          {reason && !sending && (
            <p role="status" className="text-caption font-medium text-negative">
              {reason}
            </p>
          )}
          <Button
            variant="yolk"
            size="xl"
            busy={sending}
            disabled={reason !== undefined}
            onClick={() => (twin ? setAsking(true) : void go())}
          >
            {sending ? t("send.sending") : action}
          </Button>
          {bound?.kind === "balance" && (
            <ButtonLink to="/charge" size="xl">
              {t("action.charge")}
            </ButtonLink>
          )}
        </>
      }
    >
      <PageTitle title={title} className="mt-2 question" />
      <div className="mt-6 flex flex-col gap-4">
        {request.phase === "refused" && (
          <Note tone="negative" role="alert" title={t("send.refusedTitle")}>
            {messageOf(request.error) ?? t("failure.moneyIsSafe")}
          </Note>
        )}
        {look.doubts}
      </div>
      <div className="mt-4">
        <Facts>
          {!draft.request && <WhenFact when={null} />}
          <Fact label={t("send.toAccount")}>
            {t("common.ourBank")} {draft.toAccountNumber}
          </Fact>
          <Fact label={t("send.fromAccount")}>{account.nickname}</Fact>
          <Fact label={t("send.fee")}>
            <Money amount="0" />
          </Fact>
          {after >= 0n && (
            <Fact label={t("send.balanceAfter")}>
              <Money amount={after.toString()} />
            </Fact>
          )}
        </Facts>
        <hr className="my-3 border-line" />
        {draft.request ? (
          <Facts>
            <Fact label={t("requests.memo")}>{draft.memo || t("requests.noMemo")}</Fact>
          </Facts>
        ) : (
          <MemoFields memos={draft} onChange={sendDraft.change} disabled={sending} />
        )}
      </div>
      {stepUp.sheet}
      <Sheet
        open={asking}
        onOpenChange={setAsking}
        insists
        title={t("send.twinTitle")}
        description={twin && t("send.twinText", { time: formatTime(twin.recordedAt, language), ...whom, amount: sum })}
      >
        <div className="grid grid-cols-2 gap-2">
          <Button size="xl" onClick={() => setAsking(false)}>
            {t("common.stop")}
          </Button>
          <Button size="xl" variant="ink" onClick={() => void go()}>
            {t("send.twinSend")}
          </Button>
        </div>
      </Sheet>
    </Flow>
  );
}
