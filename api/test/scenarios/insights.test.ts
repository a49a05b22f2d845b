import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insightsProjection } from "../../src/modules/insights/index.js";
import { kstDay } from "../../src/shared/clock.js";
import { deposit, type Member, startTestApi, type TestApi, transfer, withdraw } from "../api-harness.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.close();
});

const INSIGHTS = `query ($id: ID!, $months: Int!) { account(id: $id) { balance insights(months: $months) {
  months { month totalIn totalOut count } balances { day balance } counterparties { name kind totalIn totalOut count } } } }`;

async function insightsOf(member: Member, months = 2) {
  const { account } = await member.client.data(INSIGHTS, { id: member.accountId, months });
  return account.insights;
}

/** Until the reader has nothing left to take in. */
async function caughtUp(): Promise<void> {
  for (let behind = 1; behind > 0; ) {
    while ((await api.application.services.outbox.advance(insightsProjection)) > 0);
    const { rows } = await api.owner.query(
      `SELECT (SELECT max(id) FROM outbox) - coalesce((SELECT position FROM outbox_positions WHERE reader = 'insights'), 0) AS behind`,
    );
    behind = Number(rows[0].behind);
    await sleep(20);
  }
}

/** The same sums, counted from the books alone. */
async function recount() {
  const days = await api.owner.query(
    `SELECT p.account_id, (p.recorded_at AT TIME ZONE 'Asia/Seoul')::date::text AS day,
       sum(greatest(p.amount, 0)) AS total_in, sum(greatest(-p.amount, 0)) AS total_out, count(*)::int AS count,
       (array_agg(p.balance_after ORDER BY p.version DESC))[1] AS closing
     FROM postings p JOIN ledger_accounts a ON a.id = p.account_id AND a.kind IN ('customer', 'merchant')
     WHERE p.amount <> 0 GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return days.rows;
}

async function readModel() {
  const days = await api.owner.query(
    `SELECT account_id, day::text, total_in, total_out, count, closing FROM account_days ORDER BY 1, 2`,
  );
  return days.rows;
}

test("sums by month, balances by day and counterparties follow the books", async () => {
  const [hong, kim] = [await api.member("홍길동"), await api.member("김나연")];
  await deposit(hong, 10_000n);
  await transfer(hong, kim, 3_000n);
  await transfer(kim, hong, 500n);
  await withdraw(hong, 1_000n);
  await caughtUp();
  const today = kstDay(new Date());
  const insights = await insightsOf(hong);
  expect(insights.months.map((each: { month: string }) => each.month)).toHaveLength(2);
  expect(insights.months[1]).toEqual({ month: today.slice(0, 7), totalIn: "10500", totalOut: "4000", count: 4 });
  expect(insights.balances).toEqual([{ day: today, balance: "6500" }]);
  expect(insights.counterparties).toEqual([
    { name: "은행", kind: "BANK", totalIn: "10000", totalOut: "1000", count: 2 },
    { name: "김*연", kind: "PERSON", totalIn: "500", totalOut: "3000", count: 2 },
  ]);
  const { errors } = await hong.client.ask(INSIGHTS, { id: hong.accountId, months: 25 });
  expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field: "months" });
});

/** What went out of an account this month and to what sort of other side, counted from the books alone. */
async function recountCategories(accountId: string) {
  const { rows } = await api.owner.query(
    `SELECT category, sum(went)::text AS "totalOut" FROM (
       SELECT -p.amount AS went, CASE
         WHEN m.kind = 'withdrawal' THEN 'OWN_BANK'
         WHEN other.user_id = mine.user_id THEN 'OWN_ACCOUNTS'
         WHEN holder.kind = 'shop' THEN 'SHOPS' ELSE 'PEOPLE' END AS category
       FROM postings p JOIN movements m ON m.id = p.movement_id
       JOIN accounts mine ON mine.id = p.account_id
       LEFT JOIN accounts other ON other.id = m.credit_account_id
       LEFT JOIN users holder ON holder.id = other.user_id
       WHERE p.account_id = $1 AND p.amount < 0
         AND to_char(p.recorded_at AT TIME ZONE 'Asia/Seoul', 'YYYY-MM') = $2) out
     GROUP BY category ORDER BY sum(went) DESC, category`,
    [accountId, kstDay(new Date()).slice(0, 7)],
  );
  return rows;
}

test("what went out by category is what the books say, and comes to what went out in the month", async () => {
  const [hong, kim, lee, shop] = await Promise.all(
    ["홍길동", "김나연", "이도윤", "모퉁이 분식"].map((name) => api.member(name)),
  );
  if (!hong || !kim || !lee || !shop) throw new Error("somebody is missing");
  await api.owner.query(`UPDATE users SET kind = 'shop' WHERE id = $1`, [shop.userId]);
  const ask = async () => {
    const { account } = await hong.client.data(
      `query ($id: ID!) { account(id: $id) { insights(months: 1) { months { totalOut } categories { category totalOut } } } }`,
      { id: hong.accountId },
    );
    return account.insights;
  };
  await deposit(hong, 100_000n);
  await caughtUp();
  // Money that came is in none.
  expect((await ask()).categories).toEqual([]);

  const { openAccount } = await hong.client.data(
    `mutation ($i: OpenAccountInput!) { openAccount(input: $i) { ... on OpenAccountSuccess { account { id number } } } }`,
    { i: { nickname: "둘째" } },
  );
  const { id: accountId, number: accountNumber } = openAccount.account;
  await transfer(hong, { ...hong, accountId, accountNumber }, 20_000n);
  await transfer(hong, kim, 3_000n);
  await transfer(hong, lee, 4_000n);
  await transfer(hong, shop, 9_500n);
  await withdraw(hong, 1_000n);
  await transfer(kim, hong, 500n);
  await caughtUp();
  const { categories, months } = await ask();
  expect(categories).toEqual([
    { category: "OWN_ACCOUNTS", totalOut: "20000" },
    { category: "SHOPS", totalOut: "9500" },
    { category: "PEOPLE", totalOut: "7000" },
    { category: "OWN_BANK", totalOut: "1000" },
  ]);
  expect(categories).toEqual(await recountCategories(hong.accountId));
  const sum = categories.reduce((total: bigint, each: { totalOut: string }) => total + BigInt(each.totalOut), 0n);
  expect(String(sum)).toBe(months[0].totalOut);
});

test("with events still being written, and two readers at once, each event counts once; made anew it is the same", async () => {
  const second = await api.another();
  const members = await Promise.all(Array.from({ length: 6 }, () => api.member()));
  await Promise.all(members.map((each) => deposit(each, 100_000n)));
  // A transaction that takes a number early and commits late.
  const slow = await api.owner.connect();
  await slow.query("BEGIN");
  // As every writer of events, it has its id before the event has its number.
  await slow.query(`SELECT pg_current_xact_id()`);
  const late = await slow.query(
    `INSERT INTO outbox (type, subject_id) VALUES ('test.slow', gen_random_uuid()) RETURNING id`,
  );
  const waits = async () => {
    const { rows } = await api.owner.query(
      `SELECT position < $1 AND settled < $1 AS waits FROM outbox_positions WHERE reader = 'insights'`,
      [late.rows[0].id],
    );
    return rows[0].waits;
  };
  // Nothing else is going on: the newest transaction that is over is older than this one.
  for (let i = 0; i < 3; i++) await api.application.services.outbox.advance(insightsProjection);
  expect(await waits()).toBe(true);
  let isOver = false;
  const readers = [api.application, second.application].map(async ({ services }) => {
    while (!isOver) {
      await services.outbox.advance(insightsProjection);
      await sleep(5);
    }
  });
  await Promise.all(
    Array.from({ length: 120 }, (_, i) =>
      transfer(members[i % 6] as Member, members[(i + 1 + (i % 5)) % 6] as Member, BigInt(1 + (i % 9))),
    ),
  );
  expect(await waits()).toBe(true);
  await slow.query("COMMIT");
  slow.release();
  isOver = true;
  await Promise.all(readers);
  await caughtUp();
  const made = await readModel();
  expect(made).toEqual(await recount());

  await api.application.services.outbox.rebuild(insightsProjection);
  expect(await readModel()).toEqual(made);
  // So it is where no reader ever ran, as after an older release.
  await api.owner.query(`DELETE FROM outbox_positions`);
  await api.application.services.outbox.rebuild(insightsProjection);
  expect(await readModel()).toEqual(made);
  await second.stop();
});
