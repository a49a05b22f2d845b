import type { DataSource } from "typeorm";
import type { Logger } from "./infra/logger.js";
import type { FundingService } from "./modules/funding/index.js";

interface Job {
  name: string;
  everyMs: number;
  run(): Promise<unknown>;
}

const MINUTE = 60_000;

/** The loops beside the server. Several processes may run them: each job claims what it works on in the database. */
export function startWorkers(source: DataSource, funding: FundingService, logger: Logger) {
  const jobs: Job[] = [
    { name: "resume bank orders", everyMs: 1_000, run: () => funding.resume(50) },
    {
      name: "make next months' partitions",
      everyMs: 360 * MINUTE,
      run: () => source.query(`SELECT ledger_ensure_partitions(3)`),
    },
    { name: "roll up clearing accounts", everyMs: 10 * MINUTE, run: () => source.query(`SELECT ledger_roll_up()`) },
    {
      name: "forget ended sessions",
      everyMs: 60 * MINUTE,
      run: () =>
        source.query(
          `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions
             WHERE expires_at < clock_timestamp() - interval '30 days' LIMIT 1000)`,
        ),
    },
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
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
}
