import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dayBefore } from "../lib/dates";
import { useLanguage } from "../lib/i18n";
import { ENDS, firstHourOn, isRepeating, type RuleAnswers } from "../lib/schedule-rule";
import { hourText, LAST_DAY, WEEKDAYS, weekdayName } from "../lib/use-schedule-words";
import { Chip } from "./ui/chip";
import { Note } from "./ui/note";
import { SelectField } from "./ui/select-field";
import { TextField } from "./ui/text-field";

const DELAYS = [3, 4, 5] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: hourText(hour) }));
const YEAR_DAYS = 365;

type ScheduleRuleFieldsProps = { answers: RuleAnswers; onChange: (part: Partial<RuleAnswers>) => void };

/** What a schedule of that kind has to know: the day, the hour, and how long it goes on. */
export function ScheduleRuleFields({ answers, onChange }: ScheduleRuleFieldsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { kind } = answers;
  const repeats = isRepeating(kind);
  return (
    <>
      {kind === "DELAYED" && (
        <>
          <Choice label={t("send.delay")}>
            {DELAYS.map((hours) => (
              <Chip key={hours} on={answers.delayHours === hours} onClick={() => onChange({ delayHours: hours })}>
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
          min={dayBefore(firstHourOn(dayBefore(0)) < HOURS.length ? 0 : -1)}
          max={dayBefore(-YEAR_DAYS)}
          value={answers.on}
          onChange={({ target: { value: on } }) => onChange({ on, hour: Math.max(answers.hour, firstHourOn(on)) })}
        />
      )}
      {kind === "WEEKLY" && (
        <Choice label={t("send.weekday")}>
          {WEEKDAYS.map((weekday) => (
            <Chip
              key={weekday}
              aria-label={weekdayName(weekday, language)}
              on={answers.weekday === weekday}
              onClick={() => onChange({ weekday })}
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
          onChange={(event) => onChange({ dayOfMonth: Number(event.target.value) })}
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
          onChange={(event) => onChange({ hour: Number(event.target.value) })}
          options={kind === "ONCE" ? HOURS.slice(firstHourOn(answers.on)) : HOURS}
        />
      )}
      {repeats && (
        <>
          <Choice label={t("send.until")}>
            {ENDS.map((ends) => (
              <Chip key={ends} on={answers.ends === ends} onClick={() => onChange({ ends })}>
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
              onChange={(event) => onChange({ endsOn: event.target.value })}
            />
          )}
          {answers.ends === "times" && (
            <TextField
              label={t("send.times")}
              inputMode="numeric"
              maxLength={3}
              value={answers.times}
              onChange={(event) => onChange({ times: event.target.value.replace(/\D/g, "") })}
            />
          )}
        </>
      )}
      {(kind === "ONCE" || repeats) && (
        <Note title={t("send.holidays")}>
          {kind === "MONTHLY" && answers.dayOfMonth > 28 ? t("send.shortMonths") : t("send.holidaysText")}
        </Note>
      )}
    </>
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
