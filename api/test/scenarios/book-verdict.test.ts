import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import { createDataSource } from "../../src/data-source.js";
import { createLogger } from "../../src/infra/logger.js";
import { readVerdict } from "../../src/modules/ledger/index.js";
import { checkTheBooks } from "../../src/workers.js";
import { startTestApi } from "../api-harness.js";
import { acquireDatabase } from "../database.js";

const COMMAND = fileURLToPath(new URL("../../dist/check-ledger.js", import.meta.url));
const RULE = "a balance is the sum of its postings, and so is what is held";

/** What /metrics says of the last check: when, in seconds, and which rules were broken. */
async function shownAt(url: string) {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split("\n");
  const checked = lines.find((line) => line.startsWith("chickpay_book_checked_timestamp_seconds "));
  const broken = lines.flatMap((line) => /^chickpay_book_rule_broken\{rule="(.*)"\} 1$/.exec(line)?.[1] ?? []);
  return { at: Number(checked?.split(" ")[1]), broken };
}

test("what a check has found is told by a process that knows of it from the database alone", async () => {
  const api = await startTestApi();
  const env = { ...process.env, DATABASE_URL: api.database.appUrl, DATABASE_OWNER_URL: api.database.ownerUrl };
  const check = () =>
    promisify(execFile)(process.execPath, [COMMAND], { env }).then(
      () => 0,
      ({ code }) => code,
    );
  try {
    const member = await api.memberWith(1_000n);
    const add = `UPDATE ledger_accounts SET balance = balance + $2 WHERE id = $1`;
    for (const [change, code, broken] of [
      [1, 1, [RULE]],
      [-1, 0, []],
    ] as const) {
      await api.owner.query(add, [member.accountId, change]);
      const before = Date.now() / 1000;
      expect(await check()).toBe(code);
      const started = await api.another();
      try {
        await vi.waitFor(async () => {
          const shown = await shownAt(started.url);
          expect(shown.broken).toEqual(broken);
          expect(shown.at).toBeGreaterThanOrEqual(before);
        });
      } finally {
        await started.stop();
      }
    }
  } finally {
    await api.close();
  }
});

test("the books are checked once a night, and again where that failed", async () => {
  const database = await acquireDatabase();
  const owner = await createDataSource({ url: database.ownerUrl }, 1).initialize();
  const source = await createDataSource({ url: database.appUrl }, 1).initialize();
  const logger = createLogger("silent");
  const checkedAt = async (time: string) => {
    await checkTheBooks(source, logger, new Date(`${time}+09:00`));
    return (await readVerdict((sql) => source.query(sql)))?.checkedAt ?? null;
  };
  try {
    expect(await checkedAt("2026-03-04T02:59")).toBe(null);
    await owner.query(`ALTER TABLE clearing_rollups RENAME TO away`);
    await expect(checkedAt("2026-03-04T03:00")).rejects.toThrow("clearing_rollups");
    await owner.query(`ALTER TABLE away RENAME TO clearing_rollups`);
    const first = new Date("2026-03-04T03:10+09:00");
    expect(await checkedAt("2026-03-04T03:10")).toEqual(first);
    expect(await checkedAt("2026-03-04T03:20")).toEqual(first);
    expect(await checkedAt("2026-03-04T04:00")).toEqual(first);
    expect(await checkedAt("2026-03-05T03:05")).toEqual(new Date("2026-03-05T03:05+09:00"));
  } finally {
    await source.destroy();
    await owner.destroy();
    await database.release();
  }
});
