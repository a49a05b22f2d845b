import { useTranslation } from "react-i18next";
import { AmountField } from "../../components/amount-field";
import { Flow } from "../../components/flow";
import { MemoFields } from "../../components/memo-fields";
import { PageTitle } from "../../components/page-title";
import { ScheduleRuleFields } from "../../components/schedule-rule-fields";
import { Button } from "../../components/ui/button";
import type { Schedule_ScheduleFragment } from "../../gql/graphql";
import { answersOf, ruleOf, ruleOfSchedule } from "../../lib/schedule-rule";
import type { Wanted } from "./change-draft";

export function wantedOf(schedule: Schedule_ScheduleFragment): Wanted {
  const { amount, memo, recipientMemo } = schedule;
  return { amount, memo: memo ?? "", recipientMemo: recipientMemo ?? "", answers: answersOf(ruleOfSchedule(schedule)) };
}

type ChangeFormProps = {
  schedule: Schedule_ScheduleFragment;
  wanted: Wanted;
  onChange: (wanted: Wanted) => void;
  onNext: () => void;
};

/** The same questions as when it was made, answered as it is now. */
export function ChangeForm({ schedule, wanted, onChange, onNext }: ChangeFormProps) {
  const { t } = useTranslation();
  const { amount, answers } = wanted;
  const isSame = JSON.stringify(wanted) === JSON.stringify(wantedOf(schedule));
  return (
    <Flow
      step={{ now: 1, of: 2 }}
      exit={`/schedules/${schedule.id}`}
      action={
        <Button
          variant="yolk"
          size="xl"
          disabled={isSame || BigInt(amount || "0") === 0n || !ruleOf(answers)}
          onClick={onNext}
        >
          {t("common.next")}
        </Button>
      }
    >
      <PageTitle
        title={t("schedules.changeTitle", { name: schedule.recipientName, kind: schedule.recipientKind })}
        className="mt-2 question"
      />
      <div className="mt-6 grid grid-cols-1 gap-5">
        <AmountField
          label={t("schedules.amount")}
          inWords
          value={amount}
          onChange={(digits) => onChange({ ...wanted, amount: digits })}
        />
        <ScheduleRuleFields
          answers={answers}
          onChange={(part) => onChange({ ...wanted, answers: { ...answers, ...part } })}
        />
        <MemoFields memos={wanted} onChange={(part) => onChange({ ...wanted, ...part })} />
      </div>
    </Flow>
  );
}
