import { z } from "zod";
import { kstDay, kstMoment } from "../../shared/clock.js";
import { type FieldIssue, InvalidInputError } from "../../shared/errors.js";
import { amountField, idempotencyKeyField, memoField } from "../../shared/input.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A list that a person reads. What is over does not count. */
export const SCHEDULES_MAX = 50;

/** Until so long before it is made, a delayed transfer can be taken back. */
export const DELAYED_CLOSES_MS = 30 * 60_000;

/** A run that nobody has begun for so long (every process was down) is not made any more: what is this late surprises. */
export const MISSED_AFTER_MS = DAY_MS;

/** How far ahead a first run may stand. */
const AHEAD_DAYS = 366;
const TIMES_MAX = 999;

/** When a schedule repeats. Days are calendar days in Asia/Seoul, hours full hours there. */
export interface Recurrence {
  kind: "weekly" | "monthly";
  /** 1 is Monday, 7 Sunday (ISO 8601). */
  weekday: number | null;
  /** 1 to 31; a month that is shorter has its last day instead. */
  dayOfMonth: number | null;
  hour: number;
  /** The first day on which it may run. */
  startsOn: string | null;
  /** The last day on which it may run. */
  endsOn: string | null;
  /** Runs in all. */
  timesMax: number | null;
}

/** What a member asks for, read. */
export type Plan =
  | { kind: "once" | "delayed"; firstAt: Date }
  | { kind: "weekly" | "monthly"; firstAt: Date; recurrence: Recurrence };

export function isRepeating(kind: string): kind is Recurrence["kind"] {
  return kind === "weekly" || kind === "monthly";
}

/** Holidays and weekends count like any day: money moves on all of them here. */
export function nextRun(rule: Recurrence, after: Date): Date | null {
  let day = kstDay(after);
  if (rule.startsOn !== null && rule.startsOn > day) day = rule.startsOn;
  for (;;) {
    day = rule.kind === "weekly" ? onWeekday(rule.weekday ?? 1, day) : onDayOfMonth(rule.dayOfMonth ?? 1, day);
    if (rule.endsOn !== null && day > rule.endsOn) return null;
    const at = kstMoment(day, rule.hour);
    // Today it may be too late for it already.
    if (at > after) return at;
    day = addDays(day, 1);
  }
}

/** The run after the one at `due`, of which there will have been `runs`. */
export function runAfter(rule: Recurrence, due: Date, runs: number): Date | null {
  return rule.timesMax !== null && runs >= rule.timesMax ? null : nextRun(rule, due);
}

/** The next few runs, the one at `first` among them. */
export function upcomingRuns(rule: Recurrence | null, first: Date, runs: number, count: number): Date[] {
  const upcoming = [first];
  while (rule && upcoming.length < count) {
    const next = runAfter(rule, upcoming.at(-1) as Date, runs + upcoming.length);
    if (!next) break;
    upcoming.push(next);
  }
  return upcoming;
}

export function lastDayOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The first such weekday on or after the day. */
function onWeekday(weekday: number, day: string): string {
  const today = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return addDays(day, (weekday - today + 7) % 7);
}

/** The first such day of a month on or after the day. */
function onDayOfMonth(dayOfMonth: number, day: string): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  const inMonth = (m: number) => utcDay(new Date(Date.UTC(year, m - 1, Math.min(dayOfMonth, lastDayOfMonth(year, m)))));
  const here = inMonth(month);
  return here >= day ? here : inMonth(month + 1);
}

function addDays(day: string, days: number): string {
  return utcDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));
}

const utcDay = (at: Date) => at.toISOString().slice(0, 10);

const dayField = z
  .string({ error: "day" satisfies FieldIssue })
  .regex(/^2[01]\d{2}-\d{2}-\d{2}$/, { error: "day" satisfies FieldIssue, abort: true })
  .refine((text) => !Number.isNaN(Date.parse(text)) && utcDay(new Date(text)) === text, "day" satisfies FieldIssue);
const whole = (minimum: number, maximum: number, issue: FieldIssue) =>
  z.number({ error: issue }).int(issue).min(minimum, issue).max(maximum, issue);
const hourField = whole(0, 23, "hour");

const Rule = z.discriminatedUnion(
  "kind",
  [
    z.object({ kind: z.literal("once"), on: dayField, hour: hourField }),
    z.object({ kind: z.literal("delayed"), delayHours: whole(3, 5, "delay_hours") }),
    z.object({
      kind: z.literal("weekly"),
      weekday: whole(1, 7, "weekday"),
      hour: hourField,
      startsOn: dayField.nullish(),
      endsOn: dayField.nullish(),
      times: whole(1, TIMES_MAX, "times").nullish(),
    }),
    z.object({
      kind: z.literal("monthly"),
      dayOfMonth: whole(1, 31, "day_of_month"),
      hour: hourField,
      startsOn: dayField.nullish(),
      endsOn: dayField.nullish(),
      times: whole(1, TIMES_MAX, "times").nullish(),
    }),
  ],
  { error: "rule" satisfies FieldIssue },
);

export const ScheduleRequestSchema = z.object({
  fromAccountId: z.string(),
  toAccountNumber: z.string().max(100, "account_number" satisfies FieldIssue),
  amount: amountField,
  memo: memoField,
  recipientMemo: memoField,
  idempotencyKey: idempotencyKeyField,
  rule: Rule,
});

export const ScheduleChangeSchema = ScheduleRequestSchema.pick({
  amount: true,
  memo: true,
  recipientMemo: true,
  rule: true,
}).extend({ scheduleId: z.string() });

export type ScheduleRule = z.output<typeof Rule>;

/** When the rule has it run first. @throws InvalidInputError when that is never, over, or too far away */
export function planOf(rule: ScheduleRule, now: Date): Plan {
  if (rule.kind === "delayed") {
    return { kind: "delayed", firstAt: new Date(now.getTime() + rule.delayHours * HOUR_MS) };
  }
  if (rule.kind === "once") {
    const firstAt = kstMoment(rule.on, rule.hour);
    if (firstAt <= now) throw InvalidInputError.of("rule.on", "schedule_past");
    requireNear(firstAt, now, "rule.on");
    return { kind: "once", firstAt };
  }
  const recurrence: Recurrence = {
    kind: rule.kind,
    weekday: rule.kind === "weekly" ? rule.weekday : null,
    dayOfMonth: rule.kind === "monthly" ? rule.dayOfMonth : null,
    hour: rule.hour,
    startsOn: rule.startsOn ?? null,
    endsOn: rule.endsOn ?? null,
    timesMax: rule.times ?? null,
  };
  const firstAt = nextRun(recurrence, now);
  if (!firstAt) throw InvalidInputError.of("rule.endsOn", "schedule_never");
  requireNear(firstAt, now, "rule.startsOn");
  return { kind: rule.kind, firstAt, recurrence };
}

function requireNear(firstAt: Date, now: Date, path: string): void {
  if (firstAt.getTime() - now.getTime() > AHEAD_DAYS * DAY_MS) throw InvalidInputError.of(path, "schedule_far");
}

/** One text for what was asked, for hashes and approvals: of a delayed one the hours, since its moment is not yet known. */
export function ruleText(rule: ScheduleRule): string {
  if (rule.kind === "delayed") return `delayed ${rule.delayHours}`;
  if (rule.kind === "once") return `once ${rule.on} ${rule.hour}`;
  const on = rule.kind === "weekly" ? rule.weekday : rule.dayOfMonth;
  const bounds = [rule.startsOn, rule.endsOn, rule.times].map((each) => each ?? "-").join(" ");
  return `${rule.kind} ${on} ${rule.hour} ${bounds}`;
}

/** Whether a run that was due then is not to be begun any more. */
export function isMissed(due: Date, now: Date): boolean {
  return now.getTime() - due.getTime() > MISSED_AFTER_MS;
}

/** Until when it can be cancelled; null for as long as it has not run. */
export function cancellableUntil(kind: string, nextRunAt: Date | null): Date | null {
  return kind === "delayed" && nextRunAt ? new Date(nextRunAt.getTime() - DELAYED_CLOSES_MS) : null;
}
