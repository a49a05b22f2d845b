import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createLedgerPool, migrate } from "../../src/data-source.js";
import {
  BATCHING_DEFAULTS,
  BatchingLedgerEngine,
  type Movement,
  type Outcome,
} from "../../src/modules/ledger/index.js";
import { RequestError } from "../../src/shared/errors.js";
import { newId } from "../../src/shared/ids.js";
import { movement, openAccount } from "../ledger-harness.js";
import { startTemporaryPostgres } from "../temporary-postgres.js";
import { type Asked, brokenRules, compareAnswers } from "./ledger-history.js";
import { prove } from "./proof.js";
import { sabotage, storeOn } from "./sabotage.js";

/**
 * The server must have a standby that confirms each commit, and none is there: every commit waits. A cancelled wait is
 * a commit that is on this server alone, and would be gone after a fail-over: the client hears COMMIT and a warning.
 * (The packages bring no pg_basebackup, so a real standby cannot be promoted here; what the engine sees is the same.)
 */
prove(
  "D3",
  "a commit that did not wait for its standby is never answered as done, and is found by its key later",
  { small: 12, share: 0.002, redWithout: { "trust-notice": 2, "early-answer": 2, "hasty-replay": 6 } },
  async ({ count, random, without }) => {
    const { postgres, end } = await startTemporaryPostgres("d3");
    const standby = new MissingStandby(postgres.adminUrl);
    try {
      await migrate(postgres.ownerUrl);
      await sabotage(postgres.ownerUrl, without);
      await standby.connect();
      const pool = createLedgerPool({ url: postgres.appUrl }, 6);
      const engineFor = (retryForMs: number) =>
        new BatchingLedgerEngine(storeOn(pool, without), () => undefined, { ...BATCHING_DEFAULTS, retryForMs });
      const [impatient, patient] = [engineFor(400), engineFor(30_000)];
      const bank = await openAccount(pool, "clearing");
      const suspense = await openAccount(pool, "clearing");
      const a = await openAccount(pool, "customer");
      const b = await openAccount(pool, "customer");
      await patient.apply([movement({ debit: bank, credit: a, amount: 1_000_000n, limited: false })]);

      const problems: string[] = [];
      const rare = { cancelled: 0, unknown: 0, refused: 0, answeredOnceLifted: 0, replayed: 0 };
      const asked: Asked[] = [];
      for (let i = 0; i < count; i++) {
        // Refusals are answers too. Accounts without a floor are not locked: no lock of theirs makes a repeat wait.
        const both = [
          movement({ debit: a, credit: b, amount: 5n }),
          movement({ debit: b, credit: a, amount: 9_000_000n }),
        ];
        const unlocked = movement({ debit: bank, credit: suspense, amount: 3n });
        const batch = i % 3 === 2 ? [unlocked] : random() < 0.5 ? both : [...both, unlocked];
        const of: Asked[] = batch.map((each) => ({ movement: each, times: 1, answers: [], unknown: 0 }));
        asked.push(...of);

        await standby.demand();
        const stop = standby.cancelWaits();
        const answers = await ask(impatient, batch);
        if (answers === "OUTCOME_UNKNOWN") rare.unknown += batch.length;
        else problems.push("an answer while no standby had confirmed it");

        // Who asks patiently is answered when the standby is back, from the key.
        const waiting = ask(patient, batch);
        await sleep(60);
        rare.cancelled += await stop();
        await standby.lift();
        const late = await waiting;
        if (typeof late === "string") problems.push(`no answer when the standby was back: ${late}`);
        else {
          rare.answeredOnceLifted += late.length;
          rare.refused += late.filter((each) => each.type === "refused").length;
          rare.replayed += late.filter((each) => each.type !== "conflict" && each.replayed).length;
          for (const [k, each] of late.entries()) of[k]?.answers.push(each);
        }
      }
      problems.push(...(await compareAnswers(asked, pool)), ...(await brokenRules(pool)));
      await pool.end();
      return { rare, problems };
    } finally {
      await standby.end();
      await end();
    }
  },
);

async function ask(engine: BatchingLedgerEngine, batch: readonly Movement[]): Promise<Outcome[] | string> {
  return engine
    .apply(batch.map((each) => ({ ...each, id: newId() })))
    .catch((error: unknown) => (error instanceof RequestError ? error.code : String(error)));
}

/** The server's setting that a standby must confirm each commit, and somebody who cancels those that wait for it. */
class MissingStandby {
  private readonly admin: pg.Client;
  private readonly prober: pg.Client;

  constructor(adminUrl: string) {
    this.admin = new pg.Client({ connectionString: adminUrl });
    this.prober = new pg.Client({ connectionString: adminUrl });
  }

  async connect(): Promise<void> {
    await Promise.all([this.admin.connect(), this.prober.connect()]);
  }

  async end(): Promise<void> {
    await Promise.allSettled([this.admin.end(), this.prober.end()]);
  }

  /** Returns once commits really wait: the server reads its settings some moments after it was told to. */
  async demand(): Promise<void> {
    await this.set("nobody");
    for (let waited = 0; waited === 0; ) {
      const stop = this.cancelWaits();
      await this.prober.query(`SELECT pg_logical_emit_message(true, 'probe', '')`);
      waited = await stop();
    }
  }

  lift(): Promise<void> {
    return this.set("");
  }

  /** Cancels whatever waits for the standby, until stopped; then tells how many it cancelled. */
  cancelWaits(): () => Promise<number> {
    let running = true;
    let cancelled = 0;
    const done = (async () => {
      while (running) {
        const { rowCount } = await this.admin.query(
          `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND state = 'active'`,
        );
        cancelled += rowCount ?? 0;
        await sleep(10);
      }
    })();
    return async () => {
      running = false;
      await done;
      return cancelled;
    };
  }

  private async set(names: string): Promise<void> {
    await this.admin.query(`ALTER SYSTEM SET synchronous_standby_names = ${pg.escapeLiteral(names)}`);
    await this.admin.query(`SELECT pg_reload_conf()`);
  }
}
