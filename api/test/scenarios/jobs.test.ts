import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDataSource, createJobPool } from "../../src/data-source.js";
import { addJob, givenUp, startJobs, type Tasks } from "../../src/infra/jobs.js";
import { createLogger } from "../../src/infra/logger.js";
import { inTransaction } from "../../src/shared/transaction.js";
import { acquireDatabase, type TestDatabase } from "../database.js";

let database: TestDatabase;
let source: DataSource;
let pool: pg.Pool;

beforeAll(async () => {
  database = await acquireDatabase();
  source = await createDataSource({ url: database.appUrl }, 2).initialize();
  pool = createJobPool({ url: database.appUrl });
});

afterAll(async () => {
  await pool.end();
  await source.destroy();
  await database.release();
});

const ask = (task: string, n: number) => inTransaction(source, (tx) => addJob(tx, task, { n }));

async function during(tasks: Tasks, work: () => Promise<unknown>): Promise<void> {
  const jobs = await startJobs(pool, tasks, createLogger("fatal"));
  try {
    await work();
  } finally {
    await jobs.stop();
  }
}

async function soon(isSo: () => boolean): Promise<void> {
  const endAt = Date.now() + 10_000;
  while (!isSo() && Date.now() < endAt) await sleep(20);
  expect(isSo()).toBe(true);
}

test("a job is done if and only if its transaction commits", async () => {
  const done: unknown[] = [];
  const tasks: Tasks = { note: async (payload) => void done.push(payload) };
  await during(tasks, async () => {
    const undone = inTransaction(source, async (tx) => {
      await addJob(tx, "note", { n: 1 });
      throw new Error("taken back");
    });
    await expect(undone).rejects.toThrow("taken back");
    await ask("note", 2);
    await soon(() => done.length > 0);
  });
  expect(done).toEqual([{ n: 2 }]);
});

test("a job that fails is tried again", async () => {
  let tries = 0;
  const tasks: Tasks = {
    stumble: async () => {
      tries++;
      if (tries === 1) throw new Error("not today");
    },
  };
  await during(tasks, async () => {
    await ask("stumble", 1);
    await soon(() => tries === 2);
  });
});

test("what a worker leaves behind that died is taken up by others; what one works at that lives is not", async () => {
  await ask("left", 1);
  await ask("left", 2);
  await pool.query(
    `INSERT INTO job_workers VALUES ('lives', clock_timestamp()), ('died', clock_timestamp() - interval '1 min')`,
  );
  await pool.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = clock_timestamp() - interval '1 min',
       locked_by = CASE payload ->> 'n' WHEN '1' THEN 'died' ELSE 'lives' END`,
  );
  const done: unknown[] = [];
  await during({ left: async (payload) => void done.push(payload) }, async () => {
    await soon(() => done.length > 0);
    await sleep(1_500);
  });
  expect(done).toEqual([{ n: 1 }]);
});

test("what moves money goes before what only tells, however long that has waited", async () => {
  const begun: string[] = [];
  const work = (name: string) => async () => {
    begun.push(name);
    await sleep(30);
  };
  await inTransaction(source, async (tx) => {
    for (let n = 0; n < 40; n++) await addJob(tx, "tell", { n }, { urgency: "spare" });
    await addJob(tx, "pay", {}, { urgency: "money" });
  });
  await during({ tell: work("tell"), pay: work("pay") }, () => soon(() => begun.length === 41));
  expect(begun.indexOf("pay")).toBeLessThan(4);
});

test("a worker that is being stopped seems alive as long as it is at a job", async () => {
  const [begun, finished] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const long = async () => {
    begun.resolve();
    await finished.promise;
  };
  await ask("long", 1);
  const jobs = await startJobs(pool, { long }, createLogger("fatal"));
  await begun.promise;
  const stopped = jobs.stop();
  const seenAt = async () => (await pool.query(`SELECT max(seen_at) AS at FROM job_workers`)).rows[0].at as Date;
  const before = await seenAt();
  await expect.poll(async () => (await seenAt()) > before, { timeout: 10_000 }).toBe(true);
  finished.resolve();
  await stopped;
});

test("jobs whose tries are used up are counted, and forgotten in a week unless money hangs on them", async () => {
  await inTransaction(source, async (tx) => {
    for (const n of [1, 2]) await addJob(tx, "tell", { n }, { urgency: "spare", attemptsMax: 1 });
    await addJob(tx, "pay", {}, { urgency: "money", attemptsMax: 1 });
  });
  await pool.query(
    `UPDATE graphile_worker._private_jobs SET attempts = 1,
       updated_at = CASE payload ->> 'n' WHEN '1' THEN now() ELSE now() - interval '8 days' END`,
  );
  expect(await givenUp(source.manager)).toEqual([
    { task: "pay", count: 1, isMoney: true },
    { task: "tell", count: 1, isMoney: false },
  ]);
});
