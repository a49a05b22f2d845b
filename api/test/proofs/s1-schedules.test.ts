import { setTimeout as sleep } from "node:timers/promises";
import { letBeDue, planned, request } from "../schedules.js";
import { gather } from "../storm.js";
import { startTwoApis } from "../two-apis.js";
import { brokenRules } from "./ledger-history.js";
import { prove } from "./proof.js";
import { type Sabotage, sabotage } from "./sabotage.js";

/** Schedules of one member: as many as one may have. */
const EACH = 50;
const AMOUNT = 100n;
/** One in ten has nothing to send. */
const POOR_EVERY = 10;

/** What a database that answers at once hardly ever shows: a run whose money has moved and whose row does not say so yet. */
const SLOW_TO_FINISH = `
  CREATE FUNCTION test_dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$;
  CREATE TRIGGER test_dawdle BEFORE UPDATE ON schedule_runs FOR EACH ROW EXECUTE FUNCTION test_dawdle()`;

const STILL_MS = 1_000;

/** Runs whose money has moved while nothing says so, of a worker that has not gone on for so long. */
const CAUGHT = `SELECT count(*)::int AS n FROM schedule_runs r
  JOIN movements m ON m.requester_id = r.schedule_id
  JOIN graphile_worker._private_jobs j ON j.payload ->> 'schedule' = r.schedule_id::text
  WHERE r.state = 'running' AND j.locked_at < clock_timestamp() - make_interval(secs => $1 / 1000.0)`;

prove<Sabotage>(
  "S1",
  "schedules that are due at one moment at two API processes, one of which is killed with -9 in the middle: each runs exactly once",
  { small: 100, redWithout: { "no-key": 100 } },
  async ({ count, without }) => {
    const { servers, owner, ownerUrl, number, close } = await startTwoApis();
    const [first] = servers;
    try {
      const members = await gather(first.url, Math.max(2, Math.ceil(count / EACH)), AMOUNT * BigInt(EACH));
      const ids: string[] = [];
      for (let i = 0; i < count; i++) {
        const from = members[Math.floor(i / EACH)] as (typeof members)[number];
        const to = members[(Math.floor(i / EACH) + 1) % members.length] as (typeof members)[number];
        const amount = i % POOR_EVERY === 0 ? 1_000_000n : AMOUNT;
        ids.push((await planned(from, request(from, to, amount, { kind: "DELAYED", delayHours: 3 }))).id);
      }
      const poor = ids.filter((_, i) => i % POOR_EVERY === 0);
      await sabotage(ownerUrl, without);
      await owner.query(SLOW_TO_FINISH);

      const startedAt = Date.now();
      await letBeDue(owner, ids);
      for (const endAt = Date.now() + 120_000; Date.now() < endAt; await sleep(5)) {
        if ((await number(`SELECT count(*)::int AS n FROM schedule_runs`)) >= count * 0.4) break;
      }
      // It stands still while we look whether this is a moment to die in: with money moved that no run knows of.
      let caught = 0;
      for (const endAt = Date.now() + 60_000; caught === 0 && Date.now() < endAt; ) {
        first.send("SIGSTOP");
        // The other's own ones are through by then.
        await sleep(STILL_MS);
        caught = await number(CAUGHT, [STILL_MS - 100]);
        if (caught === 0) first.send("SIGCONT");
      }
      await first.end("SIGKILL");
      const diedAt = Date.now();
      const doneBefore = await number(`SELECT count(*)::int AS n FROM schedule_runs WHERE state <> 'running'`);
      for (const endAt = Date.now() + 300_000; Date.now() < endAt; await sleep(200)) {
        if ((await number(`SELECT count(*)::int AS n FROM schedule_runs WHERE state <> 'running'`)) === count) break;
      }
      const seconds = (Date.now() - startedAt) / 1_000;

      const problems: string[] = [];
      const { rows } = await owner.query(
        `SELECT s.id, s.state, r.state AS run, r.failure, r.movement_id AS movement,
           (SELECT array_agg(m.id) FROM movements m WHERE m.requester_id = s.id AND m.state = 'posted') AS posted,
           (SELECT count(*)::int FROM movements m WHERE m.requester_id = s.id) AS asked,
           (SELECT count(*)::int FROM schedule_runs o WHERE o.schedule_id = s.id) AS runs
         FROM schedules s LEFT JOIN schedule_runs r ON r.schedule_id = s.id`,
      );
      if (rows.length !== count) problems.push(`${rows.length} schedules or runs instead of ${count}`);
      const mayNot = new Set(poor);
      for (const row of rows) {
        const posted: string[] = row.posted ?? [];
        const expected = mayNot.has(row.id) ? 0 : 1;
        if (posted.length !== expected) problems.push(`a schedule moved money ${posted.length} times, not ${expected}`);
        if (row.asked !== 1) problems.push(`the ledger has ${row.asked} movements of one run`);
        if (row.runs !== 1 || row.state !== "ended") problems.push(`a schedule is ${row.state} after ${row.runs} runs`);
        if (row.run !== (expected ? "succeeded" : "failed")) problems.push(`a run is ${row.run}`);
        if (expected && row.movement !== posted[0]) problems.push("a run names another movement");
        if (!expected && row.failure !== "INSUFFICIENT_FUNDS") problems.push(`a run failed for ${row.failure}`);
      }
      const mails = await number(`SELECT count(*)::int AS n FROM mails WHERE template = 'schedule_failed'`);
      if (mails !== poor.length) problems.push(`${mails} mails for ${poor.length} failed runs`);
      const jobs = await number(`SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE run_at <= now()`);
      if (jobs > 0) problems.push(`${jobs} jobs are left`);
      problems.push(...(await brokenRules(owner)));
      return {
        // Without runs that the kill caught between the money and the word of it, it proved nothing.
        rare: { "finished before the kill": doneBefore, "caught with money moved": caught, refused: poor.length },
        figures: {
          "seconds in all": Math.round(seconds),
          "seconds after the kill": Math.round((Date.now() - diedAt) / 1_000),
        },
        problems,
      };
    } finally {
      await close();
    }
  },
);
