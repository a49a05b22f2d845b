import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LedgerStore } from "../../src/modules/ledger/index.js";
import { newId } from "../../src/shared/ids.js";
import { movement, openAccount, openLedger } from "../ledger-harness.js";

let ledger: Awaited<ReturnType<typeof openLedger>>;
let customer: string;

beforeAll(async () => {
  ledger = await openLedger();
  const clearing = await openAccount(ledger.pool, "clearing");
  customer = await openAccount(ledger.pool, "customer");
  await ledger.engine.apply([movement({ debit: clearing, credit: customer as never, amount: 100n, limited: false })]);
});
afterAll(async () => {
  await ledger.close();
});

/** check_violation, numeric_value_out_of_range */
const REFUSED_BY_TYPE_OR_RULE = /^(23514|22003)$/;

describe("raw SQL as the application's role", () => {
  test.each([
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
  ])("%s is refused", async (sql) => {
    const before = await state();
    await expect(ledger.pool.query(sql)).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|42809|0LP01|22023)$/),
    });
    expect(await state()).toEqual(before);
  });

  test("the function takes no amount outside 1 .. 10^15 and no movement onto itself", async () => {
    const clearing = await openAccount(ledger.pool, "clearing");
    const good = { debit: clearing, credit: customer as never, amount: 1n, limited: false };
    for (const change of [
      { amount: 0n },
      { amount: -5n },
      { amount: 1_000_000_000_000_001n },
      { amount: 9_223_372_036_854_775_807n },
      { debit: customer as never },
      { operation: "mint" as never },
      { kind: "Robert'); DROP TABLE--" },
    ]) {
      await expect(ledger.store.applyBatch([movement({ ...good, ...change })])).rejects.toMatchObject({
        code: expect.stringMatching(REFUSED_BY_TYPE_OR_RULE),
      });
    }
    await expect(
      ledger.store.applyBatch([movement({ ...good, amount: 9_223_372_036_854_775_808n })]),
    ).rejects.toMatchObject({
      code: "22003",
    });
    const [mismatch] = await ledger.engine.apply([movement({ ...good, currency: "USD" })]);
    expect(mismatch).toMatchObject({ type: "refused", refusal: "currency_mismatch" });
  });

  test("temporary tables do not stand in for the books, even where they may be made", async () => {
    const owner = new pg.Client({ connectionString: ledger.database.ownerUrl });
    await owner.connect();
    const client = await ledger.pool.connect();
    try {
      await owner.query(
        `DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO chickpay_app', current_database()); END $$`,
      );
      for (const table of ["movements", "postings", "outbox", "ledger_accounts"]) {
        await client.query(`CREATE TEMPORARY TABLE ${table} (LIKE public.${table}); GRANT ALL ON ${table} TO PUBLIC`);
      }
      const clearing = await openAccount(ledger.pool, "clearing");
      const asked = movement({ debit: clearing, credit: customer as never, amount: 777n, limited: false });
      // The very connection that has the temporary tables.
      await new LedgerStore({
        connect: async () => ({ ...bound(client), release: () => undefined }),
      } as never).applyBatch([asked]);
      const { rows } = await owner.query(`SELECT count(*) FROM postings WHERE movement_id = $1`, [asked.id]);
      expect(rows[0].count).toBe("2");
    } finally {
      client.release(true);
      await owner.end();
    }
  });

  test("one movement the database cannot take does not fail its neighbours", async () => {
    const clearing = await openAccount(ledger.pool, "clearing");
    const good = () => movement({ debit: clearing, credit: customer as never, amount: 1n, limited: false });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        ledger.engine.apply([i === 7 ? { ...good(), memo: "x".repeat(201) } : good()]),
      ),
    );
    expect(results.map((each) => each.status)).toEqual(
      Array.from({ length: 20 }, (_, i) => (i === 7 ? "rejected" : "fulfilled")),
    );
  });

  test("a full queue answers at once, and what was taken is done", async () => {
    const small = await openLedger({ queueMax: 5 });
    try {
      const clearing = await openAccount(small.pool, "clearing");
      const account = await openAccount(small.pool, "customer");
      const results = await Promise.allSettled(
        Array.from({ length: 50 }, () =>
          small.engine.apply([movement({ debit: clearing, credit: account, amount: 1n, limited: false, id: newId() })]),
        ),
      );
      const done = results.filter((each) => each.status === "fulfilled").length;
      const refused = results.filter((each) => each.status === "rejected" && each.reason.code === "OVERLOADED").length;
      expect(done + refused).toBe(50);
      expect(Math.min(done, refused)).toBeGreaterThan(0);
      const { rows } = await small.pool.query(`SELECT balance FROM ledger_accounts WHERE id = $1`, [account]);
      expect(rows[0].balance).toBe(String(done));
    } finally {
      await small.close();
    }
  });
});

function bound(client: pg.PoolClient) {
  return { query: client.query.bind(client), on: client.on.bind(client), off: client.off.bind(client) };
}

async function state() {
  const { rows } = await ledger.pool.query(
    `SELECT (SELECT count(*) FROM postings) AS postings, (SELECT count(*) FROM movements) AS movements,
            (SELECT sum(balance) FROM ledger_accounts) AS balance`,
  );
  return rows[0];
}
