import type { z } from "zod";
import { InvalidInputError, ScheduleOverError } from "../../shared/errors.js";
import type { ScheduleEntity } from "./schedule.entity.js";
import { planOf, type ScheduleChangeSchema, type ScheduleRule } from "./schedule.policy.js";

/** What of a schedule its owner can change while runs of it are to come. */
export type ScheduleTerms = Pick<
  ScheduleEntity,
  | "amount"
  | "memo"
  | "recipientMemo"
  | "weekday"
  | "dayOfMonth"
  | "hour"
  | "startsOn"
  | "endsOn"
  | "timesMax"
  | "nextRunAt"
>;

export type ScheduleChange = z.output<typeof ScheduleChangeSchema>;

/** What a schedule has done so far. */
export interface RunsSoFar {
  /** The last date on which one was begun. */
  lastDueAt: Date | null;
  /** The outcome of one is not known yet. */
  isUnderWay: boolean;
}

/**
 * What the schedule is to be from now on. Nothing changes while a run is due or under way: one that is tried again reads
 * what it is to move from the schedule. No date comes that was begun before, so that none is run twice.
 * @throws InvalidInputError, ScheduleOverError
 */
export function termsOf(
  schedule: ScheduleEntity,
  { amount, memo, recipientMemo, rule }: ScheduleChange,
  { lastDueAt, isUnderWay }: RunsSoFar,
  now: Date,
): ScheduleTerms {
  const { kind, state, nextRunAt, runCount } = schedule;
  if (state === "ended" || state === "cancelled") throw new ScheduleOverError();
  if (isUnderWay || (nextRunAt && nextRunAt <= now)) throw InvalidInputError.of("scheduleId", "schedule_running");
  // It is there to be taken back, and over in some hours: whoever wants another cancels it and asks anew.
  if (kind === "delayed") throw InvalidInputError.of("scheduleId", "schedule_delayed");
  if (rule.kind !== kind) throw InvalidInputError.of("rule.kind", "schedule_kind");

  const plan = planOf(ruleOfChange(schedule, rule), datesFrom(lastDueAt, now));
  const said = { amount, memo, recipientMemo };
  if (!("recurrence" in plan)) return { ...said, ...NO_RECURRENCE, nextRunAt: plan.firstAt };
  const { kind: _, ...recurrence } = plan.recurrence;
  if (recurrence.timesMax !== null && recurrence.timesMax <= runCount)
    throw InvalidInputError.of("rule.times", "schedule_times");
  const terms = { ...said, ...recurrence, nextRunAt };
  // What was planned stays so unless the days are others; a paused one has no date before it is resumed.
  return state === "paused" || isSameRule(schedule, terms) ? terms : { ...terms, nextRunAt: plan.firstAt };
}

/** Dates that come are after this: by another process's clock the last one may be before it still. */
export function datesFrom(lastDueAt: Date | null, now: Date): Date {
  return lastDueAt && lastDueAt > now ? lastDueAt : now;
}

/** A first day that is not named stays as it was. */
export function ruleOfChange({ startsOn }: ScheduleEntity, rule: ScheduleRule): ScheduleRule {
  return rule.kind === "weekly" || rule.kind === "monthly" ? { ...rule, startsOn: rule.startsOn ?? startsOn } : rule;
}

/** Whether the schedule is so already. */
export function isSameTerms(schedule: ScheduleEntity, terms: ScheduleTerms): boolean {
  const { amount, memo, recipientMemo, nextRunAt } = schedule;
  return (
    amount === terms.amount &&
    memo === terms.memo &&
    recipientMemo === terms.recipientMemo &&
    nextRunAt?.getTime() === terms.nextRunAt?.getTime() &&
    isSameRule(schedule, terms)
  );
}

const NO_RECURRENCE = { weekday: null, dayOfMonth: null, hour: null, startsOn: null, endsOn: null, timesMax: null };
const RULE_FIELDS = Object.keys(NO_RECURRENCE) as Array<keyof typeof NO_RECURRENCE>;

function isSameRule(schedule: ScheduleEntity, terms: ScheduleTerms): boolean {
  return RULE_FIELDS.every((field) => schedule[field] === terms[field]);
}
