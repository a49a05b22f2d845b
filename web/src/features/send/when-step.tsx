import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { ScheduleRuleFields } from "../../components/schedule-rule-fields";
import { Button } from "../../components/ui/button";
import { Chip } from "../../components/ui/chip";
import { answersOf, type RuleAnswers, ruleOf } from "../../lib/schedule-rule";
import { type SendDraft, sendDraft } from "./draft";

const KINDS = ["NOW", "ONCE", "MONTHLY", "WEEKLY", "DELAYED"] as const;

/** Now, on a day, again and again, or in some hours. */
export function WhenStep({ draft }: { draft: SendDraft }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [answers, setAnswers] = useState(() => answersOf(draft.when));
  const change = (part: Partial<RuleAnswers>) => setAnswers({ ...answers, ...part });
  const { kind } = answers;
  const rule = ruleOf(answers);
  return (
    <Flow
      step={{ now: 3, of: 3 }}
      exit="/send/confirm"
      onBack={() => void navigate("/send/confirm", { replace: true })}
      action={
        <Button
          variant="yolk"
          size="xl"
          disabled={rule === undefined}
          onClick={() => {
            if (rule === undefined) return;
            // another request from here on
            sendDraft.change({ when: rule, idempotencyKey: null, submitted: false });
            void navigate("/send/confirm", { replace: true });
          }}
        >
          {t("common.next")}
        </Button>
      }
    >
      <PageTitle title={t("send.whenTitle")} className="mt-2 question" />
      <fieldset className="mt-6 flex flex-wrap gap-2">
        <legend className="sr-only">{t("send.when")}</legend>
        {KINDS.map((each) => (
          <Chip key={each} on={kind === each} onClick={() => change({ kind: each })}>
            {t(`send.whenKind.${each}`)}
          </Chip>
        ))}
      </fieldset>
      <div className="mt-6 grid grid-cols-1 gap-5 pb-4">
        <ScheduleRuleFields answers={answers} onChange={change} />
      </div>
    </Flow>
  );
}
