import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkBook, LedgerArchive, readPartitionState } from "../../src/modules/ledger/index.js";
import type { AccountId } from "../../src/shared/ids.js";
import { deposit, startTestApi, transfer } from "../api-harness.js";
import { expectSoundBook, movement, openAccount, openLedger } from "../ledger-harness.js";

const COMMAND = fileURLToPath(new URL("../../dist/archive-ledger.js", import.meta.url));
const OPTIONS = { onlineMonths: 13, retentionYears: 7, log: () => undefined };

let ledger: Awaited<ReturnType<typeof openLedger>>;
let owner: pg.Client;
let archive: LedgerArchive;
let directory: string;
let accounts: { bank: AccountId; a: AccountId; b: AccountId };

/** Moves what was recorded since the last call into a past month, as if it had happened then. */
async function backdate(month: string, client = owner): Promise<void> {
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
function shifted(month: string, months: number): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

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

const everything = async () =>
  (await owner.query(`SELECT * FROM postings ORDER BY recorded_at, movement_id, account_id`)).rows;
const balances = async () =>
  (
    await owner.query(
      `SELECT id, ledger_account_balance(id) AS balance, held, version FROM ledger_accounts ORDER BY id`,
    )
  ).rows;
const violations = async () => checkBook(async (sql) => (await owner.query(sql)).rows);

/** Two past months, and the present one. */
async function openBook(): Promise<void> {
  ledger = await openLedger();
  owner = new pg.Client({ connectionString: ledger.database.ownerUrl });
  await owner.connect();
  archive = new LedgerArchive(owner, OPTIONS);
  directory = await mkdtemp(join(tmpdir(), "chickpay-archive-"));
  const { pool } = ledger;
  accounts = {
    bank: await openAccount(pool, "clearing"),
    a: await openAccount(pool, "customer"),
    b: await openAccount(pool, "customer"),
  };
  const reserved = await live({ reserve: true });
  await backdate("2023-11");
  await live(reserved ? { settle: reserved } : {});
  await backdate("2023-12");
  await live();
  await owner.query(`SELECT ledger_roll_up()`);
}

async function closeBook(): Promise<void> {
  await owner.end();
  await ledger.close();
  await rm(directory, { recursive: true, force: true });
}

describe("months of postings", () => {
  beforeEach(openBook);
  afterEach(closeBook);

  test("go to files and come back the same", async () => {
    await expectSoundBook(ledger.pool);
    const before = { rows: await everything(), balances: await balances() };

    const months = await archive.monthsBefore("2024-06");
    expect(months.map((each) => each.month)).toEqual(["2023-11", "2023-12"]);
    for (const { month } of months) await archive.archive(month, directory);

    await expectSoundBook(ledger.pool);
    expect(await balances()).toEqual(before.balances);
    expect((await everything()).length).toBeLessThan(before.rows.length / 2);
    expect(await owner.query(`SELECT to_regclass('postings_2023_11') AS left`)).toMatchObject({
      rows: [{ left: null }],
    });
    // The books go on: new movements, a roll-up, a check.
    await live();
    await owner.query(`SELECT ledger_roll_up()`);
    await expectSoundBook(ledger.pool);

    // The months may come back in any order, and leave again.
    const after = await balances();
    for (const month of ["2023_11", "2023_12"]) {
      await archive.restore(join(directory, `postings_${month}.jsonl.zst`));
      await expectSoundBook(ledger.pool);
      expect(await balances()).toEqual(after);
    }
    expect((await everything()).filter((each) => each.recorded_at < new Date("2024-01-01"))).toEqual(
      before.rows.filter((each) => each.recorded_at < new Date("2024-01-01")),
    );
    await archive.archive("2023-12", directory);
    await expectSoundBook(ledger.pool);
    expect(await balances()).toEqual(after);
    // A restored partition takes rows' place as the others do: no second table of that name, no default rows.
    const { rows } = await owner.query(`SELECT count(*) FROM postings_default`);
    expect(rows[0].count).toBe("0");
  });

  test("leave and come back while money moves, and no movement fails", async () => {
    let isOver = false;
    let moved = 0;
    const traffic = Promise.all(
      Array.from({ length: 4 }, async (_, i) => {
        const [debit, credit] = i % 2 ? [accounts.a, accounts.b] : [accounts.b, accounts.a];
        while (!isOver) {
          const { outcome } = await apply({ debit, credit, amount: 1n });
          expect(outcome).toMatchObject({ type: "applied", replayed: false });
          moved++;
        }
      }),
    );
    for (let round = 0; round < 5; round++) {
      for (const month of ["2023-11", "2023-12"]) {
        const { file } = await archive.archive(month, directory);
        const { rows } = await owner.query(`SELECT sum(ledger_account_balance(id)) AS total FROM ledger_accounts`);
        expect(rows[0].total).toBe("0");
        await archive.restore(join(directory, file));
      }
    }
    isOver = true;
    await traffic;
    expect(moved).toBeGreaterThan(20);
    await expectSoundBook(ledger.pool);
  });

  test("a young month stays, and so does one that is not what its file says", async () => {
    const present = new Date().toISOString().slice(0, 7);
    await expect(archive.monthsBefore(shifted(present, -12))).rejects.toThrow("13 months stay in the database");
    await archive.monthsBefore(shifted(present, -13));
    await expect(archive.monthsBefore("2024-13")).rejects.toThrow();
    // Whatever the program asks, the database does not let go of a month that is not over.
    await expect(
      owner.query(`SELECT ledger_archive_month(date_trunc('month', now())::date, 0, '', '', '')`),
    ).rejects.toThrow("is not over");
    const { rows } = await owner.query(`SELECT count(*) FROM postings WHERE recorded_at < '2023-12-01'`);
    for (const [count, change] of [
      [Number(rows[0].count) - 1, ""],
      [Number(rows[0].count), `UPDATE postings_2023_11 SET amount = amount + 1 WHERE version = 1`],
      [Number(rows[0].count), `UPDATE postings_2023_11 SET version = version + 50 WHERE version = 2`],
    ]) {
      await owner.query("BEGIN");
      if (change) await owner.query(String(change));
      await expect(
        owner.query(`SELECT ledger_archive_month('2023-11-01', $1, 'x', sha256(''), sha256(''))`, [count]),
      ).rejects.toThrow();
      await owner.query("ROLLBACK");
    }
    await owner.query("BEGIN; DELETE FROM clearing_rollups");
    await expect(
      owner.query(`SELECT ledger_archive_month('2023-11-01', $1, 'x', sha256(''), sha256(''))`, [rows[0].count]),
    ).rejects.toThrow("not rolled up");
    await owner.query("ROLLBACK");
    await expectSoundBook(ledger.pool);
  });

  test("killed with the file written and the partition not yet dropped, it goes on from there", async () => {
    const before = await everything();
    const reader = new pg.Client({ connectionString: ledger.database.ownerUrl });
    await reader.connect();
    // Somebody reads the postings for long: the last step has to wait.
    await reader.query("BEGIN; SELECT count(*) FROM postings");
    const child = command("--before", "2023-12", "--to", directory);
    while (!(await readdir(directory)).includes("postings_2023_11.manifest.json")) await sleep(20);
    child.process.kill("SIGKILL");
    await child.ended;
    await reader.query("ROLLBACK");
    await reader.end();
    await expectSoundBook(ledger.pool);
    expect(await everything()).toEqual(before);

    // What a run leaves that was killed earlier: a part under another name, or a file without its manifest.
    const file = join(directory, "postings_2023_11.jsonl.zst");
    const written = await readFile(file);
    await rm(join(directory, "postings_2023_11.manifest.json"));
    await truncate(file, 100);
    await writeFile(`${file}.partial`, "half a");

    const again = command("--before", "2023-12", "--to", directory);
    expect(await again.ended).toEqual(0);
    expect(await readFile(file)).toEqual(written);
    await expectSoundBook(ledger.pool);
    expect((await everything()).length).toBeLessThan(before.length);
    expect(await command("--before", "2023-12", "--to", directory).ended).toBe(0);

    const restored = command("--restore", file);
    expect(await restored.ended).toBe(0);
    expect(await everything()).toEqual(before);
    // A whole file of a month that is in the database is used when it is right, and never overwritten when it is not.
    await owner.query(`UPDATE postings_2023_11 SET amount = -amount WHERE version IS NULL`);
    expect(await command("--before", "2023-12", "--to", directory).ended).toBe(1);
    await owner.query(`UPDATE postings_2023_11 SET amount = -amount WHERE version IS NULL`);
    expect(await command("--before", "2023-12", "--dry-run", "--to", directory).ended).toBe(0);
    await truncate(file, 100);
    expect(await command("--before", "2023-12", "--to", directory).ended).toBe(1);
    expect(await everything()).toEqual(before);
  });

  test("a file that was tampered with is refused", async () => {
    const manifest = await archive.archive("2023-11", directory);
    const file = join(directory, manifest.file);
    const manifestFile = join(directory, "postings_2023_11.manifest.json");
    const [bytes, said] = [await readFile(file), await readFile(manifestFile, "utf8")];
    const tampered = Buffer.from(bytes);
    tampered[tampered.length >> 1] = (tampered[tampered.length >> 1] ?? 0) ^ 1;
    const other = zstdCompressSync(zstdDecompressSync(bytes).toString().replace('"amount":"-1"', '"amount":"-2"'));
    const hash = (data: Buffer) => createHash("sha256").update(data).digest("hex");
    for (const [content, text] of [
      [tampered, said],
      [bytes.subarray(0, -20), said],
      [other, said],
      // Whoever changes the file can change what stands beside it.
      [other, said.replace(manifest.fileSha256, hash(other)).replace(manifest.contentSha256, hash(other))],
      [bytes, said.replace('"2023-11"', '"2023-12"')],
      [bytes, said.replace('"schemaVersion": 1', '"schemaVersion": 2')],
    ] as const) {
      await writeFile(file, content);
      await writeFile(manifestFile, text);
      await expect(archive.restore(file)).rejects.toThrow();
      await expectSoundBook(ledger.pool);
    }
    await writeFile(file, bytes);
    await writeFile(manifestFile, said);
    await archive.restore(file);
    await expect(archive.restore(file)).rejects.toThrow("not in the archive of this database");
    await expectSoundBook(ledger.pool);
  });

  test("files are reported and deleted once their years are over, not a month earlier", async () => {
    const present = new Date().toISOString().slice(0, 7);
    // It is of the present, which is about to become the past.
    await owner.query("DELETE FROM clearing_rollups");
    await backdate(shifted(present, -25));
    await live();
    await backdate(shifted(present, -24));
    for (const { month } of await archive.monthsBefore(shifted(present, -13))) await archive.archive(month, directory);
    const months = async (retentionYears: number) =>
      (await new LedgerArchive(owner, { ...OPTIONS, retentionYears }).expired(directory)).map((each) => each.month);
    const older = ["2023-11", "2023-12"].filter((month) => month < shifted(present, -25));
    expect(await months(2)).toEqual([...older, shifted(present, -25)]);
    expect(await months(100)).toEqual([]);
    await new LedgerArchive(owner, { ...OPTIONS, retentionYears: 2 }).expire(directory);
    expect(await readdir(directory)).toEqual(
      [`postings_${shifted(present, -24)}.jsonl.zst`, `postings_${shifted(present, -24)}.manifest.json`].map((name) =>
        name.replace(/(\d{4})-/, "$1_"),
      ),
    );
    await expectSoundBook(ledger.pool);
  });
});

describe("beside an archived month", () => {
  beforeAll(async () => {
    await openBook();
    await archive.archive("2023-11", directory);
    await expectSoundBook(ledger.pool);
  });
  afterAll(closeBook);

  const AN_ACCOUNT = `(SELECT account_id FROM archived_postings WHERE last_version > 3 ORDER BY account_id LIMIT 1)`;
  test.each([
    ["a wrong archived sum", `UPDATE archived_postings SET amount = amount + 1 WHERE account_id = ${AN_ACCOUNT}`],
    [
      "a wrong archived sum of the clearing account",
      `UPDATE archived_postings SET amount = amount + 1 WHERE last_version IS NULL`,
    ],
    ["a wrong archived hold", `UPDATE archived_postings SET hold = hold + 1 WHERE account_id = ${AN_ACCOUNT}`],
    ["a wrong archived balance", `UPDATE archived_postings SET balance_after = balance_after + 1`],
    ["a lost archived sum", `DELETE FROM archived_postings WHERE account_id = ${AN_ACCOUNT}`],
    ["a forgotten archived month", `DELETE FROM archived_postings; DELETE FROM archived_months`],
    ["an archived month that is said to hold more", `UPDATE archived_months SET postings = postings + 1`],
    ["a partition dropped without its sums", `DROP TABLE postings_2023_12`],
    [
      "a posting lost at the edge of the archive",
      `DELETE FROM postings WHERE account_id = ${AN_ACCOUNT} AND version =
         (SELECT last_version + 1 FROM archived_postings WHERE account_id = ${AN_ACCOUNT})`,
    ],
    [
      "both postings of a movement lost after the archive",
      `DELETE FROM postings WHERE movement_id = (SELECT id FROM movements WHERE kind = 'transfer' AND state = 'posted' ORDER BY recorded_at DESC LIMIT 1)`,
    ],
    [
      "a movement of an archived month lost",
      `DELETE FROM movements WHERE id = (SELECT id FROM movements WHERE kind = 'transfer' ORDER BY recorded_at LIMIT 1)`,
    ],
    [
      "a movement of an archived month with another amount",
      `UPDATE movements SET amount = amount + 1 WHERE id = (SELECT id FROM movements ORDER BY recorded_at LIMIT 1)`,
    ],
    [
      "a movement that says it was in an archived month",
      `UPDATE movements SET recorded_at = '2023-11-07' WHERE id = (SELECT id FROM movements WHERE kind = 'transfer' AND state = 'posted' ORDER BY recorded_at DESC LIMIT 1)`,
    ],
    [
      "a posting in an archived month",
      `INSERT INTO postings SELECT movement_id, account_id, amount, hold, balance_after, held_after, version, '2023-11-07' FROM postings LIMIT 1`,
    ],
    ["a wrong roll-up", `UPDATE clearing_rollups SET balance = balance - 1`],
    ["a missing roll-up", `DELETE FROM clearing_rollups`],
    ["a balance raised by hand", `UPDATE ledger_accounts SET balance = balance + 1 WHERE id = ${AN_ACCOUNT}`],
  ])("%s is found", async (_name, sql) => {
    await owner.query("BEGIN");
    await owner.query(sql);
    expect((await checkBook(async (query) => (await owner.query(query)).rows)).length).toBeGreaterThan(0);
    await owner.query("ROLLBACK");
  });
});

describe("the default partition", () => {
  beforeEach(openBook);
  afterEach(closeBook);

  test("catches what has no month, is told of, and is mended without loss", async () => {
    // As if nobody had made partitions for months.
    await owner.query(`DO $$ DECLARE t regclass; BEGIN
      FOR t IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'postings'::regclass
        AND inhrelid::regclass::text > 'postings_' || to_char(now(), 'YYYY') AND inhrelid::regclass::text <> 'postings_default'
      LOOP EXECUTE format('CREATE TABLE kept AS SELECT * FROM %s; DROP TABLE %s; INSERT INTO postings SELECT * FROM kept; DROP TABLE kept', t, t);
      END LOOP; END $$`);
    await live();
    const before = await everything();
    const state = () => readPartitionState(async (sql) => (await ledger.pool.query(sql)).rows);
    const { defaultRows } = await state();
    expect(defaultRows).toBeGreaterThan(20);
    expect((await violations()).map((each) => each.rule)).toEqual(["nothing stands in the default partition"]);
    // The present month cannot be made, those after it can.
    const { rows } = await ledger.pool.query(`SELECT ledger_ensure_partitions(3) AS made`);
    expect(rows[0].made).toBe(3);
    expect(await state()).toEqual({ defaultRows, monthsAhead: 3 });

    // Movements go on all the while.
    const traffic = Promise.all(
      Array.from({ length: 40 }, () => apply({ debit: accounts.a, credit: accounts.b, amount: 1n })),
    );
    expect((await archive.mend()).reduce((sum, each) => sum + each.postings, 0)).toBeGreaterThanOrEqual(defaultRows);
    for (const { outcome } of await traffic) expect(outcome).toMatchObject({ type: "applied" });
    expect(await state()).toEqual({ defaultRows: 0, monthsAhead: 3 });
    await expectSoundBook(ledger.pool);
    expect((await everything()).slice(0, before.length)).toEqual(before);
    expect(await archive.mend()).toEqual([]);
  });

  test("holds nothing of an archived month for long: such rows are named, not hidden", async () => {
    await archive.archive("2023-11", directory);
    await owner.query(
      `INSERT INTO postings SELECT movement_id, account_id, amount, hold, balance_after, held_after, version, '2023-11-07' FROM postings LIMIT 1`,
    );
    await expect(archive.mend()).rejects.toThrow("which is archived");
  });
});

describe("through the API, once the month is archived", () => {
  test("old keys, receipts, histories and sums are answered, without figures that are not there", async () => {
    const api = await startTestApi();
    directory = await mkdtemp(join(tmpdir(), "chickpay-archive-"));
    owner = new pg.Client({ connectionString: api.database.ownerUrl });
    await owner.connect();
    try {
      const [sender, recipient] = [await api.member(), await api.member("김영희")];
      const [depositKey, key] = [randomUUID(), randomUUID()];
      await deposit(sender, 10_000n, { idempotencyKey: depositKey });
      const first = await transfer(sender, recipient, 3_000n, { idempotencyKey: key });
      const refusedKey = randomUUID();
      const refused = await transfer(sender, recipient, 9_999_999n, { idempotencyKey: refusedKey });
      await backdate("2023-11");
      await new LedgerArchive(owner, OPTIONS).archive("2023-11", directory);
      await transfer(sender, recipient, 500n);
      const now = { id: sender.accountId, balance: "6500", available: "6500", version: "3" };

      const again = await transfer(sender, recipient, 3_000n, { idempotencyKey: key });
      expect(again).toMatchObject({ __typename: "TransferSuccess", replayed: true, account: now });
      expect(again.transfer).toEqual(first.transfer);
      expect(await transfer(sender, recipient, 9_999_999n, { idempotencyKey: refusedKey })).toEqual(refused);
      expect(await transfer(sender, recipient, 3_001n, { idempotencyKey: key })).toMatchObject({
        __typename: "IdempotencyConflict",
      });
      expect(await deposit(sender, 10_000n, { idempotencyKey: depositKey })).toMatchObject({
        replayed: true,
        transaction: { amount: "10000", balanceAfter: null, state: "SETTLED" },
        account: now,
      });
      for (const [member, direction] of [
        [sender, "OUT"],
        [recipient, "IN"],
      ] as const) {
        const receipt = `query ($id: ID!) { transfer(id: $id) { direction amount balanceAfter state } }`;
        expect(await member.client.data(receipt, { id: first.transfer.id })).toEqual({
          transfer: { direction, amount: "3000", balanceAfter: null, state: "POSTED" },
        });
        const { account } = await member.client.data(
          `query ($id: ID!) { account(id: $id) { transactions(first: 100) { edges { node { recordedAt balanceAfter } }
             pageInfo { hasNextPage } } } }`,
          { id: member.accountId },
        );
        expect(account.transactions.edges).toHaveLength(1);
        expect(account.transactions.pageInfo.hasNextPage).toBe(false);
      }
      const month = `query ($id: ID!, $month: String) { account(id: $id) { monthSummary(month: $month) { count } } }`;
      const asked = (of: string | null) => sender.client.ask(month, { id: sender.accountId, month: of });
      expect((await asked(null)).data.account.monthSummary.count).toBe(1);
      expect((await asked("2023-09")).data.account.monthSummary.count).toBe(0);
      expect((await asked("2023-11")).errors?.[0]?.extensions).toMatchObject({
        code: "BAD_USER_INPUT",
        field: "month",
      });
      await api.expectSoundBook();

      const metrics = await (await fetch(`${api.url}/metrics`)).text();
      expect(metrics).toContain("chickpay_ledger_default_partition_rows 0");
      expect(metrics).toContain("chickpay_ledger_partition_months_ahead 3");
    } finally {
      await owner.end();
      await api.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});

/** The command itself, in a process that can be killed. */
function command(...args: string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, DATABASE_URL: ledger.database.appUrl, DATABASE_OWNER_URL: ledger.database.ownerUrl },
    stdio: "ignore",
  });
  return { process: child, ended: once(child, "exit").then(([code]) => code as number | null) };
}
