import pg from "pg";
import { describe, expect, test } from "vitest";
import { createLedgerPool } from "../../src/data-source.js";
import {
  BATCHING_DEFAULTS,
  BatchingLedgerEngine,
  LedgerStore,
  type Movement,
  type Outcome,
} from "../../src/modules/ledger/index.js";
import { newId } from "../../src/shared/ids.js";
import { openLedger } from "../ledger-harness.js";
import { seeded } from "../storm.js";
import { startCutProxy } from "./cut-proxy.js";
import { drive, findProblems, openWorld } from "./ledger-history.js";
import { type Sabotage, sabotage } from "./sabotage.js";
import { evidence, size } from "./size.js";

/** Gives a batch new ids at each try: a movement's id would else stand in for the key that sabotage took away. */
class ForgetfulStore extends LedgerStore {
  override applyBatch(movements: readonly Movement[]): Promise<Outcome[]> {
    return super.applyBatch(movements.map((each) => ({ ...each, id: newId() })));
  }
}

async function run(count: number, without?: Sabotage) {
  const seed = Date.now() % 2 ** 31;
  const random = seeded(seed);
  const ledger = await openLedger();
  const url = new URL(ledger.database.appUrl);
  const proxy = await startCutProxy(url.searchParams.get("host") ?? "", random, 0.3);
  url.searchParams.set("host", proxy.directory);
  const pool = createLedgerPool({ url: url.href }, 6);
  try {
    const world = await openWorld(ledger.pool, ledger.engine, 40, 5_000n);
    if (without) {
      const owner = new pg.Client({ connectionString: ledger.database.ownerUrl });
      await owner.connect();
      await sabotage(owner, without);
      await owner.end();
    }
    // Small batches: each cut should be about few movements, so that there are many cuts.
    const options = { ...BATCHING_DEFAULTS, batchMax: 8, inFlightMax: 4, retryForMs: 30_000 };
    const store = without ? new ForgetfulStore(pool) : new LedgerStore(pool);
    const engine = new BatchingLedgerEngine(store, () => undefined, options);
    const asked = await drive([engine], world, { count, clients: 64, random });
    const replayed = asked.flatMap((each) => each.answers).filter((each) => "replayed" in each && each.replayed).length;
    const problems = await findProblems(asked, world, ledger.pool);
    return { seed, cuts: proxy.cuts, replayed, problems };
  } finally {
    await pool.end();
    await proxy.close();
    await ledger.close();
  }
}

describe("R3 a connection cut at the commit", () => {
  const count = size(2_500);
  test("what was committed and never heard is answered from its key: none doubled, none lost", {
    timeout: 1_200_000,
  }, async () => {
    const { seed, cuts, replayed, problems } = await run(count);
    evidence("R3", {
      seed,
      operations: count,
      cutBefore: cuts.before,
      committedButUnheard: cuts.after,
      replayed,
      problems: problems.length,
    });
    expect(problems).toEqual([]);
    expect(Math.min(cuts.before, cuts.after, replayed)).toBeGreaterThan(20);
  });

  test("without the key the same run doubles money, so the proof can fail", { timeout: 120_000 }, async () => {
    const { cuts, problems } = await run(400, "no-key");
    expect(cuts.after).toBeGreaterThan(0);
    expect(problems).toContain("2 movements under one key");
  });
});
