import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { createLedgerPool } from "../../src/data-source.js";
import {
  BATCHING_DEFAULTS,
  BatchingLedgerEngine,
  type LedgerEngine,
  LedgerStore,
  type Movement,
  type Outcome,
} from "../../src/modules/ledger/index.js";
import { RequestError } from "../../src/shared/errors.js";
import { type AccountId, newId } from "../../src/shared/ids.js";
import { movement, openAccount, openLedger } from "../ledger-harness.js";
import { startCutProxy } from "./cut-proxy.js";

/** Where the proxy cuts each batch: its dice are asked whether, then where. */
const CUT = { before: () => 0, after: () => 0.5 };

const SOON = { ...BATCHING_DEFAULTS, retryForMs: 300 };

/** What callers are told when the engine cannot find out what became of a batch. */
async function cutOff(where: keyof typeof CUT) {
  const ledger = await openLedger();
  const url = new URL(ledger.database.appUrl);
  const proxy = await startCutProxy(url.searchParams.get("host") ?? "", CUT[where], 1);
  url.searchParams.set("host", proxy.directory);
  const pool = createLedgerPool({ url: url.href }, 4);
  const close = async () => {
    await pool.end();
    await proxy.close();
    await ledger.close();
  };
  const bank = await openAccount(ledger.pool, "clearing");
  const account = await openAccount(ledger.pool, "customer");
  const asked = movement({ debit: bank, credit: account, amount: 5n, limited: false });
  const engine = new BatchingLedgerEngine(new LedgerStore(pool), () => undefined, SOON);
  return { ledger, proxy, engine, asked, close };
}

test("retries that run out after a commit nobody heard of are told OUTCOME_UNKNOWN, and the key tells the rest", async () => {
  const { ledger, proxy, engine, asked, close } = await cutOff("after");
  try {
    expect(await ask(engine, asked)).toBe("OUTCOME_UNKNOWN");
    expect(proxy.cuts.after).toBeGreaterThan(1);
    expect(proxy.cuts.unheard).toBe(1);
    expect(engine.depth).toBe(0);
    expect(await ask(ledger.engine, asked)).toMatchObject({ type: "applied", replayed: true });
  } finally {
    await close();
  }
});

test("a batch that was lost on its way is OUTCOME_UNKNOWN too: from here both look the same", async () => {
  const { ledger, proxy, engine, asked, close } = await cutOff("before");
  try {
    expect(await ask(engine, asked)).toBe("OUTCOME_UNKNOWN");
    expect(proxy.cuts.before).toBeGreaterThan(1);
    expect(await ask(ledger.engine, asked)).toMatchObject({ type: "applied", replayed: false });
  } finally {
    await close();
  }
});

test("when no connection was ever made, surely nothing happened: OVERLOADED", async () => {
  const { ledger, proxy, engine, asked, close } = await cutOff("before");
  try {
    await proxy.close();
    expect(await ask(engine, asked)).toBe("OVERLOADED");
    expect(await ask(ledger.engine, asked)).toMatchObject({ replayed: false });
  } finally {
    await close();
  }
});

test("a lock that is not given is no doubt: the batch was undone, OVERLOADED", async () => {
  const ledger = await openLedger(SOON);
  // The five seconds of the product are not what is looked at here.
  ledger.pool.options.options = `${ledger.pool.options.options} -c lock_timeout=200`;
  const rival = await ledger.pool.connect();
  try {
    const bank = await openAccount(ledger.pool, "clearing");
    const account = await openAccount(ledger.pool, "customer");
    const asked = movement({ debit: bank, credit: account, amount: 5n, limited: false });
    // The application's role may call what locks a row, and nothing more than that.
    await rival.query("BEGIN");
    await rival.query(`SELECT ledger_set_limits($1, 1, 1)`, [account]);
    expect(await ask(ledger.engine, asked)).toBe("OVERLOADED");
    await rival.query("ROLLBACK");
    expect(await ask(ledger.engine, asked)).toMatchObject({ type: "applied", replayed: false });
  } finally {
    rival.release();
    await ledger.close();
  }
});

async function ask(engine: LedgerEngine, each: Movement): Promise<Outcome | string | undefined> {
  try {
    return (await engine.apply([{ ...each, id: newId() }]))[0];
  } catch (error) {
    if (error instanceof RequestError) return error.code;
    throw error;
  }
}

test("a batch that waits for a lock keeps nobody waiting who needs nothing of it, and a repeat of it is not told that nothing happened", async () => {
  const ledger = await openLedger();
  const engine = new BatchingLedgerEngine(ledger.store, () => undefined, { ...BATCHING_DEFAULTS, waitMaxMs: 500 });
  const locker = await ledger.pool.connect();
  try {
    const bank = await openAccount(ledger.pool, "clearing");
    const [stuck, free] = [await openAccount(ledger.pool, "customer"), await openAccount(ledger.pool, "customer")];
    const deposit = (credit: typeof stuck) => movement({ debit: bank, credit, amount: 5n, limited: false });
    // Teaches the engine that nobody locks the bank's account.
    expect(await ask(engine, deposit(free))).toMatchObject({ type: "applied" });
    await locker.query("BEGIN");
    await locker.query("SELECT ledger_set_limits($1, 1000, 1000)", [stuck]);
    const first = deposit(stuck);
    const waiting = ask(engine, first);
    await sleep(50);
    const askedAt = performance.now();
    expect(await ask(engine, deposit(free))).toMatchObject({ type: "applied" });
    expect(performance.now() - askedAt).toBeLessThan(2_000);
    const repeat = ask(engine, { ...first, id: newId() });
    await sleep(700);
    const later = deposit(stuck);
    const alsoWaiting = ask(engine, later);
    await locker.query("COMMIT");
    expect(await waiting).toMatchObject({ type: "applied" });
    expect(await repeat).toBe("OUTCOME_UNKNOWN");
    expect(await alsoWaiting).toMatchObject({ type: "applied" });
    expect(engine.depth).toBe(0);
  } finally {
    await locker.query("ROLLBACK");
    locker.release();
    await ledger.close();
  }
});

/** An account whose row somebody else holds, and an engine that has to wait for it. */
async function lockedOut(options: Partial<typeof BATCHING_DEFAULTS>, work: (each: Locked) => Promise<void>) {
  const ledger = await openLedger(options);
  const locker = await ledger.pool.connect();
  try {
    const bank = await openAccount(ledger.pool, "clearing");
    const account = await openAccount(ledger.pool, "customer");
    await locker.query("BEGIN");
    await locker.query("SELECT ledger_set_limits($1, 1000, 1000)", [account]);
    const deposit = () => movement({ debit: bank, credit: account, amount: 5n, limited: false });
    await work({ engine: ledger.engine, deposit, unlock: async () => void (await locker.query("COMMIT")) });
  } finally {
    await locker.query("ROLLBACK");
    locker.release();
    await ledger.close();
  }
}

interface Locked {
  engine: LedgerEngine;
  deposit: () => Movement;
  unlock: () => Promise<void>;
}

test("whom a full queue turns away is not told that nothing happened while their key is under way", () =>
  lockedOut({ queueMax: 3 }, async ({ engine, deposit, unlock }) => {
    const first = deposit();
    const waiting = ask(engine, first);
    await sleep(50);
    const others = [deposit(), deposit(), deposit()].map((each) => ask(engine, each));
    expect(await ask(engine, first)).toBe("OUTCOME_UNKNOWN");
    expect(await ask(engine, deposit())).toBe("OVERLOADED");
    await unlock();
    expect(await waiting).toMatchObject({ type: "applied" });
    await Promise.all(others);
  }));

test("nor is a repeat that was too old before anybody looked at it", () =>
  lockedOut({ batchMax: 1, inFlightMax: 1, waitMaxMs: 500 }, async ({ engine, deposit, unlock }) => {
    const first = deposit();
    const waiting = ask(engine, first);
    await sleep(50);
    const [repeat, another] = [ask(engine, first), ask(engine, deposit())];
    await sleep(700);
    await unlock();
    expect(await waiting).toMatchObject({ type: "applied" });
    expect(await repeat).toBe("OUTCOME_UNKNOWN");
    expect(await another).toBe("OVERLOADED");
  }));

test("a commit that nobody heard of stays unknown whatever refuses the next try", async () => {
  const { ledger, proxy, engine, asked, close } = await cutOff("after");
  const owner = new pg.Client({ connectionString: ledger.database.ownerUrl });
  await owner.connect();
  try {
    const told = ask(engine, asked);
    while (proxy.cuts.after === 0) await sleep(1);
    await owner.query("REVOKE EXECUTE ON FUNCTION ledger_apply FROM chickpay_app");
    expect(await told).toBe("OUTCOME_UNKNOWN");
    const { rows } = await owner.query("SELECT balance FROM ledger_accounts WHERE id = $1", [asked.credit]);
    expect(rows).toEqual([{ balance: "5" }]);
  } finally {
    await owner.end();
    await close();
  }
});

test.each([
  ["58030", "PANIC"],
  ["53100", "ERROR"],
  ["XX000", "PANIC"],
  ["57P02", "FATAL"],
])("a server that fails while it commits (%s, %s) has not said that nothing was written", async (code, severity) => {
  const failure = Object.assign(new pg.DatabaseError("could not write", 15, "error"), { code, severity });
  let released: unknown;
  const connection = {
    on: () => undefined,
    off: () => undefined,
    query: () => Promise.reject(failure),
    release: (broken: unknown) => {
      released = broken;
    },
  };
  // No server of ours fails so on demand.
  const pool = { connect: () => Promise.resolve(connection) } as unknown as pg.Pool;
  const bank = newId<AccountId>();
  const asked = movement({ debit: bank, credit: newId<AccountId>(), amount: 5n, limited: false });
  const engine = new BatchingLedgerEngine(new LedgerStore(pool), () => undefined, SOON);
  expect(await ask(engine, asked)).toBe("OUTCOME_UNKNOWN");
  expect(released).toBe(failure);
});
