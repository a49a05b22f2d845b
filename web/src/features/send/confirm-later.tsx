import { useMutation } from "@apollo/client/react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { BeforeConfirm } from "../../components/before-confirm";
import { Fact, Facts } from "../../components/facts";
import { Flow } from "../../components/flow";
import { MemoFields } from "../../components/memo-fields";
import { Money } from "../../components/money";
import { OverLimit } from "../../components/over-limit";
import { PageTitle } from "../../components/page-title";
import { useSecondLook } from "../../components/second-look";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import {
  type ScheduleRuleInput,
  ScheduleTransferDocument,
  type SecondLook_CheckFragment,
  type Spendable_AccountFragment,
} from "../../gql/graphql";
import { dayKey, formatDay, formatDayKey, formatTime } from "../../lib/dates";
import { messageOf } from "../../lib/graphql/errors";
import { refusalText } from "../../lib/graphql/refusal";
import { useLanguage } from "../../lib/i18n";
import { useOnline } from "../../lib/online";
import { firstRun, isRepeating } from "../../lib/schedule-rule";
import { limitProblem } from "../../lib/spending";
import { useMoneyRequest } from "../../lib/use-money-request";
import { useSpendingWords } from "../../lib/use-spending-words";
import { notSent, requestOf, type SendDraft, sendDraft, useDraftKey } from "./draft";
import { SendWaiting } from "./send-waiting";
import { useConfirmFrame } from "./use-confirm-frame";
import { WhenFact } from "./when-fact";

/* GraphQL */ `
  mutation ScheduleTransfer($input: ScheduleTransferInput!) {
    scheduleTransfer(input: $input) {
      __typename
      ... on ScheduleTransferSuccess {
        replayed
        schedule {
          id
          ...Schedule_schedule @unmask
        }
      }
      ...Refusal @unmask
      ... on StepUpRequired {
        ...StepUp_question @unmask
      }
    }
  }
`;

type ConfirmLaterProps = {
  draft: SendDraft;
  when: ScheduleRuleInput;
  account: Spendable_AccountFragment | null | undefined;
  /** Why the account is not known yet. What was sent and not answered may have been planned, and is asked about before that. */
  error: unknown;
  onRetry: () => void;
  check: SecondLook_CheckFragment | null | undefined;
};

/** The last look at a transfer that is made later. The balance of today says nothing about it. */
export function ConfirmLater({ draft, when, account, check, error, onRetry }: ConfirmLaterProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const online = useOnline();
  const spendingWords = useSpendingWords();
  const { title, action, place } = useConfirmFrame(draft);
  const first = firstRun(when);
  const isSoon = when.kind === "DELAYED" || (first !== null && dayKey(first) === dayKey(new Date()));
  const look = useSecondLook({
    amount: draft.amount,
    check,
    soonTo: isSoon ? { name: draft.maskedName, kind: draft.kind } : undefined,
  });
  const [refusal, setRefusal] = useState<string | null>(null);
  const stepUp = useStepUp(() => void go());
  const [schedule] = useMutation(ScheduleTransferDocument, { refetchQueries: ["Schedules"] });

  useDraftKey(draft);

  const ask = useCallback(async () => {
    const current = sendDraft.get();
    if (!current?.when) throw new Error("a schedule without a rule must not be asked for");
    const input = { ...requestOf(current), rule: current.when, stepUpToken: stepUp.token.current };
    const { data } = await schedule({ variables: { input } });
    if (!data) throw new Error("an answer without data");
    return data.scheduleTransfer;
  }, [schedule, stepUp.token]);
  const request = useMoneyRequest(ask, notSent, draft.submitted ? "unanswered" : "idle");

  const go = async () => {
    setRefusal(null);
    sendDraft.change({ submitted: true });
    const result = await request.run();
    if (!result) return;
    if (result.__typename === "ScheduleTransferSuccess") {
      void navigate(`/schedules/${result.schedule.id}`, { replace: true, state: { made: true } });
      sendDraft.clear();
      return;
    }
    // Nothing is planned; after a confirmation the same request goes on, after anything else a new one.
    request.reset();
    if (result.__typename === "StepUpRequired") {
      notSent();
      stepUp.ask(result);
    } else {
      sendDraft.change({ submitted: false, idempotencyKey: null });
      setRefusal(refusalText(result));
    }
  };

  if (request.phase === "checking" || request.phase === "unanswered")
    return (
      <SendWaiting
        draft={draft}
        unanswered={request.phase === "unanswered"}
        error={request.error}
        onAskAgain={() => void go()}
      />
    );

  if (!account) return <BeforeConfirm {...place} title={title} action={action} error={error} onRetry={onRetry} />;

  const sending = request.phase === "sending";
  const overLimit = spendingWords(limitProblem(BigInt(draft.amount), account));
  const reason = !online ? t("offline.moneyOff") : (overLimit ?? look.reason);
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
          <Button variant="yolk" size="xl" busy={sending} disabled={reason !== undefined} onClick={() => void go()}>
            {sending ? t("send.planning") : action}
          </Button>
        </>
      }
    >
      <PageTitle title={title} className="mt-2 question" />
      <div className="mt-6 flex flex-col gap-4">
        {(request.phase === "refused" || refusal !== null) && (
          <Note tone="negative" role="alert" title={t("send.laterFailed")}>
            {refusal ?? messageOf(request.error) ?? t("failure.moneyIsSafe")}
          </Note>
        )}
        <OverLimit accountId={account.id} problem={overLimit} />
        {look.doubts}
        <Note title={t("send.laterNote")}>{t("send.laterNoteText")}</Note>
      </div>
      <div className="mt-4">
        <Facts>
          <WhenFact when={when} />
          {first && isRepeating(when.kind) && (
            <Fact label={t("send.firstOn")}>
              {formatDay(first, language)} {formatTime(first, language)}
            </Fact>
          )}
          {when.endsOn && <Fact label={t("schedules.endsOn")}>{formatDayKey(when.endsOn, language)}</Fact>}
          {when.times && <Fact label={t("send.until")}>{t("schedules.timesAll", { times: when.times })}</Fact>}
          <Fact label={t("send.toAccount")}>
            {t("common.ourBank")} {draft.toAccountNumber}
          </Fact>
          <Fact label={t("send.fromAccount")}>{account.nickname}</Fact>
          <Fact label={t("send.fee")}>
            <Money amount="0" />
          </Fact>
        </Facts>
        <hr className="my-3 border-line" />
        <MemoFields memos={draft} onChange={sendDraft.change} disabled={sending} />
      </div>
      {stepUp.sheet}
    </Flow>
  );
}
