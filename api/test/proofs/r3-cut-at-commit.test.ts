import { createLedgerPool } from "../../src/data-source.js";
import { BATCHING_DEFAULTS, BatchingLedgerEngine } from "../../src/modules/ledger/index.js";
import { openLedger } from "../ledger-harness.js";
import { startCutProxy } from "./cut-proxy.js";
import { answeredFromTheirKey, drive, findProblems, openWorld } from "./ledger-history.js";
import { prove } from "./proof.js";
import { sabotage, storeOn } from "./sabotage.js";

prove(
  "R3",
  "connections cut at the commit: what was committed and never heard is answered from its key",
  { small: 2_500, redWithout: { "no-key": 400, "early-answer": 400 } },
  async ({ count, random, without }) => {
    const ledger = await openLedger();
    const url = new URL(ledger.database.appUrl);
    const proxy = await startCutProxy(url.searchParams.get("host") ?? "", random, 0.3);
    url.searchParams.set("host", proxy.directory);
    const pool = createLedgerPool({ url: url.href }, 16);
    try {
      const world = await openWorld(ledger.pool, ledger.engine, 40, 5_000n);
      await sabotage(ledger.database.ownerUrl, without);
      // Small batches: each cut should be about few movements, so that there are many cuts. Several engines, as several
      // processes: while one pauses after a cut, the others go on.
      const options = { ...BATCHING_DEFAULTS, batchMax: 8, inFlightMax: 4, retryForMs: 30_000 };
      const engines = Array.from(
        { length: 4 },
        () => new BatchingLedgerEngine(storeOn(pool, without), () => undefined, options),
      );
      const asked = await drive(engines, world, { count, clients: 64, random });
      const replayed = answeredFromTheirKey(asked);
      const { before, unheard } = proxy.cuts;
      const problems = await findProblems(asked, world, ledger.pool);
      // Of a hundred thousand that is four thousand.
      if (!without && unheard < count / 25) problems.push(`only ${unheard} cuts after a commit`);
      return { rare: { cutBefore: before, committedButUnheard: unheard, replayed }, problems };
    } finally {
      await pool.end();
      await proxy.close();
      await ledger.close();
    }
  },
);
