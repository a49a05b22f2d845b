import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createLedgerPool, migrate } from "../../src/data-source.js";
import type { EmbeddedPostgres } from "../../src/embedded-postgres.js";
import { BATCHING_DEFAULTS, BatchingLedgerEngine } from "../../src/modules/ledger/index.js";
import { OutcomeUnknown } from "../../src/modules/ledger/ledger.store.js";
import { startTemporaryPostgres } from "../temporary-postgres.js";
import { answeredFromTheirKey, countFailures, drive, findProblems, openWorld } from "./ledger-history.js";
import { prove } from "./proof.js";
import { sabotage, storeOn } from "./sabotage.js";

prove(
  "R2",
  "PostgreSQL killed with -9 in the middle of movements: nothing lost, nothing doubled",
  { small: 3_000, redWithout: { "no-key": 300, "early-answer": 600, "no-sync": 1_500 } },
  async ({ count, random, without }) => {
    // More than a hundred for a hundred thousand movements, and a few in the build.
    const kills = Math.max(4, Math.round(count / 900));
    const { postgres, end } = await startTemporaryPostgres("r2");
    try {
      await migrate(postgres.ownerUrl);
      await sabotage(postgres.ownerUrl, without);
      const pool = createLedgerPool({ url: postgres.appUrl }, 6);
      const store = storeOn(pool, without);
      const cutOff = countFailures(store, (error) => error instanceof OutcomeUnknown);
      const engine = new BatchingLedgerEngine(store, () => undefined, {
        ...BATCHING_DEFAULTS,
        batchMax: 16,
        retryForMs: 8_000,
      });
      const world = await openWorld(pool, engine, 30, 20_000n);

      const outages: number[] = [];
      let up = true;
      postgres.on("up", (downMs) => {
        up = true;
        outages.push(downMs);
      });
      const killAt = Array.from({ length: kills }, (_, i) => Math.round(((i + 0.5) * count) / kills));
      let asks = 0;
      let killed = 0;
      const killing: Promise<void>[] = [];
      // Counting what is asked of the engine puts the kills between movements that are under way.
      const counted = {
        apply: (movements: Parameters<typeof engine.apply>[0]) => {
          if (up && ++asks >= (killAt[killed] ?? Infinity)) {
            killed++;
            up = false;
            killing.push(killServer(postgres));
          }
          return engine.apply(movements);
        },
      };
      const asked = await drive([counted], world, { count, clients: 32, random });
      await Promise.all(killing);
      if (!up) await once(postgres, "up");
      const replayed = answeredFromTheirKey(asked);
      const unknown = asked.reduce((sum, each) => sum + each.unknown, 0);
      const problems = await findProblems(asked, world, pool);
      await pool.end();
      if (killed !== kills) problems.push(`${killed} kills instead of ${kills}`);
      return {
        // Batches that were under way as the server died; seldom had it committed one and not yet said so.
        rare: { killed, outages: outages.length, cutOff: cutOff() },
        figures: { replayed, longestOutageMs: Math.max(...outages), unknown },
        problems,
      };
    } finally {
      await end();
    }
  },
);

/** The postmaster and all that it started, at once: none of them may finish or write down what it was at. */
async function killServer(postgres: EmbeddedPostgres): Promise<void> {
  const postmaster = Number((await readFile(join(postgres.cluster, "postmaster.pid"), "utf8")).split("\n")[0]);
  const children = await childrenOf(postmaster);
  for (const pid of [postmaster, ...children]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself in between.
    }
  }
}

/** Linux alone tells; elsewhere the children see within moments that their parent is gone. */
async function childrenOf(parent: number): Promise<number[]> {
  const entries = await readdir("/proc").catch(() => []);
  const found = await Promise.all(
    entries
      .filter((entry) => /^\d+$/.test(entry))
      .map(async (entry) => {
        const stat = await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "");
        // The command's name stands in brackets and may hold anything; after it come the state and the parent.
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent ? Number(entry) : null;
      }),
  );
  return found.filter((pid) => pid !== null);
}
