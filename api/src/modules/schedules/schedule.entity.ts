import { Column, Entity, PrimaryColumn } from "typeorm";
import { bigintColumn } from "../../infra/bigint-column.js";
import type { ScheduleFailure } from "../../shared/errors.js";
import type { AccountId, MovementId, ScheduleId, UserId } from "../../shared/ids.js";
import { isRepeating, type Recurrence } from "./schedule.policy.js";

export type ScheduleKind = "once" | "delayed" | "weekly" | "monthly";

/** active: a run is to come. ended: there is no further one. */
export type ScheduleState = "active" | "paused" | "ended" | "cancelled";

/** From where and to whom it is never changes. Its terms do between runs, its state at any time. */
@Entity("schedules")
export class ScheduleEntity {
  @PrimaryColumn("uuid")
  id!: ScheduleId;

  @Column("uuid", { name: "user_id" })
  userId!: UserId;

  @Column("uuid", { name: "from_account_id" })
  fromAccountId!: AccountId;

  @Column("uuid", { name: "payee_account_id" })
  payeeAccountId!: AccountId;

  @Column("bigint", { transformer: bigintColumn })
  amount!: bigint;

  @Column("text", { nullable: true })
  memo!: string | null;

  @Column("text", { name: "recipient_memo", nullable: true })
  recipientMemo!: string | null;

  @Column("text")
  kind!: ScheduleKind;

  @Column("smallint", { nullable: true })
  weekday!: number | null;

  @Column("smallint", { name: "day_of_month", nullable: true })
  dayOfMonth!: number | null;

  @Column("smallint", { nullable: true })
  hour!: number | null;

  @Column("date", { name: "starts_on", nullable: true })
  startsOn!: string | null;

  @Column("date", { name: "ends_on", nullable: true })
  endsOn!: string | null;

  @Column("int", { name: "times_max", nullable: true })
  timesMax!: number | null;

  @Column("text")
  state!: ScheduleState;

  /** Names the run to come; null unless active. */
  @Column({ type: "timestamptz", name: "next_run_at", precision: 3, nullable: true })
  nextRunAt!: Date | null;

  /** Runs begun. */
  @Column("int", { name: "run_count", default: 0 })
  runCount!: number;

  @Column("text", { name: "idempotency_key" })
  idempotencyKey!: string;

  @Column("bytea", { name: "request_hash" })
  requestHash!: Buffer;

  @Column("timestamptz", { name: "created_at" })
  createdAt!: Date;
}

/** One row for each date on which a schedule was begun to be carried out. */
@Entity("schedule_runs")
export class ScheduleRunEntity {
  @PrimaryColumn("uuid", { name: "schedule_id" })
  scheduleId!: ScheduleId;

  @PrimaryColumn({ type: "timestamptz", name: "due_at", precision: 3 })
  dueAt!: Date;

  @Column("text")
  state!: "running" | "succeeded" | "failed";

  @Column("uuid", { name: "movement_id", nullable: true })
  movementId!: MovementId | null;

  @Column("text", { nullable: true })
  failure!: ScheduleFailure | null;

  @Column("timestamptz", { name: "finished_at", nullable: true })
  finishedAt!: Date | null;
}

export function recurrenceOf({
  kind,
  weekday,
  dayOfMonth,
  hour,
  startsOn,
  endsOn,
  timesMax,
}: ScheduleEntity): Recurrence | null {
  return isRepeating(kind) ? { kind, weekday, dayOfMonth, hour: hour ?? 0, startsOn, endsOn, timesMax } : null;
}
