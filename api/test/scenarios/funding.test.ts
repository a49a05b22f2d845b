import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ORDER_RULES } from "../../src/modules/funding/index.js";
import { checkBook } from "../../src/modules/ledger/index.js";
import { balanceOf, deposit, type Member, startTestApi, type TestApi, withdraw } from "../api-harness.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.expectSoundBook();
  await api.close();
});

async function newest(member: Member) {
  const { account } = await member.client.data(
    `query ($id: ID!) { account(id: $id) { transactions(first: 1) { edges { node { id state amount counterparty } } } } }`,
    { id: member.accountId },
  );
  return account.transactions.edges[0].node;
}

async function waitForState(member: Member, state: string) {
  for (let i = 0; i < 100; i++) {
    const transaction = await newest(member);
    if (transaction.state === state) return transaction;
    await sleep(100);
  }
  throw new Error(`the newest transaction never became ${state}`);
}

describe("charging and withdrawing", () => {
  test("the same key charges once", async () => {
    const hong = await api.member();
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => deposit(hong, 7_000n, { idempotencyKey })));
    expect(new Set(answers.map((each) => each.transaction.id)).size).toBe(1);
    expect(answers.filter((each) => !each.replayed)).toHaveLength(1);
    expect((await balanceOf(hong)).balance).toBe("7000");
    expect((await deposit(hong, 7_001n, { idempotencyKey })).code).toBe("IDEMPOTENCY_CONFLICT");
  });

  test("a withdrawal is reserved, then settled, and is one entry of the history", async () => {
    const hong = await api.member();
    await deposit(hong, 10_000n);
    const done = await withdraw(hong, 4_000n);
    expect(done).toMatchObject({
      transaction: { state: "SETTLED", balanceAfter: "6000" },
      account: { balance: "6000", available: "6000" },
    });
    expect(await newest(hong)).toEqual({
      id: done.transaction.id,
      state: "SETTLED",
      amount: "4000",
      counterparty: "국민은행",
    });
  });

  test.each([
    ["990000000001", "ACCOUNT_NOT_FOUND"],
    ["990000000002", "NAME_MISMATCH"],
    ["990000000004", "BANK_CLOSED"],
    ["990000000005", "DECLINED"],
  ])("a bank that refuses (%s) leaves the money where it was", async (bankAccountNumber, reason) => {
    const hong = await api.member();
    await deposit(hong, 10_000n);
    const idempotencyKey = randomUUID();
    const refused = await withdraw(hong, 4_000n, { bankAccountNumber, idempotencyKey });
    expect(refused).toMatchObject({ __typename: "BankRefused", reason });
    expect(await withdraw(hong, 4_000n, { bankAccountNumber, idempotencyKey })).toEqual(refused);
    expect(await balanceOf(hong)).toMatchObject({ balance: "10000", available: "10000" });
    expect((await newest(hong)).state).toBe("RELEASED");
  });

  test("a deposit that the bank refuses never shows as money", async () => {
    const hong = await api.member();
    const refused = await deposit(hong, 4_000n, { bankCode: "004", bankAccountNumber: "990000000003" });
    expect(refused).toMatchObject({ __typename: "BankRefused", reason: "INSUFFICIENT_BANK_BALANCE" });
    expect((await balanceOf(hong)).balance).toBe("0");
  });

  test.each(["990000000007", "990000000008"])(
    "a lost answer or request (%s) is asked for again and settles once",
    async (bankAccountNumber) => {
      const hong = await api.member();
      await deposit(hong, 10_000n);
      const waiting = await withdraw(hong, 4_000n, { bankAccountNumber });
      expect(waiting).toMatchObject({
        transaction: { state: "RESERVED" },
        account: { balance: "10000", available: "6000" },
      });
      const settled = await waitForState(hong, "SETTLED");
      expect(settled.id).toBe(waiting.transaction.id);
      expect(await balanceOf(hong)).toMatchObject({ balance: "6000", available: "6000" });
      const { rows } = await api.owner.query(`SELECT count(*) FROM sandbox_bank_transfers WHERE reference = $1`, [
        waiting.transaction.id.split(".")[0],
      ]);
      expect(rows[0].count).toBe("1");
    },
  );

  test("more than there is, and more than is not reserved, is refused before the bank hears of it", async () => {
    const hong = await api.member();
    await deposit(hong, 10_000n);
    expect(await withdraw(hong, 6_000n, { bankAccountNumber: "990000000007" })).toMatchObject({
      transaction: { state: "RESERVED" },
    });
    expect(await withdraw(hong, 6_000n)).toMatchObject({ __typename: "InsufficientFunds" });
  });

  test("with a full queue nobody is told that nothing moved and then finds that it did", async () => {
    const tiny = await startTestApi({ LEDGER_QUEUE_MAX: "1", LEDGER_BATCH_MAX: "1", LEDGER_IN_FLIGHT_MAX: "1" });
    try {
      const hong = await tiny.member();
      await deposit(hong, 100_000n);
      const keys = Array.from({ length: 20 }, () => randomUUID());
      const codes = await Promise.all(
        keys.map(async (idempotencyKey) => {
          const { data, errors } = await hong.client.ask(
            `mutation ($input: WithdrawInput!) { withdraw(input: $input) { __typename } }`,
            {
              input: {
                accountId: hong.accountId,
                amount: "100",
                bankCode: "004",
                bankAccountNumber: "110234567890",
                idempotencyKey,
              },
            },
          );
          return errors?.[0]?.extensions.code ?? data.withdraw.__typename;
        }),
      );
      expect(new Set(codes)).toEqual(new Set(["WithdrawSuccess", "OUTCOME_UNKNOWN"]));
      // The same keys tell what became of each; asked one after the other none meets a full queue.
      for (const idempotencyKey of keys) {
        for (let i = 0; i < 20; i++) {
          const { data } = await hong.client.ask(
            `mutation ($input: WithdrawInput!) { withdraw(input: $input) { __typename } }`,
            {
              input: {
                accountId: hong.accountId,
                amount: "100",
                bankCode: "004",
                bankAccountNumber: "110234567890",
                idempotencyKey,
              },
            },
          );
          if (data?.withdraw.__typename === "WithdrawSuccess") break;
          await sleep(50);
        }
      }
      expect((await balanceOf(hong)).balance).toBe("98000");
      await tiny.expectSoundBook();
    } finally {
      await tiny.close();
    }
  });

  test.each([
    ["a reservation that lost its order", "DELETE FROM bank_orders WHERE id = $1"],
    ["an order for another sum", "UPDATE bank_orders SET amount = amount + 1 WHERE id = $1"],
    ["an order the other way round", "UPDATE bank_orders SET direction = 'deposit' WHERE id = $1"],
    [
      "an order of another account",
      "UPDATE bank_orders o SET account_id = (SELECT id FROM accounts WHERE id <> o.account_id LIMIT 1) WHERE id = $1",
    ],
    ["an order that forgot what came of it", "UPDATE bank_orders SET state = 'asked' WHERE id = $1"],
    ["an order that never had a reservation", "UPDATE bank_orders SET state = 'void' WHERE id = $1"],
    ["money that is still held", "UPDATE movements SET state = 'reserved' WHERE id = $1"],
    ["money that went back though the bank has it", "UPDATE movements SET state = 'released' WHERE id = $1"],
  ])("the book's check finds %s", async (_, fault) => {
    const hong = await api.member();
    await deposit(hong, 10_000n);
    const { transaction } = await withdraw(hong, 4_000n);
    const [order] = transaction.id.split(".");
    const client = new pg.Client({ connectionString: api.database.ownerUrl });
    await client.connect();
    try {
      await client.query("BEGIN");
      await client.query(fault, [order]);
      const found = await checkBook(async (sql) => (await client.query(sql)).rows, ORDER_RULES);
      expect(found.flatMap(({ rows }) => rows).join()).toContain(order);
    } finally {
      await client.end();
    }
  });

  test("an account cannot be filled past what the books can count", async () => {
    const hong = await api.member();
    for (let i = 0; i < 100; i++) await deposit(hong, 1_000_000_000_000_000n);
    expect(await deposit(hong, 1n)).toMatchObject({ code: "LIMIT_EXCEEDED" });
    expect((await balanceOf(hong)).balance).toBe("100000000000000000");
  });

  test("bad input is named", async () => {
    const hong = await api.member();
    expect((await withdraw(hong, "0")).fields[0].path).toBe("amount");
    expect((await withdraw(hong, "1", { bankCode: "999" })).fields[0].path).toBe("bankCode");
    expect((await withdraw(hong, "1", { bankAccountNumber: "12ab" })).fields[0].path).toBe("bankAccountNumber");
    expect((await deposit(hong, "1", { accountId: randomUUID() })).fields[0].path).toBe("accountId");
  });
});
