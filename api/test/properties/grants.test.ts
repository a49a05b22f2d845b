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

describe("raw SQL as the application's role", () => {
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

  test("nothing that is written in bulk locks the rows that money moves on (ADR 3)", async () => {
    const { rows } = await ledger.pool.query(
      `SELECT conrelid::regclass::text AS name FROM pg_constraint WHERE confrelid = 'ledger_accounts'::regclass
       ORDER BY 1`,
    );
    expect(rows.map((row) => row.name)).toEqual(["accounts", "clearing_rollups"]);
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
