import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readPartitionState } from "../../src/modules/ledger/index.js";
import { expectSoundBook, violationsIn } from "../ledger-harness.js";
import { openPastBook, type PastBook } from "../past-book.js";

describe("the default partition", () => {
  let book: PastBook;
  beforeEach(async () => {
    book = await openPastBook();
  });
  afterEach(() => book.close());

  test("catches what has no month, is told of, and is mended without loss", async () => {
    // As if nobody had made partitions for months.
    await book.owner.query(`DO $$ DECLARE t regclass; BEGIN
      FOR t IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'postings'::regclass
        AND inhrelid::regclass::text > 'postings_' || to_char(now(), 'YYYY') AND inhrelid::regclass::text <> 'postings_default'
      LOOP EXECUTE format('CREATE TABLE kept AS SELECT * FROM %s; DROP TABLE %s; INSERT INTO postings SELECT * FROM kept; DROP TABLE kept', t, t);
      END LOOP; END $$`);
    await book.live();
    const before = await book.everything();
    const state = () => readPartitionState(async (sql) => (await book.ledger.pool.query(sql)).rows);
    const { defaultRows } = await state();
    expect(defaultRows).toBeGreaterThan(20);
    expect((await violationsIn(book.ledger.pool)).map((each) => each.rule)).toEqual([
      "nothing stands in the default partition",
    ]);
    // The present month cannot be made, those after it can.
    const { rows } = await book.ledger.pool.query(`SELECT ledger_ensure_partitions(3) AS made`);
    expect(rows[0].made).toBe(3);
    expect(await state()).toEqual({ defaultRows, monthsAhead: 3 });

    // Movements go on all the while.
    const traffic = Promise.all(
      Array.from({ length: 40 }, () => book.apply({ debit: book.accounts.a, credit: book.accounts.b, amount: 1n })),
    );
    expect((await book.archive.mend()).reduce((sum, each) => sum + each.postings, 0)).toBeGreaterThanOrEqual(
      defaultRows,
    );
    for (const { outcome } of await traffic) expect(outcome).toMatchObject({ type: "applied" });
    expect(await state()).toEqual({ defaultRows: 0, monthsAhead: 3 });
    await expectSoundBook(book.ledger.pool);
    expect((await book.everything()).slice(0, before.length)).toEqual(before);
    expect(await book.archive.mend()).toEqual([]);
  });

  test("holds nothing of an archived month for long: such rows are named, not hidden", async () => {
    await book.archive.archive("2023-11", book.directory);
    await book.owner.query(
      `INSERT INTO postings SELECT movement_id, account_id, amount, hold, balance_after, held_after, version, '2023-11-07' FROM postings LIMIT 1`,
    );
    await expect(book.archive.mend()).rejects.toThrow("which is archived");
  });
});
