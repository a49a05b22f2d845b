import type { Schedule_ScheduleFragment, ScheduleKind, ScheduleRuleInput } from "../gql/graphql";
import { dayAfter, dayBefore, dayKey, formatTime, hourOn } from "./dates";

const HOUR_MS = 3_600_000;

export const ENDS = ["never", "on", "times"] as const;

/** When money is to be sent, as it stands in a form. */
export interface RuleAnswers {
  kind: ScheduleKind | "NOW";
  on: string;
  hour: number;
  weekday: number;
  dayOfMonth: number;
  delayHours: number;
  ends: (typeof ENDS)[number];
  endsOn: string;
  times: string;
}

export const isRepeating = (kind: RuleAnswers["kind"]) => kind === "WEEKLY" || kind === "MONTHLY";

export function answersOf(rule: ScheduleRuleInput | null | undefined): RuleAnswers {
  return {
    kind: rule?.kind ?? "NOW",
    on: rule?.on ?? dayBefore(-1),
    hour: rule?.hour ?? 9,
    weekday: rule?.weekday ?? 1,
    dayOfMonth: rule?.dayOfMonth ?? 25,
    delayHours: rule?.delayHours ?? 3,
    ends: rule?.endsOn ? "on" : rule?.times ? "times" : "never",
    endsOn: rule?.endsOn ?? "",
    times: rule?.times?.toString() ?? "",
  };
}

/** What of the answers the server is to know: null for at once, undefined while one is missing. */
export function ruleOf(answers: RuleAnswers): ScheduleRuleInput | null | undefined {
  const { kind, on, hour, weekday, dayOfMonth, delayHours, ends, endsOn, times } = answers;
  if (kind === "NOW") return null;
  if (kind === "DELAYED") return { kind, delayHours };
  if (kind === "ONCE") return on ? { kind, on, hour } : undefined;
  const day = kind === "WEEKLY" ? { weekday } : { dayOfMonth };
  if (ends === "on") return endsOn ? { kind, ...day, hour, endsOn } : undefined;
  if (ends === "times") return Number(times) > 0 ? { kind, ...day, hour, times: Number(times) } : undefined;
  return { kind, ...day, hour };
}

/** The first full hour of a day that has not begun; 24 where none is left. */
export function firstHourOn(day: string, now = new Date()): number {
  const hour = Math.floor((now.getTime() - Date.parse(hourOn(day, 0))) / HOUR_MS) + 1;
  return Math.min(Math.max(hour, 0), 24);
}

/** When it is to happen first, or null when it ends before; as the server reckons it (schedule.policy.ts). */
export function firstRun(rule: ScheduleRuleInput, now = new Date()): string | null {
  if (rule.kind === "DELAYED") return new Date(now.getTime() + (rule.delayHours ?? 0) * HOUR_MS).toISOString();
  if (rule.kind === "ONCE") return rule.on ? hourOn(rule.on, rule.hour ?? 0) : null;
  for (let day = dayKey(now); ; day = dayAfter(day)) {
    if (rule.endsOn && day > rule.endsOn) return null;
    const at = hourOn(day, rule.hour ?? 0);
    if (fits(rule, day) && at > now.toISOString()) return at;
  }
}

function fits({ kind, weekday, dayOfMonth }: ScheduleRuleInput, day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  if (kind === "WEEKLY") return (date.getUTCDay() || 7) === weekday;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.getUTCDate() === Math.min(dayOfMonth ?? 1, lastDay);
}

/** What would have to be asked for to get this schedule. */
export function ruleOfSchedule(schedule: Schedule_ScheduleFragment): ScheduleRuleInput {
  const { kind, weekday, dayOfMonth, endsOn, timesMax: times, nextRunAt } = schedule;
  if (isRepeating(kind)) return { kind, weekday, dayOfMonth, hour: schedule.hour, endsOn, times };
  if (!nextRunAt) return { kind };
  return { kind, on: dayKey(nextRunAt), hour: Number(formatTime(nextRunAt, "ko").slice(0, 2)) };
}
