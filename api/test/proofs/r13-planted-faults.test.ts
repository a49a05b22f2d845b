import pg from "pg";
import { BOOK_RULES, checkBook } from "../../src/modules/ledger/index.js";
import type { AccountId } from "../../src/shared/ids.js";
import { movement, openAccount, openLedger } from "../ledger-harness.js";
import { brokenRules } from "./ledger-history.js";
import { prove } from "./proof.js";

const A_TRANSFER = `(SELECT id FROM movements WHERE kind = 'transfer' AND state = 'posted' ORDER BY id LIMIT 1)`;
const A_DEPOSIT = `(SELECT id FROM movements WHERE kind = 'deposit' ORDER BY id LIMIT 1)`;
const AN_ACCOUNT = `(SELECT id FROM ledger_accounts WHERE version > 3 ORDER BY id LIMIT 1)`;
const OF_RESERVATION = (state: string) =>
  `(SELECT id FROM movements WHERE operation = 'reserve' AND state = '${state}')`;

/** What a bug, a bad restore or a hand in the tables could leave behind. */
const FAULTS: ReadonlyArray<[name: string, sql: string]> = [
  ["a lost leg", `DELETE FROM postings WHERE movement_id = ${A_TRANSFER} AND amount < 0`],
  ["both legs lost", `DELETE FROM postings WHERE movement_id = ${A_TRANSFER}`],
  [
    "a doubled leg",
    `INSERT INTO postings SELECT movement_id, account_id, amount, hold, balance_after, held_after, version, recorded_at + interval '1 us' FROM postings WHERE movement_id = ${A_TRANSFER} AND amount > 0`,
  ],
  [
    "a wrong amount on one leg",
    `UPDATE postings SET amount = amount + 1 WHERE movement_id = ${A_TRANSFER} AND amount > 0`,
  ],
  ["a wrong amount on both legs", `UPDATE postings SET amount = amount * 2 WHERE movement_id = ${A_TRANSFER}`],
  ["a movement's amount changed", `UPDATE movements SET amount = amount + 1 WHERE id = ${A_TRANSFER}`],
  [
    "debit and credit swapped",
    `UPDATE movements SET debit_account_id = credit_account_id, credit_account_id = debit_account_id WHERE id = ${A_TRANSFER}`,
  ],
  ["a balance raised by hand", `UPDATE ledger_accounts SET balance = balance + 1 WHERE id = ${AN_ACCOUNT}`],
  [
    "a balance below its floor",
    `ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_check1; UPDATE ledger_accounts SET balance = -1 WHERE id = ${AN_ACCOUNT}`,
  ],
  ["a day's spending forgotten", `UPDATE ledger_accounts SET spent_today = 0 WHERE id = ${AN_ACCOUNT}`],
  [
    "a day's spending told too high",
    `UPDATE ledger_accounts SET spent_today = spent_today + 1 WHERE id = ${AN_ACCOUNT}`,
  ],
  ["a hold nobody made", `UPDATE ledger_accounts SET held = held + 1 WHERE id = ${AN_ACCOUNT}`],
  [
    "a gap in the versions",
    `UPDATE postings SET version = version + 1000000 WHERE account_id = ${AN_ACCOUNT} AND version = 3`,
  ],
  ["a version counted too far", `UPDATE ledger_accounts SET version = version + 1 WHERE id = ${AN_ACCOUNT}`],
  [
    "a wrong balance after",
    `UPDATE postings SET balance_after = balance_after + 1 WHERE account_id = ${AN_ACCOUNT} AND version = 3`,
  ],
  ["an orphaned posting", `DELETE FROM movements WHERE id = ${A_TRANSFER}`],
  [
    "a refused movement with a posting",
    `UPDATE movements SET state = 'refused', refusal = 'insufficient_funds' WHERE id = ${A_TRANSFER}`,
  ],
  ["a refusal made to look posted", `UPDATE movements SET state = 'posted', refusal = NULL WHERE state = 'refused'`],
  [
    "an open reservation called settled",
    `UPDATE movements SET state = 'settled' WHERE id = ${OF_RESERVATION("reserved")}`,
  ],
  [
    "a settled reservation called open",
    `UPDATE movements SET state = 'reserved' WHERE id = ${OF_RESERVATION("settled")}`,
  ],
  [
    "a reservation ended twice",
    `DROP INDEX movements_ends_idx; UPDATE movements SET reservation_id = ${OF_RESERVATION("settled")} WHERE operation = 'release'`,
  ],
  [
    "a settlement and its reservation called released",
    `UPDATE movements SET state = 'released' WHERE state = 'settled' AND operation IN ('reserve', 'settle')`,
  ],
  ["a transfer called reserved", `UPDATE movements SET state = 'reserved' WHERE id = ${A_TRANSFER}`],
  [
    "a settlement of what was no reservation",
    `UPDATE movements SET reservation_id = ${A_TRANSFER} WHERE operation = 'settle'`,
  ],
  ["a settlement of nothing", `UPDATE movements SET reservation_id = gen_random_uuid() WHERE operation = 'release'`],
  ["a version where no posting is", `UPDATE movements SET credit_version = 77 WHERE operation = 'release'`],
  [
    "a version on an account without a floor",
    `UPDATE postings SET version = 1, balance_after = amount, held_after = 0 WHERE version IS NULL AND movement_id = ${A_DEPOSIT};
     UPDATE movements SET debit_version = 1 WHERE id = ${A_DEPOSIT}`,
  ],
  ["an event of another kind", `UPDATE outbox SET type = 'movement.released' WHERE subject_id = ${A_TRANSFER}`],
  ["an event of no movement", `INSERT INTO outbox (type, subject_id) VALUES ('movement.posted', gen_random_uuid())`],
  ["a missing event", `DELETE FROM outbox WHERE subject_id = ${A_TRANSFER}`],
  ["an event told twice", `INSERT INTO outbox (type, subject_id) VALUES ('movement.posted', ${A_TRANSFER})`],
  ["a wrong roll-up", `UPDATE clearing_rollups SET balance = balance + 1`],
  ["a foreign currency", `UPDATE movements SET currency = 'USD' WHERE id = ${A_TRANSFER}`],
  [
    "an account that is gone",
    `ALTER TABLE clearing_rollups DROP CONSTRAINT clearing_rollups_account_id_fkey; DELETE FROM ledger_accounts WHERE kind = 'clearing' AND id IN (SELECT account_id FROM postings)`,
  ],
  [
    "a posting without a partition",
    `UPDATE postings SET recorded_at = '2019-05-05' WHERE movement_id = ${A_TRANSFER} AND amount > 0`,
  ],
];

prove(
  "R13",
  "the checks of the book find every planted fault, and nothing in a clean book",
  { small: 5, share: 0.1, redWithout: { "lost-rule": 5 } },
  async ({ count, random, without }) => {
    const ledger = await openLedger();
    const owner = new pg.Client({ connectionString: ledger.database.ownerUrl });
    await owner.connect();
    try {
      await fillBook(ledger, owner, count, random);
      const problems = (await brokenRules(ledger.pool)).map((each) => `false alarm, ${each}`);
      const rules = without === "lost-rule" ? exceptOne(BOOK_RULES) : BOOK_RULES;
      let found = 0;
      for (const [name, sql] of FAULTS) {
        await owner.query("BEGIN");
        await owner.query(sql);
        const violations = await checkBook(async (query) => (await owner.query(query)).rows, rules);
        await owner.query("ROLLBACK");
        if (violations.some((each) => each.rows.length > 0)) found++;
        else problems.push(`not found: ${name}`);
      }
      return { rare: { found }, figures: { planted: FAULTS.length }, problems };
    } finally {
      await owner.end();
      await ledger.close();
    }
  },
);

/** Transfers, an open and a settled and a released reservation, a refusal, a roll-up. */
async function fillBook(
  { pool, engine }: Awaited<ReturnType<typeof openLedger>>,
  owner: pg.Client,
  transfers: number,
  random: () => number,
): Promise<void> {
  const bank = await openAccount(pool, "clearing");
  const [a, b] = [await openAccount(pool, "customer"), await openAccount(pool, "customer")];
  const apply = async (...change: Parameters<typeof movement>) => {
    const asked = movement(...change);
    await engine.apply([asked]);
    return asked;
  };
  for (const credit of [a, b]) {
    await apply({ debit: bank, credit, amount: 1_000_000n, limited: false, kind: "deposit" });
  }
  const transfer = (debit: AccountId, credit: AccountId) =>
    movement({ debit, credit, amount: BigInt(1 + Math.floor(random() * 50)) });
  for (let done = 0; done < transfers; done += 500) {
    const some = { length: Math.min(500, transfers - done) };
    await engine.apply(Array.from(some, (_, i) => (i % 2 ? transfer(a, b) : transfer(b, a))));
  }
  await apply({ debit: a, credit: b, amount: 999_999_999n });
  for (const end of ["settle", "release", null] as const) {
    const { id } = await apply({ operation: "reserve", debit: a, credit: bank, amount: 100n, kind: "withdrawal" });
    if (end) await apply({ operation: end, debit: a, credit: bank, amount: 100n, kind: "withdrawal", reservation: id });
  }
  await owner.query(
    `INSERT INTO clearing_rollups SELECT account_id, now(), sum(amount) FROM postings WHERE version IS NULL GROUP BY account_id`,
  );
}

/** Without the rule about events, which no other rule stands in for. */
function exceptOne(rules: typeof BOOK_RULES): typeof BOOK_RULES {
  return Object.fromEntries(Object.entries(rules).filter(([rule]) => !rule.includes("event")));
}
