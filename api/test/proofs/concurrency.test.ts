import {
  BATCHING_DEFAULTS,
  BatchingLedgerEngine,
  type LedgerEngine,
  type Movement,
  type Outcome,
} from "../../src/modules/ledger/index.js";
import { kstDay } from "../../src/shared/clock.js";
import { sqlState } from "../../src/shared/transaction.js";
import { movement, openAccount, openLedger } from "../ledger-harness.js";
import { countFailures, drive, findProblems, openWorld } from "./ledger-history.js";
import { prove } from "./proof.js";
import { type Sabotage, sabotage, storeOn, substituteClock } from "./sabotage.js";

type Ledger = Awaited<ReturnType<typeof openLedger>>;

/**
 * A ledger with four engines, as four processes have them, and perhaps without one of its protections. With fewer, a
 * batch that ends wakes one rival only, and rivals that lock in different orders hardly ever meet.
 */
async function withLedger<T>(
  without: Sabotage | undefined,
  work: (ledger: Ledger, engines: LedgerEngine[], deadlocks: () => number) => Promise<T>,
) {
  const ledger = await openLedger();
  try {
    await sabotage(ledger.database.ownerUrl, without);
    const options = { ...BATCHING_DEFAULTS, batchMax: 32, inFlightMax: 3, retryForMs: 30_000 };
    const stores = Array.from({ length: 4 }, () => storeOn(ledger.pool, without));
    const deadlocks = stores.map((store) => countFailures(store, (error) => sqlState(error) === "40P01"));
    const engines = stores.map((store) => new BatchingLedgerEngine(store, () => undefined, options));
    return await work(ledger, engines, () => deadlocks.reduce((sum, count) => sum + count(), 0));
  } finally {
    await ledger.close();
  }
}

prove(
  "R6-R10-R12",
  "four engines on a few hot accounts, with snapshots taken meanwhile: no wrong total, no deadlock, every event",
  {
    small: 4_000,
    redWithout: {
      "no-lock": 100,
      "no-floor": 600,
      "no-event": 100,
      "no-order": 200,
      "no-balance": 50,
      "swap-answers": 200,
    },
  },
  ({ count, random, without }) =>
    withLedger(without, async (ledger, engines, deadlocks) => {
      const world = await openWorld(ledger.pool, ledger.engine, 8, 3_000n);
      let snapshots = 0;
      let wrongTotals = 0;
      let running = true;
      const watching = (async () => {
        while (running) {
          const { rows } = await ledger.pool.query(
            `SELECT sum(balance) AS total FROM ledger_accounts WHERE id = ANY($1::uuid[])`,
            [world.accounts],
          );
          snapshots++;
          if (BigInt(rows[0].total) !== world.total) wrongTotals++;
        }
      })();
      const asked = await drive(engines, world, { count, clients: 32, random });
      running = false;
      await watching;
      const problems = await findProblems(asked, world, ledger.pool);
      if (wrongTotals > 0) problems.push("a snapshot with another total");
      if (deadlocks() > 0) problems.push("a deadlock");
      const refused = asked.filter((each) => each.answers[0]?.type === "refused").length;
      return { rare: { snapshots, refused }, problems };
    }),
);

prove(
  "R8",
  "of forty who settle or release one reservation at once, one does",
  { small: 40, share: 0.02, redWithout: { "no-guard": 10 } },
  ({ count, without }) =>
    withLedger(without, async (ledger, engines) => {
      const bank = await openAccount(ledger.pool, "clearing");
      const account = await openAccount(ledger.pool, "customer");
      await ledger.engine.apply([movement({ debit: bank, credit: account, amount: 1_000_000n, limited: false })]);
      const problems: string[] = [];
      const won = { settle: 0, release: 0 };
      for (let i = 0; i < count; i++) {
        const common = { debit: account, credit: bank, amount: 10n };
        const reserved = movement({ ...common, operation: "reserve" });
        await ledger.engine.apply([reserved]);
        const ends = Array.from({ length: 40 }, (_, racer) =>
          movement({ ...common, operation: (racer + i) % 2 === 0 ? "settle" : "release", reservation: reserved.id }),
        );
        const outcomes = await Promise.all(
          // Without the guard, holding less than nothing may break a check first: that is no clean winner either.
          ends.map((end, racer) => applyTo(engines, racer >> 1, end).catch(() => null)),
        );
        const winners = ends.filter((_, racer) => outcomes[racer]?.type === "applied");
        for (const { operation } of winners) won[operation as keyof typeof won]++;
        if (winners.length !== 1) problems.push(`${winners.length} winners`);
        if (outcomes.includes(null)) problems.push("a racer without an answer");
      }
      return { rare: won, figures: { racers: count * 40 }, problems };
    }),
);

prove(
  "R14",
  "300 at once spend no more than the day allows",
  { small: 3, share: 0.005, redWithout: { "no-limit": 1 } },
  ({ count, without }) =>
    withLedger(without, async (ledger, engines) => {
      const bank = await openAccount(ledger.pool, "clearing");
      const problems: string[] = [];
      let refused = 0;
      for (let i = 0; i < count; i++) {
        const account = await openAccount(ledger.pool, "customer", { single: 50n, daily: 1_000n });
        await ledger.engine.apply([movement({ debit: bank, credit: account, amount: 1_000_000n, limited: false })]);
        const spends = Array.from({ length: 300 }, (_, k) =>
          movement({ debit: account, credit: bank, amount: BigInt(7 + (k % 11)) }),
        );
        const outcomes = await Promise.all(spends.map((each, k) => applyTo(engines, k, each)));
        const spent = spends
          .filter((_, k) => outcomes[k]?.type === "applied")
          .reduce((sum, { amount }) => sum + amount, 0n);
        const { rows } = await ledger.pool.query(
          `SELECT 1000000 - balance AS gone FROM ledger_accounts WHERE id = $1`,
          [account],
        );
        if (BigInt(rows[0].gone) !== spent) problems.push("another sum gone than was answered");
        if (spent > 1_000n) problems.push("more spent than the day allows");
        // The least of them is 7: with more room than that left, one was refused that should not have been.
        if (spent <= 1_000n - 7n) problems.push("less spent than the day allows");
        refused += outcomes.filter((each) => each.type === "refused" && each.refusal === "limit_daily").length;
      }
      return { rare: { refused }, figures: { racers: count * 300 }, problems };
    }),
);

prove(
  "R14-midnight",
  "a day in Seoul ends at its midnight: each of two days is spent to its limit, whatever was reserved before",
  { small: 2, share: 0.0005, redWithout: { "utc-day": 1, "late-release": 1, "no-limit": 1 } },
  ({ count, without }) =>
    withLedger(without, async (ledger, engines) => {
      const clock = await substituteClock(ledger.database.ownerUrl);
      const bank = await openAccount(ledger.pool, "clearing");
      const problems: string[] = [];
      let refused = 0;
      let released = 0;
      for (let i = 0; i < count; i++) {
        const midnight = new Date(Date.parse(`${kstDay(new Date(Date.now() + 86_400_000))}T00:00:00+09:00`));
        await clock.set(new Date(midnight.getTime() - 1));
        const account = await openAccount(ledger.pool, "customer", { single: 300n, daily: 1_000n });
        await ledger.engine.apply([movement({ debit: bank, credit: account, amount: 1_000_000n, limited: false })]);
        const order = movement({ operation: "reserve", debit: account, credit: bank, amount: 300n });
        await ledger.engine.apply([order]);
        const spends = () =>
          Array.from({ length: 300 }, (_, k) =>
            movement({ debit: account, credit: bank, amount: BigInt(7 + (k % 11)) }),
          );
        const all = (movements: readonly Movement[]) =>
          Promise.all(movements.map((each, k) => applyTo(engines, k, each)));
        const outcomes = await all(spends());
        await clock.set(midnight);
        const release = movement({
          operation: "release",
          debit: account,
          credit: bank,
          amount: 300n,
          reservation: order.id,
        });
        // In the middle of the new day's spending: room that it gave would be taken.
        const today = spends();
        outcomes.push(...(await all([...today.slice(0, 60), release, ...today.slice(60)])));
        refused += outcomes.filter((each) => each.type === "refused" && each.refusal === "limit_daily").length;
        released += outcomes.filter((each) => each.type === "applied" && each.state === "released").length;
        const { rows } = await ledger.pool.query(
          `SELECT recorded_at >= $2 AS after, sum(amount) AS spent FROM movements
           WHERE debit_account_id = $1 AND operation IN ('post', 'reserve') AND state <> 'refused'
           GROUP BY 1 ORDER BY 1`,
          [account, midnight],
        );
        if (rows.length !== 2) problems.push("nothing was spent on one of two days");
        for (const { spent } of rows) {
          if (BigInt(spent) > 1_000n) problems.push("more spent than the day allows");
          if (BigInt(spent) <= 1_000n - 7n) problems.push("less spent than the day allows");
        }
      }
      return { rare: { refused, released }, figures: { racers: count * 600 }, problems };
    }),
);

async function applyTo(engines: readonly LedgerEngine[], index: number, each: Movement): Promise<Outcome> {
  const engine = engines[index % engines.length] as LedgerEngine;
  return (await engine.apply([each]))[0] as Outcome;
}
