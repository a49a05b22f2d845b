import pg, { type Pool } from "pg";
import { type AccountId, newId } from "../../src/shared/ids.js";
import { movement, openAccount, openLedger } from "../ledger-harness.js";
import { brokenRules } from "./ledger-history.js";
import { prove } from "./proof.js";
import { sabotage } from "./sabotage.js";

/** The books and the bank's side of them: the application reads them and calls functions, no more. */
const BOOKS = [
  "ledger_accounts",
  "movements",
  "postings",
  "postings_default",
  "outbox",
  "clearing_rollups",
  "archived_months",
  "archived_postings",
];

const ATTEMPTS = [
  "UPDATE ledger_accounts SET balance = balance + 1",
  "UPDATE ledger_accounts SET held = 0",
  "UPDATE ledger_accounts SET status = 'active'",
  "UPDATE ledger_accounts SET floor = -1000000",
  "INSERT INTO ledger_accounts (id, currency, kind, floor, balance) VALUES (gen_random_uuid(), 'KRW', 'customer', 0, 1000)",
  "DELETE FROM ledger_accounts",
  "TRUNCATE ledger_accounts CASCADE",
  "UPDATE movements SET amount = amount * 2",
  "UPDATE movements SET state = 'posted'",
  "UPDATE movements SET memo = 'changed'",
  "DELETE FROM movements",
  "INSERT INTO movements SELECT * FROM movements",
  "TRUNCATE movements",
  "UPDATE postings SET amount = 0",
  "UPDATE postings SET recorded_at = now()",
  "DELETE FROM postings",
  "TRUNCATE postings",
  "INSERT INTO postings SELECT * FROM postings",
  "DELETE FROM postings_default",
  "INSERT INTO postings_default SELECT * FROM postings",
  "SELECT ledger_archive_month('2023-11-01', 0, 'x', sha256(''), sha256(''))",
  "SELECT ledger_restore_month('2023-11-01')",
  "SELECT ledger_attach_month('2023-11-01')",
  "SELECT ledger_mend_default_partition()",
  "INSERT INTO archived_months SELECT * FROM archived_months",
  "UPDATE archived_postings SET amount = 0",
  "DELETE FROM archived_months",
  "ALTER TABLE postings DETACH PARTITION postings_default",
  "UPDATE clearing_rollups SET balance = 0",
  "DELETE FROM outbox",
  "UPDATE outbox SET type = 'nothing'",
  "ALTER TABLE postings ADD COLUMN x int",
  "ALTER TABLE ledger_accounts DISABLE TRIGGER ALL",
  "DROP TABLE postings",
  "DROP FUNCTION ledger_close_account",
  "CREATE OR REPLACE FUNCTION ledger_close_account(p_id uuid) RETURNS text LANGUAGE sql AS $$ SELECT 'closed' $$",
  "CREATE TABLE mine (id int)",
  "ALTER ROLE chickpay_app SUPERUSER",
  "SET ROLE chickpay_owner",
  "SET SESSION AUTHORIZATION postgres",
  "COPY postings TO PROGRAM 'cat'",
  "SELECT pg_read_file('/etc/passwd')",
  "UPDATE users SET id = gen_random_uuid() WHERE false; DELETE FROM users",
  "DELETE FROM accounts",
  "DELETE FROM bank_orders",
  "UPDATE sandbox_bank_transfers SET result = 'DONE'",
];

/** insufficient_privilege, wrong_object_type, invalid_role_specification, invalid_parameter_value */
const REFUSED_BY_RIGHTS = /^(42501|42809|0LP01|22023)$/;
/** check_violation, numeric_value_out_of_range */
const REFUSED_BY_TYPE_OR_RULE = /^(23514|22003)$/;

prove(
  "R9",
  "raw SQL as the application's role and calls that no caller makes change nothing",
  { small: 1, share: 0.0002, redWithout: { "granted-right": 1, "any-amount": 1 } },
  async ({ count, without }) => {
    const ledger = await openLedger();
    try {
      const clearing = await openAccount(ledger.pool, "clearing");
      const customer = await openAccount(ledger.pool, "customer");
      await ledger.engine.apply([movement({ debit: clearing, credit: customer, amount: 100n, limited: false })]);
      await sabotage(ledger.database.ownerUrl, without);
      const problems: string[] = [];
      const rare = { "refused by a right": 0, "refused by a type or rule": 0, "refused by name": 0 };
      for (let round = 0; round < count; round++) {
        const before = await state(ledger.pool);
        for (const sql of [...ATTEMPTS, ...(await everyColumn(ledger.database.ownerUrl))]) {
          if (REFUSED_BY_RIGHTS.test(await codeOf(ledger.pool.query(sql)))) rare["refused by a right"]++;
          else problems.push(`not refused: ${sql}`);
        }
        for (const change of badCalls(customer)) {
          const asked = movement({ debit: clearing, credit: customer, amount: 1n, limited: false, ...change });
          const code = await codeOf(ledger.store.applyBatch([asked]));
          if (REFUSED_BY_TYPE_OR_RULE.test(code)) rare["refused by a type or rule"]++;
          else problems.push(`taken (${code}): ${Object.entries(change).join(" ")}`);
        }
        const dollars = movement({ debit: clearing, credit: customer, amount: 1n, limited: false, currency: "USD" });
        const [answer] = await ledger.store.applyBatch([dollars]);
        if (answer?.type === "refused" && answer.refusal === "currency_mismatch") rare["refused by name"]++;
        else problems.push("a movement in a foreign currency was taken");
        const after = await state(ledger.pool);
        if (after !== before) problems.push(`the books changed: ${before} became ${after}`);
      }
      return { rare, problems: [...problems, ...(await brokenRules(ledger.pool))] };
    } finally {
      await ledger.close();
    }
  },
);

/** A right on any single column would be found. */
async function everyColumn(ownerUrl: string): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query(
      `SELECT format('UPDATE %I SET %I = %2$I WHERE false', table_name, column_name) AS sql
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY($1)
       AND is_identity = 'NO' ORDER BY table_name, ordinal_position`,
      [BOOKS],
    );
    return rows.map(({ sql }) => sql);
  } finally {
    await owner.end();
  }
}

function badCalls(customer: AccountId): ReadonlyArray<Partial<Parameters<typeof movement>[0]>> {
  return [
    { amount: 0n },
    { amount: -5n },
    { amount: 1_000_000_000_000_001n },
    { amount: 9_223_372_036_854_775_807n },
    { amount: 9_223_372_036_854_775_808n },
    { debit: customer },
    { operation: "mint" as never },
    { kind: "Robert'); DROP TABLE--" },
    { memo: "x".repeat(201) },
    { idempotencyKey: newId().repeat(20) },
  ];
}

/** The error's code, or "done". */
async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "done",
    (error) => String(error.code),
  );
}

async function state(pool: Pool): Promise<string> {
  const { rows } = await pool.query(
    `SELECT (SELECT count(*) FROM postings) AS postings, (SELECT count(*) FROM movements WHERE state <> 'refused') AS movements,
            (SELECT sum(balance) FROM ledger_accounts) AS balance, (SELECT count(*) FROM outbox) AS events`,
  );
  return JSON.stringify(rows[0]);
}
