import { useMutation, useQuery } from "@apollo/client/react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Fact, Facts } from "../../components/facts";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { OverLimit } from "../../components/over-limit";
import { PageTitle } from "../../components/page-title";
import { useSecondLook } from "../../components/second-look";
import { useStepUp } from "../../components/step-up-sheet";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import {
  ChangeScheduleDocument,
  type Schedule_ScheduleFragment,
  type ScheduleRuleInput,
  SendConfirmDocument,
} from "../../gql/graphql";
import { maskAccountNumber } from "../../lib/account-number";
import { formatDayKey } from "../../lib/dates";
import { useFailureText } from "../../lib/graphql/failure-text";
import { refusalText } from "../../lib/graphql/refusal";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { useOnline } from "../../lib/online";
import { isRepeating, ruleOf, ruleOfSchedule } from "../../lib/schedule-rule";
import { limitProblem } from "../../lib/spending";
import { useScheduleWords } from "../../lib/use-schedule-words";
import { useSpendingWords } from "../../lib/use-spending-words";
import type { Wanted } from "./change-draft";
import { wantedOf } from "./change-form";

/* GraphQL */ `
  mutation ChangeSchedule($input: ChangeScheduleInput!) {
    changeSchedule(input: $input) {
      __typename
      ... on ScheduleChanged {
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

type ConfirmChangeProps = { schedule: Schedule_ScheduleFragment; wanted: Wanted; onDone: () => void };

/** The last look: what it is to be, and beside what changes what it was. Asked again, it is so already. */
export function ConfirmChange({ schedule, wanted, onDone }: ConfirmChangeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const online = useOnline();
  const failureText = useFailureText();
  const words = useScheduleWords();
  const spendingWords = useSpendingWords();
  const [problem, setProblem] = useState<string | null>(null);
  const stepUp = useStepUp(() => void go());
  const [change, { loading }] = useMutation(ChangeScheduleDocument, { refetchQueries: ["Schedules"] });
  const { data, error, refetch } = useQuery(SendConfirmDocument, {
    variables: {
      accountId: schedule.fromAccountId,
      toAccountNumber: schedule.toAccountNumber,
      amount: wanted.amount,
      isRequest: false,
    },
    fetchPolicy: "network-only",
  });
  // To whom is not asked again, and the same sum as before is nothing unusual.
  const isOther = wanted.amount !== schedule.amount;
  const check = data?.transferCheck && isOther ? { ...data.transferCheck, isFirst: false } : null;
  const look = useSecondLook({ amount: wanted.amount, check, scheduleId: schedule.id });
  const account = data?.account;
  const overLimit = account ? spendingWords(limitProblem(BigInt(wanted.amount), account)) : undefined;
  const reason = !online ? t("offline.moneyOff") : (overLimit ?? look.reason);
  const rule = ruleOf(wanted.answers);
  if (!rule) return null;

  const go = async () => {
    setProblem(null);
    const { amount, memo, recipientMemo } = wanted;
    const said = { amount, memo: memo.trim() || null, recipientMemo: recipientMemo.trim() || null };
    try {
      const input = { scheduleId: schedule.id, ...said, rule, stepUpToken: stepUp.token.current };
      const result = (await change({ variables: { input } })).data?.changeSchedule;
      if (result?.__typename === "ScheduleChanged") onDone();
      else if (result?.__typename === "StepUpRequired") stepUp.ask(result);
      else if (result) setProblem(refusalText(result));
    } catch (failure) {
      setProblem(failureText(failure));
    }
  };

  const former = wantedOf(schedule);
  const formerRule = ruleOfSchedule(schedule);
  const when = (each: ScheduleRuleInput) => words({ ...each, nextRunAt: null });
  const end = ({ endsOn, times }: ScheduleRuleInput) =>
    endsOn ? formatDayKey(endsOn, language) : times ? t("schedules.timesAll", { times }) : t("send.ends.never");
  return (
    <Flow
      step={{ now: 2, of: 2 }}
      exit={`/schedules/${schedule.id}/change`}
      action={
        <>
          {reason && (
            <p role="status" className="text-caption font-medium text-negative">
              {reason}
            </p>
          )}
          <Button
            variant="yolk"
            size="xl"
            busy={loading}
            disabled={!account || reason !== undefined}
            onClick={() => void go()}
          >
            {t("schedules.changeDo")}
          </Button>
        </>
      }
    >
      <PageTitle
        title={t("schedules.changeConfirm", { name: schedule.recipientName, kind: schedule.recipientKind })}
        className="mt-2 question"
      />
      <div className="mt-6 flex flex-col gap-4">
        {problem !== null && (
          <Note tone="negative" role="alert" title={t("schedules.changeFailed")}>
            {problem}
          </Note>
        )}
        {!account && error && <Failure title={t("failure.title")} error={error} onRetry={() => void refetch()} />}
        <OverLimit accountId={schedule.fromAccountId} problem={overLimit} />
        {look.doubts}
        <Note title={t("schedules.changeNote")}>{t("schedules.changeNoteText")}</Note>
      </div>
      <div className="mt-4 pb-4">
        <Facts>
          <Change
            label={t("schedules.amount")}
            from={formatWon(former.amount, language)}
            to={formatWon(wanted.amount, language)}
          />
          <Change label={t("schedules.when")} from={when(formerRule)} to={when(rule)} />
          {isRepeating(rule.kind) && <Change label={t("send.until")} from={end(formerRule)} to={end(rule)} />}
          <Change label={t("send.recipientMemo")} from={former.recipientMemo} to={wanted.recipientMemo.trim()} />
          <Change label={t("send.memo")} from={former.memo} to={wanted.memo.trim()} />
          <Fact label={t("send.toAccount")}>
            {t("common.ourBank")} {maskAccountNumber(schedule.toAccountNumber)}
          </Fact>
        </Facts>
      </div>
      {stepUp.sheet}
    </Flow>
  );
}

function Change({ label, from, to }: { label: string; from: string; to: string }): ReactNode {
  const { t } = useTranslation();
  const none = t("schedules.nothing");
  if (!from && !to) return null;
  return (
    <Fact label={label}>
      {to || none}
      {from !== to && (
        <span className="block text-caption font-normal text-ink-muted">
          {t("schedules.before", { value: from || none })}
        </span>
      )}
    </Fact>
  );
}
