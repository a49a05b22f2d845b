import { EventEmitter } from "node:events";
import { Logger as JobLogger, run, runMigrations, type WorkerEvents } from "graphile-worker";
import type { Pool } from "pg";
import type { EntityManager } from "typeorm";
import type { Logger } from "./logger.js";

/** A worker that has not been seen for so long is gone, and others take up what it was doing. */
const GONE_SECONDS = 20;
const SEEN_EVERY_MS = 5_000;
const AT_ONCE = 4;
const GIVEN_UP_KEPT_DAYS = 7;
/** Lower goes first: what moves money never waits behind a push service that does not answer. */
const PRIORITY = { money: -10, ordinary: 0, spare: 10 } as const;

/**
 * What to do with the payload of a job. It may be asked for again: after an error, and after a process died in the
 * middle of it, so a task finds out what is done already.
 */
export type Tasks = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

export interface JobOptions {
  /** Not before; now when left out. */
  runAt?: Date;
  /** A job of the same key that has not begun yet is replaced. */
  key?: string;
  /** Tries, with growing pauses between them. */
  attemptsMax?: number;
  /** Which goes first where more are due than are carried out at a time. */
  urgency?: keyof typeof PRIORITY;
}

/** Asks for a job, in the caller's transaction: there is one if and only if that commits. */
export async function addJob(
  tx: EntityManager,
  task: string,
  payload: object,
  { runAt, key, attemptsMax, urgency = "ordinary" }: JobOptions = {},
): Promise<void> {
  await tx.query(
    `SELECT FROM graphile_worker.add_job($1, $2::json, run_at => $3, job_key => $4, max_attempts => $5, priority => $6)`,
    [task, JSON.stringify(payload), runAt ?? null, key ?? null, attemptsMax ?? 10, PRIORITY[urgency]],
  );
}

/** The tables of graphile-worker, and for `role` the right to use them: they come locked to everybody but their owner. */
export async function migrateJobs(url: string, role: string, query: (sql: string) => Promise<unknown>): Promise<void> {
  await runMigrations({ connectionString: url, logger: new JobLogger(() => () => undefined) });
  await query(`
    GRANT USAGE ON SCHEMA graphile_worker TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO ${role};
    REVOKE INSERT, UPDATE, DELETE ON graphile_worker.migrations FROM ${role};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO ${role};
    DO $$
    DECLARE each name;
    BEGIN
      FOR each IN SELECT relname FROM pg_class
        WHERE relnamespace = 'graphile_worker'::regnamespace AND relrowsecurity
          AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid)
      LOOP
        EXECUTE format('CREATE POLICY application ON graphile_worker.%I TO ${role} USING (true)', each);
      END LOOP;
    END $$`);
}

/** Carries jobs out, some at a time, until it is stopped. Any number of processes may. */
export async function startJobs(pool: Pool, tasks: Tasks, logger: Logger) {
  const events: WorkerEvents = new EventEmitter();
  const ids = new Set<string>();
  events.on("worker:create", ({ worker }) => ids.add(worker.workerId));
  const runner = await run({
    pgPool: pool,
    concurrency: AT_ONCE,
    noHandleSignals: true,
    pollInterval: 1_000,
    parsedCronItems: [],
    events,
    logger: jobLogger(logger),
    taskList: Object.fromEntries(Object.entries(tasks).map(([name, work]) => [name, (payload) => work(payload)])),
  });
  runner.promise.catch((error: unknown) => logger.error({ err: error }, "jobs are not carried out any more"));
  const show = () =>
    beSeen(pool, [...ids]).catch((error: unknown) => logger.error({ err: error }, "workers cannot say they are there"));
  await show();
  const timer = setInterval(() => void show(), SEEN_EVERY_MS);
  return {
    async stop(): Promise<void> {
      // Who stops seeming alive while a job is still being finished would have it taken up by others.
      await runner.stop().catch(() => undefined);
      clearInterval(timer);
      await pool.query(`DELETE FROM job_workers WHERE id = ANY($1)`, [[...ids]]).catch(() => undefined);
    },
  };
}

/**
 * Counts jobs whose tries are used up, which graphile-worker keeps for ever, and forgets those of a week ago unless money
 * hangs on them.
 */
export async function givenUp(
  manager: EntityManager,
): Promise<Array<{ task: string; count: number; isMoney: boolean }>> {
  const isOver = `attempts >= max_attempts AND locked_at IS NULL`;
  await manager.query(
    `SELECT FROM graphile_worker.complete_jobs(ARRAY(SELECT id FROM graphile_worker.jobs
       WHERE ${isOver} AND priority > $1 AND updated_at < clock_timestamp() - make_interval(days => $2) LIMIT 5000))`,
    [PRIORITY.money, GIVEN_UP_KEPT_DAYS],
  );
  return manager.query(
    `SELECT task_identifier AS task, count(*)::int AS count, priority <= $1 AS "isMoney" FROM graphile_worker.jobs
     WHERE ${isOver} GROUP BY task_identifier, priority <= $1 ORDER BY task_identifier`,
    [PRIORITY.money],
  );
}

/** Left alone, graphile-worker would leave the jobs of a process that died locked for four hours. */
async function beSeen(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query(
    `INSERT INTO job_workers (id, seen_at) SELECT unnest($1::text[]), clock_timestamp()
     ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`,
    [ids],
  );
  await pool.query(
    `WITH gone AS (DELETE FROM job_workers WHERE seen_at < clock_timestamp() - make_interval(secs => $1)),
       left_behind AS (
         SELECT DISTINCT j.locked_by FROM graphile_worker.jobs j LEFT JOIN job_workers w ON w.id = j.locked_by
         WHERE j.locked_at < clock_timestamp() - make_interval(secs => $1)
           AND (w.id IS NULL OR w.seen_at < clock_timestamp() - make_interval(secs => $1)))
     SELECT graphile_worker.force_unlock_workers(array_agg(locked_by)) FROM left_behind HAVING count(*) > 0`,
    [GONE_SECONDS],
  );
}

/** Its words in our log. A task that fails is tried again and told as a warning; a payload is never told. */
function jobLogger(logger: Logger): JobLogger {
  return new JobLogger((scope) => (level, message) => {
    const about = { job: scope.jobId, task: scope.taskIdentifier };
    if (level === "error" || level === "warning") logger.warn(about, message);
    else logger.debug(about, message);
  });
}
