import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import {
  AccountNotActive,
  IdempotencyConflict,
  InvalidInput,
  LimitExceeded,
  RecipientNotFound,
  resultUnion,
  SameAccount,
  ScheduleOver,
  StepUpRequired,
  TooLateToCancel,
} from "../../graphql/errors.js";
import { Amount } from "../../graphql/scalars.js";
import { type Locale, SCHEDULE_FAILURE_TEXTS } from "../../graphql/texts.js";
import type { ScheduleId } from "../../shared/ids.js";
import { CounterpartyKind, toRecipient } from "../accounts/index.js";
import { recurrenceOf, type ScheduleRunEntity } from "./schedule.entity.js";
import { payeeName } from "./schedule.notices.js";
import { cancellableUntil, upcomingRuns } from "./schedule.policy.js";
import type { ScheduleRecord } from "./schedule.service.js";

const UPCOMING = 3;

export const ScheduleKinds = { ONCE: "once", DELAYED: "delayed", WEEKLY: "weekly", MONTHLY: "monthly" } as const;
registerEnumType(ScheduleKinds, {
  name: "ScheduleKind",
  description: "When a scheduled transfer is made. Holidays and weekends count like any day.",
  valuesConfig: {
    ONCE: { description: "On one day, at a full hour." },
    DELAYED: { description: "Some hours from now; it can be cancelled until 30 minutes before." },
    WEEKLY: { description: "On one day of each week." },
    MONTHLY: { description: "On one day of each month; a month that is shorter has its last day instead." },
  },
});

const ScheduleStates = { ACTIVE: "active", PAUSED: "paused", ENDED: "ended", CANCELLED: "cancelled" } as const;
registerEnumType(ScheduleStates, {
  name: "ScheduleState",
  description: "ACTIVE has a run to come; PAUSED waits to be resumed; ENDED and CANCELLED are over.",
});

const RunStates = { RUNNING: "running", SUCCEEDED: "succeeded", FAILED: "failed" } as const;
registerEnumType(RunStates, {
  name: "ScheduleRunState",
  description: "RUNNING: its outcome is not known yet. FAILED moved no money and is not tried again.",
});

const Failures = Object.fromEntries(Object.keys(SCHEDULE_FAILURE_TEXTS).map((reason) => [reason, reason]));
registerEnumType(Failures, {
  name: "ScheduleFailure",
  description: "Why a run moved no money.",
  valuesConfig: Object.fromEntries(
    Object.entries(SCHEDULE_FAILURE_TEXTS).map(([value, { en }]) => [value, { description: en }]),
  ),
});

@InputType({ description: "When to send. Days and hours are those in Asia/Seoul." })
export class ScheduleRuleInput {
  @Field(() => ScheduleKinds, { description: "Which of the other fields count." })
  kind!: string;

  @Field(() => String, { nullable: true, description: "ONCE: the day, `yyyy-mm-dd`, within a year." })
  on?: string | null;

  @Field(() => Int, { nullable: true, description: "ONCE, WEEKLY, MONTHLY: the hour, 0 to 23." })
  hour?: number | null;

  @Field(() => Int, { nullable: true, description: "DELAYED: hours from now, 3 to 5." })
  delayHours?: number | null;

  @Field(() => Int, { nullable: true, description: "WEEKLY: 1 for Monday to 7 for Sunday." })
  weekday?: number | null;

  @Field(() => Int, { nullable: true, description: "MONTHLY: 1 to 31; 31 is the last day of every month." })
  dayOfMonth?: number | null;

  @Field(() => String, { nullable: true, description: "WEEKLY, MONTHLY: not before this day." })
  startsOn?: string | null;

  @Field(() => String, { nullable: true, description: "WEEKLY, MONTHLY: not after this day. For ever when left out." })
  endsOn?: string | null;

  @Field(() => Int, { nullable: true, description: "WEEKLY, MONTHLY: so many times, 1 to 999." })
  times?: number | null;
}

@InputType({ description: "Money from one's own account to someone's, later." })
export class ScheduleTransferInput {
  @Field(() => ID, { description: "One's own account." })
  fromAccountId!: string;

  @Field({ description: "Twelve digits; spaces and hyphens do not matter." })
  toAccountNumber!: string;

  @Field(() => Amount, { description: "How much each time." })
  amount!: bigint;

  @Field(() => String, { nullable: true, description: "The sender's own note, at most 20 characters." })
  memo?: string | null;

  @Field(() => String, { nullable: true, description: "What the recipient sees, at most 20 characters." })
  recipientMemo?: string | null;

  @Field(() => ScheduleRuleInput, { description: "When." })
  rule!: ScheduleRuleInput;

  @Field(() => ID, { description: "Made once for a schedule, kept through retries: the same key makes at most one." })
  idempotencyKey!: string;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@InputType({ description: "What one of one's own schedules is to be from its next date on." })
export class ChangeScheduleInput {
  @Field(() => ID, { description: "The schedule." })
  scheduleId!: string;

  @Field(() => Amount, { description: "How much each time." })
  amount!: bigint;

  @Field(() => String, { nullable: true, description: "The sender's own note; none when left out." })
  memo?: string | null;

  @Field(() => String, { nullable: true, description: "What the recipient sees; nothing when left out." })
  recipientMemo?: string | null;

  @Field(() => ScheduleRuleInput, { description: "When: of the kind that it is. `startsOn` stays when left out." })
  rule!: ScheduleRuleInput;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@InputType({ description: "One of one's own schedules." })
export class ScheduleInput {
  @Field(() => ID, { description: "The schedule." })
  scheduleId!: string;
}

@ObjectType({ simpleResolvers: true, description: "What became of a schedule on one date." })
export class ScheduleRun {
  @Field(() => GraphQLDateTime, { description: "When it was due." })
  dueAt!: Date;

  @Field(() => RunStates, { description: "How it went." })
  state!: string;

  @Field(() => ID, { nullable: true, description: "The transfer, once it is made." })
  transferId!: string | null;

  @Field(() => Failures, { nullable: true, description: "Why no money has moved." })
  failure!: string | null;

  @Field(() => String, { nullable: true, description: "The same as a sentence, in the language of Accept-Language." })
  failureMessage!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When its outcome was written down." })
  finishedAt!: Date | null;
}

export function toScheduleRun(row: ScheduleRunEntity, locale: Locale): ScheduleRun {
  const { dueAt, state, failure, finishedAt } = row;
  const failureMessage = failure && SCHEDULE_FAILURE_TEXTS[failure][locale];
  return Object.assign(new ScheduleRun(), {
    dueAt,
    state,
    transferId: row.movementId,
    failure,
    failureMessage,
    finishedAt,
  });
}

@ObjectType({ simpleResolvers: true, description: "A transfer that is made later. Only its sender sees it." })
export class Schedule {
  @Field(() => ID, { description: "Opaque." })
  id!: ScheduleId;

  @Field(() => ScheduleKinds, { description: "When it runs." })
  kind!: string;

  @Field(() => ScheduleStates, { description: "Whether it goes on." })
  state!: string;

  @Field(() => ID, { description: "The sender's account." })
  fromAccountId!: string;

  @Field({ description: "Twelve digits." })
  fromAccountNumber!: string;

  @Field({ description: "Twelve digits." })
  toAccountNumber!: string;

  @Field({ description: "Masked: 홍*동. In full for shops and for oneself." })
  recipientName!: string;

  @Field(() => CounterpartyKind, { description: "PERSON or SHOP." })
  recipientKind!: "PERSON" | "SHOP";

  @Field(() => Amount, { description: "How much each time." })
  amount!: bigint;

  @Field(() => String, { nullable: true, description: "The sender's own note." })
  memo!: string | null;

  @Field(() => String, { nullable: true, description: "What the recipient sees." })
  recipientMemo!: string | null;

  @Field(() => Int, { nullable: true, description: "WEEKLY: 1 for Monday to 7 for Sunday." })
  weekday!: number | null;

  @Field(() => Int, { nullable: true, description: "MONTHLY: 1 to 31." })
  dayOfMonth!: number | null;

  @Field(() => Int, { nullable: true, description: "WEEKLY, MONTHLY: the hour in Asia/Seoul." })
  hour!: number | null;

  @Field(() => String, { nullable: true, description: "The last day on which it may run." })
  endsOn!: string | null;

  @Field(() => Int, { nullable: true, description: "Runs in all; null without such an end." })
  timesMax!: number | null;

  @Field(() => Int, { description: "Runs so far, failed ones among them." })
  runCount!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "The next run; null unless ACTIVE." })
  nextRunAt!: Date | null;

  @Field(() => [GraphQLDateTime], { description: `The next ${UPCOMING} runs at most.` })
  upcoming!: Date[];

  @Field(() => GraphQLDateTime, { nullable: true, description: "DELAYED: until when it can be cancelled." })
  cancellableUntil!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;
}

export function toSchedule({ schedule, from, payee }: ScheduleRecord): Schedule {
  const { id, kind, state, amount, memo, recipientMemo, weekday, dayOfMonth, hour, endsOn, timesMax } = schedule;
  const { runCount, nextRunAt, createdAt } = schedule;
  return Object.assign(new Schedule(), {
    ...{ id, kind, state, amount, memo, recipientMemo, weekday, dayOfMonth, hour, endsOn, timesMax },
    ...{ runCount, nextRunAt, createdAt },
    fromAccountId: from.id,
    fromAccountNumber: from.number,
    toAccountNumber: payee.number,
    recipientName: payeeName(payee, from.userId),
    recipientKind: toRecipient(payee).kind,
    upcoming: nextRunAt ? upcomingRuns(recurrenceOf(schedule), nextRunAt, runCount, UPCOMING) : [],
    cancellableUntil: cancellableUntil(kind, nextRunAt),
  });
}

@ObjectType({ simpleResolvers: true, description: "It is planned; no money has moved yet." })
export class ScheduleTransferSuccess {
  @Field(() => Schedule, { description: "The schedule; for a repeated key, the first one as it is now." })
  schedule!: Schedule;

  @Field({ description: "True when the key had been used for this very request before." })
  replayed!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "The schedule is so now; asked again, it stays so." })
export class ScheduleChanged {
  @Field(() => Schedule, { description: "As it is now." })
  schedule!: Schedule;
}

export const ScheduleTransferResult = resultUnion("ScheduleTransferResult", "Answer to scheduleTransfer.", [
  ScheduleTransferSuccess,
  RecipientNotFound,
  SameAccount,
  AccountNotActive,
  LimitExceeded,
  IdempotencyConflict,
  InvalidInput,
  StepUpRequired,
]);

export const ChangeScheduleResult = resultUnion("ChangeScheduleResult", "Answer to changeSchedule.", [
  ScheduleChanged,
  ScheduleOver,
  AccountNotActive,
  LimitExceeded,
  InvalidInput,
  StepUpRequired,
]);

export const ScheduleStateResult = resultUnion(
  "ScheduleStateResult",
  "Answer to pauseSchedule, resumeSchedule and cancelSchedule.",
  [ScheduleChanged, ScheduleOver, TooLateToCancel, InvalidInput],
);
