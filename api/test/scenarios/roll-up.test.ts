import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AccountId } from "../../src/shared/ids.js";
import { expectSoundBook, movement, openAccount, openLedger } from "../ledger-harness.js";

let ledger: Awaited<ReturnType<typeof openLedger>>;
let [owner, slow]: pg.Client[] = [];
let [bank, customer]: AccountId[] = [];

beforeEach(async () => {
  ledger = await openLedger();
  owner = await connected();
  slow = await connected();
  bank = await openAccount(ledger.pool, "clearing");
  customer = await openAccount(ledger.pool, "customer");
});
afterEach(async () => {
  await slow?.end();
  await owner?.end();
  await ledger.close();
});

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ledger.database.ownerUrl });
  await client.connect();
  return client;
}

/** Lets a movement have been recorded so many minutes ago. */
async function age(client: pg.Client, id: string, minutes: number): Promise<void> {
  await client.query(`UPDATE movements SET recorded_at = recorded_at - make_interval(mins => $2) WHERE id = $1`, [
    id,
    minutes,
  ]);
  await client.query(
    `UPDATE postings SET recorded_at = recorded_at - make_interval(mins => $2) WHERE movement_id = $1`,
    [id, minutes],
  );
}

/** As a call of so many minutes ago would have left it, but for the transactions that have begun since. */
async function mark(minutesAgo: number): Promise<void> {
  await (owner as pg.Client).query(
    `UPDATE clearing_mark SET xid = pg_current_xact_id(), at = clock_timestamp() - make_interval(mins => $1)`,
    [minutesAgo],
  );
}

async function rollUp(): Promise<Date | null> {
  const { rows } = await (owner as pg.Client).query<{ border: Date | null }>(`SELECT ledger_roll_up() AS border`);
  return rows[0]?.border ?? null;
}

/** Other files' tests write on the same server, and any of their transactions may be the one that is waited for. */
const SETTLED = { timeout: 20_000, interval: 20 };

async function bankBalance(): Promise<string> {
  const { rows } = await (owner as pg.Client).query(`SELECT ledger_account_balance($1) AS balance`, [bank]);
  return rows[0].balance;
}

async function deposit(): Promise<string> {
  const asked = movement({ debit: bank as AccountId, credit: customer as AccountId, amount: 1_000n, limited: false });
  await ledger.engine.apply([asked]);
  return asked.id;
}

test("a deposit whose commit takes longer than any margin is not left out of its clearing account", async () => {
  const [first, late, next] = [await deposit(), await deposit(), await deposit()];
  await age(owner as pg.Client, first, 20);
  await mark(10);
  await expect.poll(rollUp, SETTLED).toBeInstanceOf(Date);

  // As a commit that waits for a standby: all is written, nothing is seen, and what came later is done.
  await (slow as pg.Client).query("BEGIN");
  await age(slow as pg.Client, late, 8);
  await age(owner as pg.Client, next, 7);
  await mark(0);
  for (let i = 0; i < 3; i++) expect(await rollUp()).toBeNull();
  await (slow as pg.Client).query("COMMIT");

  await expect.poll(rollUp, SETTLED).toBeInstanceOf(Date);
  expect(await bankBalance()).toBe("-3000");
  await expectSoundBook(ledger.pool);
});

test("data that came from another server is added up, whatever numbers that one had given", async () => {
  await age(owner as pg.Client, await deposit(), 20);
  await (owner as pg.Client).query(`UPDATE clearing_mark SET xid = '9000000000', at = clock_timestamp()`);
  expect(await rollUp()).toBeInstanceOf(Date);
  expect(await bankBalance()).toBe("-1000");
  await expectSoundBook(ledger.pool);
});
