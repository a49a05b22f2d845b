import pg from "pg";
import { BOOK_RULES, checkBook } from "../../src/modules/ledger/index.js";
import type { AccountId } from "../../src/shared/ids.js";
import { movement, openAccount, openLedger } from "../ledger-harness.js";
import { brokenRules } from "./ledger-history.js";
import { prove } from "./proof.js";

const A_TRANSFER = `(SELECT id FROM movements WHERE kind = 'transfer' AND state = 'posted' ORDER BY id LIMIT 1)`;
const ANOTHER_TRANSFER = `(SELECT id FROM movements WHERE kind = 'transfer' AND state = 'posted' ORDER BY id DESC LIMIT 1)`;
const A_DEPOSIT = `(SELECT id FROM movements WHERE kind = 'deposit' ORDER BY id LIMIT 1)`;
const AN_ACCOUNT = `(SELECT id FROM ledger_accounts WHERE version > 3 ORDER BY id LIMIT 1)`;
const OF_RESERVATION = (state: string) =>
  `(SELECT id FROM movements WHERE operation = 'reserve' AND state = '${state}')`;

/** What a bug, a bad restore or a hand in the tables could leave behind, by the rule that must find it. */
const FAULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "all postings together sum to zero in each currency": {
    "a lost leg": `DELETE FROM postings WHERE movement_id = ${A_TRANSFER} AND amount < 0`,
  },
  "every movement has the postings it needs, and a refused one has none": {
    "both legs lost": `DELETE FROM postings WHERE movement_id = ${A_TRANSFER}`,
    "a refused movement with a posting": `UPDATE movements SET state = 'refused', refusal = 'insufficient_funds' WHERE id = ${A_TRANSFER}`,
    "a refusal made to look posted": `UPDATE movements SET state = 'posted', refusal = NULL WHERE state = 'refused'`,
  },
  "versions follow one another without a gap": {
    "a doubled leg": `INSERT INTO postings SELECT movement_id, account_id, amount, hold, balance_after, held_after, version, recorded_at + interval '1 us' FROM postings WHERE movement_id = ${A_TRANSFER} AND amount > 0`,
    "a gap in the versions": `UPDATE postings SET version = version + 1000000 WHERE account_id = ${AN_ACCOUNT} AND version = 3`,
  },
  "the postings of every movement sum to zero": {
    "a wrong amount on one leg": `UPDATE postings SET amount = amount + 1 WHERE movement_id = ${A_TRANSFER} AND amount > 0`,
  },
  "every posting says what its movement says": {
    "a wrong amount on both legs": `UPDATE postings SET amount = amount * 2 WHERE movement_id = ${A_TRANSFER}`,
    "a movement's amount changed": `UPDATE movements SET amount = amount + 1 WHERE id = ${A_TRANSFER}`,
    "debit and credit swapped": `UPDATE movements SET debit_account_id = credit_account_id, credit_account_id = debit_account_id WHERE id = ${A_TRANSFER}`,
  },
  "a balance is the sum of its postings, and so is what is held": {
    "a balance raised by hand": `UPDATE ledger_accounts SET balance = balance + 1 WHERE id = ${AN_ACCOUNT}`,
  },
  "nobody may go below zero": {
    "a floor lowered by hand": `UPDATE ledger_accounts SET floor = -1000000 WHERE id = ${AN_ACCOUNT}`,
  },
  "no account is below its floor": {
    "a balance below its floor": `ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_check1; UPDATE ledger_accounts SET balance = -1 WHERE id = ${AN_ACCOUNT}`,
  },
  "what an account has spent on its day is what its movements of that day come to": {
    "a day's spending forgotten": `UPDATE ledger_accounts SET spent_today = 0 WHERE id = ${AN_ACCOUNT}`,
    "a day's spending told too high": `UPDATE ledger_accounts SET spent_today = spent_today + 1 WHERE id = ${AN_ACCOUNT}`,
  },
  "what is held is what is reserved": {
    "a hold nobody made": `UPDATE ledger_accounts SET held = held + 1 WHERE id = ${AN_ACCOUNT}`,
    "an open reservation called settled": `UPDATE movements SET state = 'settled' WHERE id = ${OF_RESERVATION("reserved")}`,
  },
  "an account's version is that of its last posting": {
    "a version counted too far": `UPDATE ledger_accounts SET version = version + 1 WHERE id = ${AN_ACCOUNT}`,
  },
  "each posting carries the balance that follows from the one before": {
    "a wrong balance after": `UPDATE postings SET balance_after = balance_after + 1 WHERE account_id = ${AN_ACCOUNT} AND version = 3`,
  },
  "every posting has its movement": {
    "an orphaned posting": `DELETE FROM movements WHERE id = ${A_TRANSFER}`,
  },
  "a reservation ended once, as its settlement or release says": {
    "a settled reservation called open": `UPDATE movements SET state = 'reserved' WHERE id = ${OF_RESERVATION("settled")}`,
    "a reservation ended twice": `DROP INDEX movements_ends_idx; UPDATE movements SET reservation_id = ${OF_RESERVATION("settled")} WHERE operation = 'release'`,
  },
  "a movement's state is one that its operation can have": {
    "a settlement and its reservation called released": `UPDATE movements SET state = 'released' WHERE state = 'settled' AND operation IN ('reserve', 'settle')`,
    "a transfer called reserved": `UPDATE movements SET state = 'reserved' WHERE id = ${A_TRANSFER}`,
    "a version where no posting is": `UPDATE movements SET credit_version = 77 WHERE operation = 'release'`,
  },
  "what ends a reservation is of the same accounts and sum": {
    "a settlement of what was no reservation": `UPDATE movements SET reservation_id = ${A_TRANSFER} WHERE operation = 'settle'`,
    "a settlement of nothing": `UPDATE movements SET reservation_id = gen_random_uuid() WHERE operation = 'release'`,
  },
  "a posting has a version where its account has a floor, and nowhere else": {
    "a version on an account without a floor": `UPDATE postings SET version = 1, balance_after = amount, held_after = 0 WHERE version IS NULL AND movement_id = ${A_DEPOSIT};
     UPDATE movements SET debit_version = 1 WHERE id = ${A_DEPOSIT}`,
  },
  "an event says what its movement did": {
    "an event of another kind": `UPDATE outbox SET type = 'movement.released' WHERE subject_id = ${A_TRANSFER}`,
    "an event of no movement": `INSERT INTO outbox (type, subject_id) VALUES ('movement.posted', gen_random_uuid())`,
  },
  "every accepted movement has one event, a refused one none": {
    "a missing event": `DELETE FROM outbox WHERE subject_id = ${A_TRANSFER}`,
    "an event told twice": `INSERT INTO outbox (type, subject_id) VALUES ('movement.posted', ${A_TRANSFER})`,
    "an event that is called something else": `UPDATE outbox SET type = 'member.notified' WHERE subject_id = ${A_TRANSFER}`,
  },
  "the roll-ups of clearing accounts are the sums of their postings": {
    "a wrong roll-up": `UPDATE clearing_rollups SET balance = balance + 1`,
  },
  "a key of a requester is in one movement": {
    "one key applied twice": `ALTER TABLE movements DROP CONSTRAINT movements_requester_id_idempotency_key_key; UPDATE movements SET (requester_id, idempotency_key) = (SELECT requester_id, idempotency_key FROM movements WHERE id = ${A_TRANSFER}) WHERE id = ${ANOTHER_TRANSFER}`,
  },
  "no account was ever below its floor": {
    "an overdraft that was paid back": `UPDATE postings SET balance_after = -1, held_after = 0 WHERE account_id = ${AN_ACCOUNT} AND version = 3`,
  },
  "nothing that counts is of a later day than its account's": {
    "a day's spending without its day": `UPDATE ledger_accounts SET spent_on = NULL WHERE id = ${AN_ACCOUNT}`,
    "a day's spending set a day back": `UPDATE ledger_accounts SET spent_on = spent_on - 1 WHERE id = ${AN_ACCOUNT}`,
  },
  "times follow versions": {
    "a movement dated back": `UPDATE movements SET recorded_at = recorded_at - interval '1 hour' WHERE id = ${ANOTHER_TRANSFER}; UPDATE postings SET recorded_at = recorded_at - interval '1 hour' WHERE movement_id = ${ANOTHER_TRANSFER}`,
  },
  "a closed account is empty": {
    "money left on a closed account": `ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_check3; UPDATE ledger_accounts SET status = 'closed' WHERE id = ${AN_ACCOUNT}`,
  },
  "both accounts of a movement exist and are kept in its currency": {
    "a foreign currency": `UPDATE movements SET currency = 'USD' WHERE id = ${A_TRANSFER}`,
    "an account that is gone": `ALTER TABLE clearing_rollups DROP CONSTRAINT clearing_rollups_account_id_fkey; DELETE FROM ledger_accounts WHERE kind = 'clearing' AND id IN (SELECT account_id FROM postings)`,
  },
  "nothing stands in the default partition": {
    "a posting without a partition": `UPDATE postings SET recorded_at = '2019-05-05' WHERE movement_id = ${A_TRANSFER} AND amount > 0`,
  },
};

/** Rules about months that are in the archive; archive.test.ts has faults for those. */
const OF_THE_ARCHIVE: readonly string[] = [
  "every account without a floor is rolled up past its archived months",
  "an archived month is what its accounts' sums say",
  "what is archived of an account is what its movements say",
];

prove(
  "R13",
  "each rule of the book finds the faults that it is for, and nothing in a clean book",
  { small: 5, share: 0.1, redWithout: { "lost-rule": 5 } },
  async ({ count, random, without }) => {
    const ledger = await openLedger();
    const owner = new pg.Client({ connectionString: ledger.database.ownerUrl });
    await owner.connect();
    try {
      await fillBook(ledger, owner, count, random);
      const problems = (await brokenRules(ledger.pool)).map((each) => `false alarm, ${each}`);
      const named = Object.keys(BOOK_RULES).filter((rule) => !OF_THE_ARCHIVE.includes(rule));
      for (const rule of named) if (!FAULTS[rule]) problems.push(`no fault is planted for: ${rule}`);
      const lost = without === "lost-rule" ? named[Math.floor(random() * named.length)] : undefined;
      const rules = Object.fromEntries(Object.entries(BOOK_RULES).filter(([rule]) => rule !== lost));
      let [found, planted] = [0, 0];
      for (const [rule, faults] of Object.entries(FAULTS)) {
        for (const [name, sql] of Object.entries(faults)) {
          planted++;
          await owner.query("BEGIN");
          await owner.query(sql);
          const violations = await checkBook(async (query) => (await owner.query(query)).rows, rules);
          await owner.query("ROLLBACK");
          if (violations.some((each) => each.rule === rule && each.rows.length > 0)) found++;
          else problems.push(`not found by its rule: ${name}`);
        }
      }
      return { rare: { found }, figures: { planted }, problems };
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
