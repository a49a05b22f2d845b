import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { LedgerArchive } from "../src/modules/ledger/index.js";
import { movement, openAccount, openLedger } from "./ledger-harness.js";

export const ARCHIVE_OPTIONS = { onlineMonths: 13, retentionYears: 7, log: () => undefined };

export type PastBook = Awaited<ReturnType<typeof openPastBook>>;

/** A book of two past months, 2023-11 and 2023-12, and the present one, and a directory for its archive. */
export async function openPastBook() {
  const ledger = await openLedger();
  const owner = new pg.Client({ connectionString: ledger.database.ownerUrl });
  await owner.connect();
  const directory = await mkdtemp(join(tmpdir(), "chickpay-archive-"));
  const accounts = {
    bank: await openAccount(ledger.pool, "clearing"),
    a: await openAccount(ledger.pool, "customer"),
    b: await openAccount(ledger.pool, "customer"),
  };

  async function apply(...change: Parameters<typeof movement>) {
    const asked = movement(...change);
    const [outcome] = await ledger.engine.apply([asked]);
    return { asked, outcome };
  }

  /** A little of everything: money in, transfers, reservations that end and one that ends months later, a refusal. */
  async function live(open?: { reserve?: boolean; settle?: string }): Promise<string | undefined> {
    const { bank, a, b } = accounts;
    for (const credit of [a, b]) await apply({ debit: bank, credit, amount: 1_000n, limited: false, kind: "deposit" });
    for (let i = 1; i <= 5; i++) await apply({ debit: a, credit: b, amount: BigInt(i) });
    await apply({ debit: a, credit: b, amount: 9_999_999n });
    const withdrawal = { debit: a, credit: bank, amount: 100n, kind: "withdrawal" };
    for (const end of ["settle", "release"] as const) {
      const { asked } = await apply({ operation: "reserve", ...withdrawal });
      await apply({ operation: end, ...withdrawal, reservation: asked.id });
    }
    if (open?.settle) await apply({ operation: "settle", ...withdrawal, reservation: open.settle as never });
    return open?.reserve ? (await apply({ operation: "reserve", ...withdrawal })).asked.id : undefined;
  }

  const reserved = await live({ reserve: true });
  await backdate(owner, "2023-11");
  await live(reserved ? { settle: reserved } : {});
  await backdate(owner, "2023-12");
  await live();
  await owner.query(`SELECT ledger_roll_up()`);

  return {
    ...{ ledger, owner, directory, accounts, apply, live },
    archive: new LedgerArchive(owner, ARCHIVE_OPTIONS),
    everything: async () =>
      (await owner.query(`SELECT * FROM postings ORDER BY recorded_at, movement_id, account_id`)).rows,
    balances: async () =>
      (
        await owner.query(
          `SELECT id, ledger_account_balance(id) AS balance, held, version FROM ledger_accounts ORDER BY id`,
        )
      ).rows,
    async close() {
      await owner.end();
      await ledger.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Moves what was recorded since the last call into a past month, as if it had happened then. */
export async function backdate(client: pg.Client, month: string): Promise<void> {
  await client.query("BEGIN");
  await client.query(
    `CREATE TABLE postings_${month.replace("-", "_")} PARTITION OF postings
       FOR VALUES FROM ('${month}-01T00:00:00Z') TO ('${shifted(month, 1)}-01T00:00:00Z')`,
  );
  await client.query(
    `CREATE TABLE moved AS
       SELECT m.id, $1::timestamptz + row_number() OVER (ORDER BY recorded_at, id) * interval '61 seconds 1 microsecond' AS at
       FROM movements m WHERE recorded_at > clock_timestamp() - interval '1 hour'`,
    [`${month}-05T00:00:00Z`],
  );
  await client.query(`UPDATE movements m SET recorded_at = at, occurred_at = at FROM moved WHERE moved.id = m.id`);
  await client.query(`UPDATE postings p SET recorded_at = at FROM moved WHERE moved.id = p.movement_id`);
  // Nothing of it counts towards the limits of today any more.
  await client.query(`UPDATE ledger_accounts SET spent_on = $1 WHERE spent_on > $1`, [`${month}-05`]);
  await client.query("DROP TABLE moved; COMMIT");
}

/** A month so many months later. */
export function shifted(month: string, months: number): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}
