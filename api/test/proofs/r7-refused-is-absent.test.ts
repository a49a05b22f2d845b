import pg from "pg";
import { BATCHING_DEFAULTS, BatchingLedgerEngine, type Movement } from "../../src/modules/ledger/index.js";
import { type AccountId, newId } from "../../src/shared/ids.js";
import { movement, openAccount, openLedger } from "../ledger-harness.js";
import { brokenRules, compareAnswers, send } from "./ledger-history.js";
import { prove } from "./proof.js";
import { sabotage, storeOn } from "./sabotage.js";

const REFUSALS = [
  "debit_not_found",
  "credit_not_found",
  "currency_mismatch",
  "debit_not_active",
  "credit_not_active",
  "limit_single",
  "limit_daily",
  "insufficient_funds",
  "balance_full",
  "reservation_not_found",
  "reservation_not_open",
] as const;

prove(
  "R7",
  "a storm of refusals of every kind: what was refused is nowhere in the book, what was not is there once",
  { small: 3_000, redWithout: { "post-refused": 100, "forget-refusal": 100, "no-event": 100, "no-key": 100 } },
  async ({ count, random, without }) => {
    const ledger = await openLedger();
    try {
      const accounts = await openAccounts(ledger);
      await sabotage(ledger.database.ownerUrl, without);
      const options = { ...BATCHING_DEFAULTS, batchMax: 32, retryForMs: 30_000 };
      const engines = [0, 1].map(
        () => new BatchingLedgerEngine(storeOn(ledger.pool, without), () => undefined, options),
      );
      const asked = await send(engines, makeMovements(accounts, count, random), { clients: 32, random });
      const problems = [...(await compareAnswers(asked, ledger.pool)), ...(await brokenRules(ledger.pool))];
      const firsts = asked.map((each) => each.answers[0]);
      const met = (refusal: string) => firsts.filter((each) => each?.type === "refused" && each.refusal === refusal);
      return {
        rare: {
          applied: firsts.filter((each) => each?.type === "applied").length,
          ...Object.fromEntries(REFUSALS.map((refusal) => [refusal, met(refusal).length])),
        },
        figures: { refused: firsts.filter((each) => each?.type === "refused").length },
        problems,
      };
    } finally {
      await ledger.close();
    }
  },
);

type Accounts = Awaited<ReturnType<typeof openAccounts>>;

async function openAccounts(ledger: Awaited<ReturnType<typeof openLedger>>) {
  const { pool, engine } = ledger;
  const bank = await openAccount(pool, "clearing");
  const rich: AccountId[] = [];
  for (let i = 0; i < 8; i++) rich.push(await openAccount(pool, "customer"));
  const limited = await openAccount(pool, "customer", { single: 100n, daily: 1_000n });
  const [full, closed, frozen] = [
    await openAccount(pool, "customer"),
    await openAccount(pool, "customer"),
    await openAccount(pool, "customer"),
  ];
  const fill = (credit: AccountId, amount: bigint) => movement({ debit: bank, credit, amount, limited: false });
  await engine.apply([
    ...[...rich, limited].map((credit) => fill(credit, 1_000_000n)),
    ...Array.from({ length: 100 }, () => fill(full, 1_000_000_000_000_000n)),
  ]);
  await pool.query(`SELECT ledger_close_account($1)`, [closed]);
  const owner = new pg.Client({ connectionString: ledger.database.ownerUrl });
  await owner.connect();
  await owner.query(`UPDATE ledger_accounts SET status = 'frozen' WHERE id = $1`, [frozen]);
  await owner.end();
  return { bank, rich, limited, full, closed, frozen };
}

/** Half of them possible, half to be refused for one of all the reasons. */
function makeMovements(accounts: Accounts, count: number, random: () => number): Movement[] {
  const { bank, rich, limited, full, closed, frozen } = accounts;
  const one = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
  const amount = () => BigInt(1 + Math.floor(random() * 99));
  const reserved: Movement[] = [];
  const shapes: ReadonlyArray<() => Partial<Movement>> = [
    () => ({ debit: newId<AccountId>() }),
    () => ({ credit: newId<AccountId>() }),
    () => ({ currency: "USD" }),
    () => ({ debit: one([closed, frozen]) }),
    () => ({ credit: one([closed, frozen]) }),
    () => ({ debit: limited, amount: 101n }),
    () => ({ debit: limited }),
    () => ({ amount: 900_000_000n }),
    () => ({ credit: full }),
  ];
  return Array.from({ length: count }, () => {
    const [debit, credit] = [one(rich.slice(0, 4)), one(rich.slice(4))];
    const plain = { debit, credit, amount: amount() };
    const dice = random();
    if (dice < 0.4) return movement(plain);
    if (dice < 0.5) {
      const reservation = movement({ ...plain, credit: bank, operation: "reserve" });
      reserved.push(reservation);
      return reservation;
    }
    if (dice < 0.65 && reserved.length > 0) {
      // Some end twice, some are not there yet, some are asked for with another amount.
      const { id, ...of } = one(reserved.slice(-50));
      const wrong = random() < 0.1 ? 1n : 0n;
      return movement({
        debit: of.debit,
        credit: of.credit,
        amount: of.amount + wrong,
        operation: one(["settle", "release"]),
        reservation: id,
      });
    }
    return movement({ ...plain, ...one(shapes)() });
  });
}
