import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLedgerPool, migrate } from "../../src/data-source.js";
import { startEmbeddedPostgres } from "../../src/embedded-postgres.js";
import { BATCHING_DEFAULTS, BatchingLedgerEngine, LedgerStore } from "../../src/modules/ledger/index.js";
import { seeded } from "../storm.js";
import { drive, findProblems, openWorld } from "./ledger-history.js";
import { evidence, size } from "./size.js";

/** How often the server is killed for a number of movements: the goal's 100 for 100,000, three in the build. */
const killsFor = (count: number) => Math.max(3, Math.round(count / 1_000));

test("R2 PostgreSQL killed with -9 in the middle of movements: nothing lost, nothing doubled", {
  timeout: 3_000_000,
}, async () => {
  const seed = Date.now() % 2 ** 31;
  const random = seeded(seed);
  const count = size(3_000);
  const kills = killsFor(count);
  const dataDir = await mkdtemp(join(tmpdir(), "chickpay-r2-"));
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  try {
    await migrate(postgres.ownerUrl);
    const pool = createLedgerPool({ url: postgres.appUrl }, 6);
    const engine = new BatchingLedgerEngine(new LedgerStore(pool), () => undefined, {
      ...BATCHING_DEFAULTS,
      batchMax: 16,
      retryForMs: 8_000,
    });
    const world = await openWorld(pool, engine, 30, 20_000n);

    const outages: number[] = [];
    postgres.on("up", (downMs) => outages.push(downMs));
    let done = 0;
    let killed = 0;
    const killAt = new Set(Array.from({ length: kills }, (_, i) => Math.round(((i + 0.5) * count) / kills)));
    // Counting what is asked of the engine puts the kills between movements that are under way.
    const counted = {
      apply: async (movements: Parameters<typeof engine.apply>[0]) => {
        if (killAt.delete(++done)) {
          killed++;
          const pid = Number((await readFile(join(postgres.cluster, "postmaster.pid"), "utf8")).split("\n")[0]);
          process.kill(pid, "SIGKILL");
        }
        return engine.apply(movements);
      },
    };
    const asked = await drive([counted], world, { count, clients: 32, random });
    const unknown = asked.reduce((sum, each) => sum + each.unknown, 0);
    const replayed = asked.flatMap((each) => each.answers).filter((each) => "replayed" in each && each.replayed).length;
    const problems = await findProblems(asked, world, pool);
    const longestMs = Math.max(...outages);
    evidence("R2", {
      seed,
      operations: count,
      killed,
      longestOutageMs: longestMs,
      unknown,
      replayed,
      problems: problems.length,
    });
    await pool.end();
    expect(problems).toEqual([]);
    expect(outages.length).toBeGreaterThanOrEqual(1);
    expect(killed).toBe(kills);
  } finally {
    await postgres.stop();
    await rm(postgres.cluster, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  }
});
