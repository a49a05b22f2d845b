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
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { historyProjection } from "../../src/modules/history/index.js";
import { insightsProjection } from "../../src/modules/insights/index.js";
import { LedgerArchive } from "../../src/modules/ledger/index.js";
import type { AccountId } from "../../src/shared/ids.js";
import { deposit, startTestApi, transfer } from "../api-harness.js";
import type { TestDatabase } from "../database.js";
import { allOf } from "../history-harness.js";
import { expectSoundBook, movement } from "../ledger-harness.js";
import { ARCHIVE_OPTIONS, backdate, openPastBook, type PastBook, shifted } from "../past-book.js";

const COMMAND = fileURLToPath(new URL("../../dist/archive-ledger.js", import.meta.url));

describe("months of postings", () => {
  let book: PastBook;
  beforeEach(async () => {
    book = await openPastBook();
  });
  afterEach(() => book.close());

  test("go to files and come back the same", async () => {
    await expectSoundBook(book.ledger.pool);
    const before = { rows: await book.everything(), balances: await book.balances() };

    const months = await book.archive.monthsBefore("2024-06");
    expect(months.map((each) => each.month)).toEqual(["2023-11", "2023-12"]);
    for (const { month } of months) await book.archive.archive(month, book.directory);

    await expectSoundBook(book.ledger.pool);
    expect(await book.balances()).toEqual(before.balances);
    expect((await book.everything()).length).toBeLessThan(before.rows.length / 2);
    expect(await book.owner.query(`SELECT to_regclass('postings_2023_11') AS left`)).toMatchObject({
      rows: [{ left: null }],
    });
    // The books go on: new movements, a roll-up, a check.
    await book.live();
    await book.owner.query(`SELECT ledger_roll_up()`);
    await expectSoundBook(book.ledger.pool);

    // The months may come back in any order, and leave again.
    const after = await book.balances();
    for (const month of ["2023_11", "2023_12"]) {
      await book.archive.restore(join(book.directory, `postings_${month}.jsonl.zst`));
      await expectSoundBook(book.ledger.pool);
      expect(await book.balances()).toEqual(after);
    }
    expect((await book.everything()).filter((each) => each.recorded_at < new Date("2024-01-01"))).toEqual(
      before.rows.filter((each) => each.recorded_at < new Date("2024-01-01")),
    );
    await book.archive.archive("2023-12", book.directory);
    await expectSoundBook(book.ledger.pool);
    expect(await book.balances()).toEqual(after);
    // A restored partition takes rows' place as the others do: no second table of that name, no default rows.
    const { rows } = await book.owner.query(`SELECT count(*) FROM postings_default`);
    expect(rows[0].count).toBe("0");
  });

  test("leave and come back while money moves, and no movement fails", async () => {
    let isOver = false;
    let moved = 0;
    const traffic = Promise.all(
      Array.from({ length: 4 }, async (_, i) => {
        const [debit, credit] = i % 2 ? [book.accounts.a, book.accounts.b] : [book.accounts.b, book.accounts.a];
        while (!isOver) {
          const { outcome } = await book.apply({ debit, credit, amount: 1n });
          expect(outcome).toMatchObject({ type: "applied", replayed: false });
          moved++;
        }
      }),
    );
    for (let round = 0; round < 5; round++) {
      for (const month of ["2023-11", "2023-12"]) {
        const { file } = await book.archive.archive(month, book.directory);
        const { rows } = await book.owner.query(`SELECT sum(ledger_account_balance(id)) AS total FROM ledger_accounts`);
        expect(rows[0].total).toBe("0");
        await book.archive.restore(join(book.directory, file));
      }
    }
    isOver = true;
    await traffic;
    expect(moved).toBeGreaterThan(20);
    await expectSoundBook(book.ledger.pool);
  });

  test("a young month stays, and so does one that is not what its file says", async () => {
    const present = new Date().toISOString().slice(0, 7);
    await expect(book.archive.monthsBefore(shifted(present, -12))).rejects.toThrow("13 months stay in the database");
    await book.archive.monthsBefore(shifted(present, -13));
    await expect(book.archive.monthsBefore("2024-13")).rejects.toThrow();
    // Whatever the program asks, the database does not let go of a month that is not over.
    await expect(
      book.owner.query(`SELECT ledger_archive_month(date_trunc('month', now())::date, 0, '', '', '')`),
    ).rejects.toThrow("is not over");
    const { rows } = await book.owner.query(`SELECT count(*) FROM postings WHERE recorded_at < '2023-12-01'`);
    for (const [count, change] of [
      [Number(rows[0].count) - 1, ""],
      [Number(rows[0].count), `UPDATE postings_2023_11 SET amount = amount + 1 WHERE version = 1`],
      [Number(rows[0].count), `UPDATE postings_2023_11 SET version = version + 50 WHERE version = 2`],
    ]) {
      await book.owner.query("BEGIN");
      if (change) await book.owner.query(String(change));
      await expect(
        book.owner.query(`SELECT ledger_archive_month('2023-11-01', $1, 'x', sha256(''), sha256(''))`, [count]),
      ).rejects.toThrow();
      await book.owner.query("ROLLBACK");
    }
    await book.owner.query("BEGIN; DELETE FROM clearing_rollups");
    await expect(
      book.owner.query(`SELECT ledger_archive_month('2023-11-01', $1, 'x', sha256(''), sha256(''))`, [rows[0].count]),
    ).rejects.toThrow("not rolled up");
    await book.owner.query("ROLLBACK");
    await expectSoundBook(book.ledger.pool);
  });

  test("killed with the file written and the partition not yet dropped, it goes on from there", async () => {
    const before = await book.everything();
    const reader = new pg.Client({ connectionString: book.ledger.database.ownerUrl });
    await reader.connect();
    // Somebody reads the postings for long: the last step has to wait.
    await reader.query("BEGIN; SELECT count(*) FROM postings");
    const child = command(book, "--before", "2023-12", "--to", book.directory);
    while (!(await readdir(book.directory)).includes("postings_2023_11.manifest.json")) await sleep(20);
    child.process.kill("SIGKILL");
    await child.ended;
    await reader.query("ROLLBACK");
    await reader.end();
    await expectSoundBook(book.ledger.pool);
    expect(await book.everything()).toEqual(before);

    // What a run leaves that was killed earlier: a part under another name, or a file without its manifest.
    const file = join(book.directory, "postings_2023_11.jsonl.zst");
    const written = await readFile(file);
    await rm(join(book.directory, "postings_2023_11.manifest.json"));
    await truncate(file, 100);
    await writeFile(`${file}.partial`, "half a");

    const again = command(book, "--before", "2023-12", "--to", book.directory);
    expect(await again.ended).toEqual(0);
    expect(await readFile(file)).toEqual(written);
    await expectSoundBook(book.ledger.pool);
    expect((await book.everything()).length).toBeLessThan(before.length);
    expect(await command(book, "--before", "2023-12", "--to", book.directory).ended).toBe(0);

    const restored = command(book, "--restore", file);
    expect(await restored.ended).toBe(0);
    expect(await book.everything()).toEqual(before);
    // A whole file of a month that is in the database is used when it is right, and never overwritten when it is not.
    await book.owner.query(`UPDATE postings_2023_11 SET amount = -amount WHERE version IS NULL`);
    expect(await command(book, "--before", "2023-12", "--to", book.directory).ended).toBe(1);
    await book.owner.query(`UPDATE postings_2023_11 SET amount = -amount WHERE version IS NULL`);
    expect(await command(book, "--before", "2023-12", "--dry-run", "--to", book.directory).ended).toBe(0);
    await truncate(file, 100);
    expect(await command(book, "--before", "2023-12", "--to", book.directory).ended).toBe(1);
    expect(await book.everything()).toEqual(before);
  });

  test("a file that was tampered with is refused", async () => {
    const manifest = await book.archive.archive("2023-11", book.directory);
    const file = join(book.directory, manifest.file);
    const manifestFile = join(book.directory, "postings_2023_11.manifest.json");
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
      await expect(book.archive.restore(file)).rejects.toThrow();
      await expectSoundBook(book.ledger.pool);
    }
    await writeFile(file, bytes);
    await writeFile(manifestFile, said);
    await book.archive.restore(file);
    await expect(book.archive.restore(file)).rejects.toThrow("not in the archive of this database");
    await expectSoundBook(book.ledger.pool);
  });

  test("files are reported and deleted once their years are over, not a month earlier", async () => {
    const present = new Date().toISOString().slice(0, 7);
    // It is of the present, which is about to become the past.
    await book.owner.query("DELETE FROM clearing_rollups");
    await backdate(book.owner, shifted(present, -25));
    await book.live();
    await backdate(book.owner, shifted(present, -24));
    for (const { month } of await book.archive.monthsBefore(shifted(present, -13)))
      await book.archive.archive(month, book.directory);
    const months = async (retentionYears: number) =>
      (await new LedgerArchive(book.owner, { ...ARCHIVE_OPTIONS, retentionYears }).expired(book.directory)).map(
        (each) => each.month,
      );
    const older = ["2023-11", "2023-12"].filter((month) => month < shifted(present, -25));
    expect(await months(2)).toEqual([...older, shifted(present, -25)]);
    expect(await months(100)).toEqual([]);
    await new LedgerArchive(book.owner, { ...ARCHIVE_OPTIONS, retentionYears: 2 }).expire(book.directory);
    expect(await readdir(book.directory)).toEqual(
      [`postings_${shifted(present, -24)}.jsonl.zst`, `postings_${shifted(present, -24)}.manifest.json`].map((name) =>
        name.replace(/(\d{4})-/, "$1_"),
      ),
    );
    await expectSoundBook(book.ledger.pool);
  });
});

describe("through the API, once the month is archived", () => {
  test("old keys, receipts, histories and sums are answered, without figures that are not there", async () => {
    const api = await startTestApi();
    const directory = await mkdtemp(join(tmpdir(), "chickpay-archive-"));
    const owner = new pg.Client({ connectionString: api.database.ownerUrl });
    await owner.connect();
    try {
      const [sender, recipient] = [await api.member(), await api.member("김영희")];
      const [depositKey, key] = [randomUUID(), randomUUID()];
      await deposit(sender, 10_000n, { idempotencyKey: depositKey });
      const first = await transfer(sender, recipient, 3_000n, { idempotencyKey: key });
      const refusedKey = randomUUID();
      const refused = await transfer(sender, recipient, 9_999_999n, { idempotencyKey: refusedKey });
      await backdate(owner, "2023-11");
      await new LedgerArchive(owner, ARCHIVE_OPTIONS).archive("2023-11", directory);
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

describe("a month that comes back", () => {
  test.each(["its read models were made anew without it", "they were left alone"])(
    "is found again where %s",
    async (how) => {
      const api = await startTestApi();
      const { outbox, engine } = api.application.services;
      const directory = await mkdtemp(join(tmpdir(), "chickpay-archive-"));
      const owner = new pg.Client({ connectionString: api.database.ownerUrl });
      await owner.connect();
      const madeAnew = async () => {
        for (const projection of [insightsProjection, historyProjection]) await outbox.rebuild(projection);
      };
      const readModels = async () => ({
        keys: (await owner.query(`SELECT account_id, key, version FROM history_keys ORDER BY 1, 2, 3`)).rows,
        others: (await owner.query(`SELECT * FROM history_counterparties ORDER BY 1, 2`)).rows,
        days: (await owner.query(`SELECT account_id, day::text, closing, version FROM account_days ORDER BY 1, 2`))
          .rows,
      });
      try {
        const [sender, recipient, other] = [await api.member(), await api.member("김영희"), await api.member("이도윤")];
        await deposit(sender, 10_000n);
        for (let i = 0; i < 20; i++) await transfer(sender, recipient, 100n, { memo: "십일월 월세" });
        await transfer(sender, other, 100n);
        await backdate(owner, "2023-11");
        // So that the history is long enough for keys.
        const [debit, credit] = [sender.accountId as AccountId, recipient.accountId as AccountId];
        await Promise.all(
          Array.from({ length: 500 }, () => engine.apply([movement({ debit, credit, amount: 1n, limited: false })])),
        );
        await madeAnew();
        const before = await readModels();
        const found = async () => (await allOf(sender, { search: "월세" })).shown.length;
        expect(await found()).toBe(20);

        const { file } = await new LedgerArchive(owner, ARCHIVE_OPTIONS).archive("2023-11", directory);
        expect(await found()).toBe(0);
        if (how !== "they were left alone") {
          await madeAnew();
          expect(await readModels()).not.toEqual(before);
        }
        expect(await command({ ledger: api }, "--restore", join(directory, file)).ended).toBe(0);
        expect(await found()).toBe(20);
        expect(await readModels()).toEqual(before);
        expect(before.days).not.toContainEqual(expect.objectContaining({ closing: null }));
        await api.expectSoundBook();
      } finally {
        await owner.end();
        await api.close();
        await rm(directory, { recursive: true, force: true });
      }
    },
  );
});

/** The command itself, in a process that can be killed. */
function command({ ledger }: { ledger: { database: TestDatabase } }, ...args: string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...process.env, DATABASE_URL: ledger.database.appUrl, DATABASE_OWNER_URL: ledger.database.ownerUrl },
    stdio: "ignore",
  });
  return { process: child, ended: once(child, "exit").then(([code]) => code as number | null) };
}
