import type { DataSource } from "typeorm";
import { RULES } from "./book-rules.js";
import type { Services } from "./container.js";
import { givenUp } from "./infra/jobs.js";
import type { Logger } from "./infra/logger.js";
import type { Metrics } from "./infra/metrics.js";
import { historyProjection } from "./modules/history/index.js";
import { insightsProjection } from "./modules/insights/index.js";
import { checkBook, readPartitionState, readVerdict, writeVerdict } from "./modules/ledger/index.js";
import { notificationProjection } from "./modules/notifications/index.js";
import { ReaderLane } from "./modules/outbox/index.js";
import { kstDay, kstHour } from "./shared/clock.js";
import { forgetAll } from "./shared/forget.js";
import { inTransaction } from "./shared/transaction.js";

interface Job {
  name: string;
  everyMs: number;
  run(): Promise<unknown>;
}

const MINUTE = 60_000;
/** So many movements waiting or in flight are more than an ordinary hour's. */
const BUSY_DEPTH = 16;

/** The loops beside the server. Several processes may run them: each job claims what it works on in the database. */
export function startWorkers(source: DataSource, services: Services, metrics: Metrics, logger: Logger) {
  const {
    directory,
    membership,
    users,
    challenges,
    codes,
    funding,
    keyProofs,
    mail,
    sessions,
    balances,
    outbox,
    engine,
    notifications,
    pushes,
    requests,
    statements,
  } = services;
  const lane = new ReaderLane(
    outbox,
    notificationProjection,
    [insightsProjection, historyProjection],
    () => engine.depth >= BUSY_DEPTH,
    (reader, eventsLeft) => metrics.recordEventsLeft(reader, eventsLeft),
    logger,
  );
  const jobs: Job[] = [
    { name: "resume bank orders", everyMs: 1_000, run: () => funding.resume(50) },
    { name: "send mail", everyMs: 1_000, run: async () => metrics.recordMail(await mail.deliver()) },
    { name: "forget old mail", everyMs: 60 * MINUTE, run: () => mail.forgetOld() },
    { name: "forget old e-mail codes", everyMs: 60 * MINUTE, run: () => codes.forgetOld() },
    { name: "hear of ended sessions", everyMs: 500, run: () => sessions.hearOfEnded() },
    { name: "hear of other processes' movements", everyMs: 500, run: () => balances.refresh() },
    {
      name: "make next months' partitions",
      everyMs: 10 * MINUTE,
      run: () => makePartitions(source),
    },
    { name: "watch the partitions", everyMs: 5 * MINUTE, run: () => watchPartitions(source, metrics, logger) },
    { name: "roll up clearing accounts", everyMs: 10 * MINUTE, run: () => source.query(`SELECT ledger_roll_up()`) },
    { name: "check the books", everyMs: 10 * MINUTE, run: () => checkTheBooks(source, logger, new Date()) },
    { name: "show how the books were found", everyMs: MINUTE, run: () => showVerdict(source, metrics) },
    { name: "tell of expired requests", everyMs: MINUTE, run: () => requests.tellExpired(200) },
    { name: "end memberships", everyMs: MINUTE, run: () => membership.endDue(100) },
    { name: "forget who left elsewhere", everyMs: MINUTE, run: () => directory.forgetDeparted() },
    { name: "seal personal data of former releases", everyMs: 1_000, run: () => users.sealOld(200) },
    { name: "forget old proofs of keys", everyMs: MINUTE, run: () => keyProofs.forgetOld() },
    { name: "take in events", everyMs: 500, run: () => lane.run() },
    { name: "tell of new notifications", everyMs: 500, run: () => notifications.hear() },
    { name: "forget old notifications", everyMs: 60 * MINUTE, run: () => notifications.forgetOld() },
    { name: "forget browsers of ended sessions", everyMs: 60 * MINUTE, run: () => pushes.forgetEnded() },
    { name: "forget old statements", everyMs: 10 * MINUTE, run: () => statements.forgetOld() },
    { name: "forget old challenges", everyMs: 10 * MINUTE, run: () => challenges.forgetOld() },
    {
      name: "forget ended sessions",
      everyMs: 60 * MINUTE,
      run: () =>
        forgetAll(
          source,
          `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions
             WHERE expires_at < clock_timestamp() - interval '30 days' LIMIT $1)`,
        ),
    },
    { name: "watch jobs that were given up", everyMs: 10 * MINUTE, run: () => watchGivenUp(source, metrics, logger) },
  ];
  const running = new Set<Promise<void>>();
  let stopped = false;
  const timers = jobs.map((job) => {
    let busy = false;
    const tick = () => {
      if (busy || stopped) return;
      busy = true;
      const done: Promise<void> = job
        .run()
        .then(() => undefined)
        .catch((error: unknown) => logger.error({ err: error, job: job.name }, "job failed"))
        .finally(() => {
          busy = false;
          running.delete(done);
        });
      running.add(done);
    };
    tick();
    return setInterval(tick, job.everyMs);
  });
  return {
    async stop(): Promise<void> {
      stopped = true;
      lane.stop();
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
}

/**
 * Whoever waits for a lock on the postings keeps all money behind it waiting, and this is in no hurry: they are made
 * months ahead.
 */
async function makePartitions(source: DataSource): Promise<void> {
  await inTransaction(source, async (tx) => {
    await tx.query(`SET LOCAL lock_timeout = '200ms'`);
    await tx.query(`SELECT ledger_ensure_partitions(3)`);
  });
}

/** A posting without its month's partition is safe and must be moved: docs/runbooks/ledger-archive.md. */
async function watchPartitions(source: DataSource, metrics: Metrics, logger: Logger): Promise<void> {
  const state = await readPartitionState((sql) => source.query(sql));
  metrics.recordPartitions(state);
  if (state.defaultRows > 0) logger.error(state, "postings stand in the default partition");
  else if (state.monthsAhead < 2) logger.error(state, "the partitions of the next months are not being made");
}

/** Tells of jobs whose tries are used up: what is told late is lost, but money that waits for one needs a person. */
async function watchGivenUp(source: DataSource, metrics: Metrics, logger: Logger): Promise<void> {
  const counts = await givenUp(source.manager);
  metrics.recordJobsGivenUp(counts);
  for (const { task, count, isMoney } of counts)
    if (isMoney) logger.error({ task, count }, "jobs that move money were given up");
}

/** Between three and four in the morning in Seoul: the day that has begun; else null. */
const nightOf = (at: Date) => (kstHour(at) === 3 ? kstDay(at) : null);

/** Once a night: by whichever of several processes comes first, and where that fails by whichever comes next. */
export async function checkTheBooks(source: DataSource, logger: Logger, now: Date): Promise<void> {
  const night = nightOf(now);
  if (night === null) return;
  const runner = source.createQueryRunner();
  const query = (sql: string, values?: unknown[]) => runner.query(sql, values);
  try {
    const [lock] = await query(`SELECT pg_try_advisory_lock(hashtext('chickpay book check')) AS mine`);
    if (!lock.mine) return;
    const last = await readVerdict(query);
    if (last && nightOf(last.checkedAt) === night) return;
    // Looking at everything takes longer than any request may.
    await query(`SET statement_timeout = '30min'`);
    const violations = await checkBook(query, RULES);
    for (const violation of violations) logger.fatal({ violation }, "the books break a rule");
    await writeVerdict(query, { checkedAt: now, broken: violations.map(({ rule }) => rule) });
  } finally {
    // On a connection that was lost there is nothing to take back, and what lost it is what the log is to tell.
    await query(`RESET statement_timeout; SELECT pg_advisory_unlock_all()`).catch(() => undefined);
    await runner.release();
  }
}

/** Whoever looked last, a process since restarted or another one: what is broken is told until a look finds it mended. */
async function showVerdict(source: DataSource, metrics: Metrics): Promise<void> {
  const verdict = await readVerdict((sql) => source.query(sql));
  if (verdict) metrics.recordBookCheck(Object.keys(RULES), verdict.broken, verdict.checkedAt);
}
