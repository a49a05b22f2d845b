import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { Button } from "../../components/ui/button";
import { Chip } from "../../components/ui/chip";
import { Note } from "../../components/ui/note";
import { SelectField } from "../../components/ui/select-field";
import { TextField } from "../../components/ui/text-field";
import type { ScheduleRuleInput } from "../../gql/graphql";
import { dayBefore } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { hourText, LAST_DAY, WEEKDAYS, weekdayName } from "../../lib/use-schedule-words";
import { type SendDraft, sendDraft } from "./draft";

const KINDS = ["NOW", "ONCE", "MONTHLY", "WEEKLY", "DELAYED"] as const;
const ENDS = ["never", "on", "times"] as const;
const DELAYS = [3, 4, 5] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: hourText(hour) }));
const YEAR_DAYS = 365;

interface Answers {
  kind: (typeof KINDS)[number];
  on: string;
  hour: number;
  weekday: number;
  dayOfMonth: number;
  delayHours: number;
  ends: (typeof ENDS)[number];
  endsOn: string;
  times: string;
}

function answersOf(when: SendDraft["when"]): Answers {
  return {
    kind: when?.kind ?? "NOW",
    on: when?.on ?? dayBefore(-1),
    hour: when?.hour ?? 9,
    weekday: when?.weekday ?? 1,
    dayOfMonth: when?.dayOfMonth ?? 25,
    delayHours: when?.delayHours ?? 3,
    ends: when?.endsOn ? "on" : when?.times ? "times" : "never",
    endsOn: when?.endsOn ?? "",
    times: when?.times?.toString() ?? "",
  };
}

/** What of the answers the server is to know; undefined while one is missing. */
function ruleOf({ kind, on, hour, weekday, dayOfMonth, delayHours, ...end }: Answers) {
  if (kind === "NOW") return null;
  if (kind === "DELAYED") return { kind, delayHours };
  if (kind === "ONCE") return on ? { kind, on, hour } : undefined;
  const day = kind === "WEEKLY" ? { weekday } : { dayOfMonth };
  if (end.ends === "on") return end.endsOn ? { kind, ...day, hour, endsOn: end.endsOn } : undefined;
  if (end.ends === "times") return Number(end.times) > 0 ? { kind, ...day, hour, times: Number(end.times) } : undefined;
  return { kind, ...day, hour };
}

/** Now, on a day, again and again, or in some hours. */
export function WhenStep({ draft }: { draft: SendDraft }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const [answers, setAnswers] = useState(() => answersOf(draft.when));
  const change = (part: Partial<Answers>) => setAnswers({ ...answers, ...part });
  const { kind } = answers;
  const repeats = kind === "WEEKLY" || kind === "MONTHLY";
  const rule: ScheduleRuleInput | null | undefined = ruleOf(answers);
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
        {kind === "DELAYED" && (
          <>
            <Choice label={t("send.delay")}>
              {DELAYS.map((hours) => (
                <Chip key={hours} on={answers.delayHours === hours} onClick={() => change({ delayHours: hours })}>
                  {t("schedules.inHours", { hours })}
                </Chip>
              ))}
            </Choice>
            <Note title={t("send.delayNote")}>{t("send.delayNoteText")}</Note>
          </>
        )}
        {kind === "ONCE" && (
          <TextField
            type="date"
            label={t("send.day")}
            min={dayBefore(0)}
            max={dayBefore(-YEAR_DAYS)}
            value={answers.on}
            onChange={(event) => change({ on: event.target.value })}
          />
        )}
        {kind === "WEEKLY" && (
          <Choice label={t("send.weekday")}>
            {WEEKDAYS.map((weekday) => (
              <Chip
                key={weekday}
                aria-label={weekdayName(weekday, language)}
                on={answers.weekday === weekday}
                onClick={() => change({ weekday })}
                className="min-w-11 px-2!"
              >
                {weekdayName(weekday, language, "short")}
              </Chip>
            ))}
          </Choice>
        )}
        {kind === "MONTHLY" && (
          <SelectField
            label={t("send.dayOfMonth")}
            value={answers.dayOfMonth}
            onChange={(event) => change({ dayOfMonth: Number(event.target.value) })}
            options={Array.from({ length: LAST_DAY }, (_, index) => index + 1).map((day) => ({
              value: day,
              label: day === LAST_DAY ? t("send.lastDay") : t("send.nthDay", { day }),
            }))}
          />
        )}
        {(kind === "ONCE" || repeats) && (
          <SelectField
            label={t("send.hour")}
            value={answers.hour}
            onChange={(event) => change({ hour: Number(event.target.value) })}
            options={HOURS}
          />
        )}
        {repeats && (
          <>
            <Choice label={t("send.until")}>
              {ENDS.map((ends) => (
                <Chip key={ends} on={answers.ends === ends} onClick={() => change({ ends })}>
                  {t(`send.ends.${ends}`)}
                </Chip>
              ))}
            </Choice>
            {answers.ends === "on" && (
              <TextField
                type="date"
                label={t("send.lastDate")}
                min={dayBefore(0)}
                value={answers.endsOn}
                onChange={(event) => change({ endsOn: event.target.value })}
              />
            )}
            {answers.ends === "times" && (
              <TextField
                label={t("send.times")}
                inputMode="numeric"
                maxLength={3}
                value={answers.times}
                onChange={(event) => change({ times: event.target.value.replace(/\D/g, "") })}
              />
            )}
          </>
        )}
        {(kind === "ONCE" || repeats) && (
          <Note title={t("send.holidays")}>
            {kind === "MONTHLY" && answers.dayOfMonth > 28 ? t("send.shortMonths") : t("send.holidaysText")}
          </Note>
        )}
      </div>
    </Flow>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-2.5 text-label font-medium">{label}</legend>
      <div className="flex flex-wrap gap-2">{children}</div>
    </fieldset>
  );
}
