import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkBook } from "../../src/modules/ledger/index.js";
import { expectSoundBook } from "../ledger-harness.js";
import { openPastBook, type PastBook } from "../past-book.js";

describe("beside an archived month", () => {
  let book: PastBook;
  beforeAll(async () => {
    book = await openPastBook();
    await book.archive.archive("2023-11", book.directory);
    await expectSoundBook(book.ledger.pool);
  });
  afterAll(() => book.close());

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
    await book.owner.query("BEGIN");
    await book.owner.query(sql);
    expect((await checkBook(async (query) => (await book.owner.query(query)).rows)).length).toBeGreaterThan(0);
    await book.owner.query("ROLLBACK");
  });
});
