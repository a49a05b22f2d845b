import type { EntityManager } from "typeorm";
import { addJob } from "../../infra/jobs.js";
import { isId, type ScheduleId } from "../../shared/ids.js";
import { ScheduleEntity } from "./schedule.entity.js";
import type { RunsSoFar } from "./schedule.terms.js";

/** The kind of job that carries out one run. */
export const RUN_SCHEDULE = "run_schedule";

/** About ten days of trying: an outcome that is not known is asked for until it is. */
const ATTEMPTS_MAX = 50;

/** One run of a schedule, named by the moment at which it is due. */
export interface DueRun {
  schedule: ScheduleId;
  due: Date;
}

/** A run and a change of its schedule wait for each other here. */
export async function lockSchedule(tx: EntityManager, id: ScheduleId): Promise<ScheduleEntity | null> {
  return tx
    .createQueryBuilder(ScheduleEntity, "schedule")
    .setLock("for_no_key_update")
    .where("schedule.id = :id", { id })
    .getOne();
}

export async function runsSoFar(tx: EntityManager, id: ScheduleId): Promise<RunsSoFar> {
  const [runs] = await tx.query(
    `SELECT max(due_at) AS "lastDueAt", coalesce(bool_or(state = 'running'), false) AS "isUnderWay"
     FROM schedule_runs WHERE schedule_id = $1`,
    [id],
  );
  return runs;
}

/**
 * Asks for a run in the transaction that says when it is. Each date has a job of its own, so one that is being carried
 * out is not touched by the next; of a schedule that was changed since, a job finds nothing to do.
 */
export async function planRun(tx: EntityManager, { schedule, due }: DueRun): Promise<void> {
  const payload = { schedule, due: due.toISOString() };
  await addJob(tx, RUN_SCHEDULE, payload, {
    runAt: due,
    key: `${RUN_SCHEDULE} ${payload.schedule} ${payload.due}`,
    attemptsMax: ATTEMPTS_MAX,
    urgency: "money",
  });
}

/** What `planRun` has written. */
export function readDueRun(payload: unknown): DueRun {
  const { schedule, due } = payload as { schedule: string; due: string };
  const at = new Date(due);
  if (!isId<ScheduleId>(schedule) || Number.isNaN(at.getTime())) throw new Error("a job names no run");
  return { schedule, due: at };
}
