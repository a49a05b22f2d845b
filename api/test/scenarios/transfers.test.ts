import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { balanceOf, deposit, startTestApi, type TestApi, TRANSFER, transfer } from "../api-harness.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.expectSoundBook();
  await api.close();
});

describe("sending money", () => {
  test("moves it once, whatever the number of asks", async () => {
    const [hong, kim] = await Promise.all([api.member("홍길동"), api.member("김나연")]);
    await deposit(hong, 100_000n);
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        transfer(hong, kim, 30_000n, { idempotencyKey, memo: "저녁", recipientMemo: "고마워" }),
      ),
    );
    expect(answers.map((each) => each.__typename)).toEqual(Array(20).fill("TransferSuccess"));
    expect(answers.filter((each) => !each.replayed)).toHaveLength(1);
    expect(new Set(answers.map((each) => each.transfer.id)).size).toBe(1);
    expect(answers[0].transfer).toMatchObject({
      recipientName: "김*연",
      memo: "저녁",
      recipientMemo: "고마워",
      state: "POSTED",
    });
    expect(await balanceOf(hong)).toEqual({ balance: "70000", available: "70000", version: "2" });
    expect(await balanceOf(kim)).toEqual({ balance: "30000", available: "30000", version: "1" });
  });

  test("refuses a key that was used for something else, by name", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 1_000n);
    const idempotencyKey = randomUUID();
    expect((await transfer(hong, kim, 100n, { idempotencyKey })).__typename).toBe("TransferSuccess");
    expect((await transfer(hong, kim, 101n, { idempotencyKey })).code).toBe("IDEMPOTENCY_CONFLICT");
    expect((await balanceOf(hong)).balance).toBe("900");
    // The key is its owner's: somebody else's same key is another key.
    expect((await transfer(kim, hong, 50n, { idempotencyKey })).__typename).toBe("TransferSuccess");
  });

  test("a refusal is remembered and says how much is missing", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 1_000n);
    const idempotencyKey = randomUUID();
    const refused = await transfer(hong, kim, 1_500n, { idempotencyKey });
    expect(refused).toMatchObject({ __typename: "InsufficientFunds", available: "1000", shortfall: "500" });
    await deposit(hong, 5_000n);
    expect(await transfer(hong, kim, 1_500n, { idempotencyKey })).toEqual(refused);
    expect((await balanceOf(hong)).balance).toBe("6000");
  });

  test("stops at the single and the daily limit", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 50_000_000n);
    expect(await transfer(hong, kim, 5_000_001n)).toMatchObject({
      __typename: "LimitExceeded",
      kind: "SINGLE",
      limit: "5000000",
    });
    expect((await transfer(hong, kim, 5_000_000n)).__typename).toBe("TransferSuccess");
    expect((await transfer(hong, kim, 4_000_000n)).__typename).toBe("TransferSuccess");
    expect(await transfer(hong, kim, 1_000_001n)).toMatchObject({
      kind: "DAILY",
      limit: "10000000",
      remaining: "1000000",
    });
    expect((await transfer(hong, kim, 1_000_000n)).__typename).toBe("TransferSuccess");
  });

  test("each kind of bad input is named in the asked language, and nothing is written", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 10_000n);
    const before = await balanceOf(hong);
    const field = async (change: Record<string, unknown>) => {
      const result = await transfer(hong, kim, "100", change);
      expect(result.__typename, JSON.stringify(change)).toBe("InvalidInput");
      return result.fields[0].path;
    };
    for (const amount of [
      "0",
      "-5",
      "1.5",
      "10000000000000000",
      "1000000000000001",
      "abc",
      "",
      " 1",
      "０",
      5,
      1.5,
      true,
      "1e3",
    ]) {
      expect(await field({ amount }), String(amount)).toBe("amount");
    }
    for (const memo of ["가".repeat(21), "a\u0000b", "x".repeat(10_000), "\ud800", "abc\u202edef"]) {
      expect(await field({ memo })).toBe("memo");
      expect(await field({ recipientMemo: memo })).toBe("recipientMemo");
    }
    expect(await field({ fromAccountId: kim.accountId })).toBe("fromAccountId");
    expect(await field({ fromAccountId: randomUUID() })).toBe("fromAccountId");
    expect(await field({ fromAccountId: "'; DROP TABLE users" })).toBe("fromAccountId");
    expect(await field({ idempotencyKey: "" })).toBe("idempotencyKey");
    expect(await field({ idempotencyKey: "x".repeat(201) })).toBe("idempotencyKey");
    expect((await transfer(hong, hong, "1")).code).toBe("SAME_ACCOUNT");
    expect((await transfer(hong, kim, "1", { toAccountNumber: "100000000000" })).code).toBe("RECIPIENT_NOT_FOUND");
    expect(await balanceOf(hong)).toEqual(before);

    hong.client.language = "en-US,en;q=0.9";
    const english = await transfer(hong, kim, "0");
    expect(english).toMatchObject({ code: "INVALID_INPUT", fields: [{ path: "amount", message: /whole won/ }] });
    const missing = await hong.client.ask(TRANSFER, {
      input: { fromAccountId: hong.accountId, toAccountNumber: kim.accountNumber, amount: "1" },
    });
    expect(missing.errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field: "idempotencyKey" });
    expect(missing.errors?.[0]?.message).toMatch(/malformed/);
  });

  test("notes keep emoji and right-to-left letters as they were written", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 1_000n);
    const memo = "👨‍👩‍👧 שלום";
    const { transfer: made } = await transfer(hong, kim, 1n, { memo, recipientMemo: memo });
    expect(made.memo).toBe(memo);
    const { transfer: seen } = await kim.client.data(
      `query ($id: ID!) { transfer(id: $id) { direction memo recipientMemo senderName fromAccountNumber balanceAfter } }`,
      { id: made.id },
    );
    expect(seen).toEqual({
      direction: "IN",
      memo: null,
      recipientMemo: memo,
      senderName: "홍*동",
      fromAccountNumber: expect.stringMatching(/^\*{4}\d{4}$/),
      balanceAfter: "1",
    });
  });

  test("a stranger sees neither the account nor the transfer", async () => {
    const [hong, kim, eve] = await Promise.all([api.member(), api.member(), api.member()]);
    await deposit(hong, 1_000n);
    const { transfer: made } = await transfer(hong, kim, 1n);
    const look = `query ($transfer: ID!, $account: ID!) { transfer(id: $transfer) { id } account(id: $account) { id } }`;
    expect(await eve.client.data(look, { transfer: made.id, account: hong.accountId })).toEqual({
      transfer: null,
      account: null,
    });
    expect(await eve.client.data(look, { transfer: randomUUID(), account: "nonsense" })).toEqual({
      transfer: null,
      account: null,
    });
    const anonymous = await api.client().ask(look, { transfer: made.id, account: hong.accountId });
    expect(anonymous.errors?.map((each) => each.extensions.code)).toEqual(["UNAUTHENTICATED", "UNAUTHENTICATED"]);
  });

  test("a closed account neither gives nor takes, and an answer given before stays", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 1_000n);
    const idempotencyKey = randomUUID();
    const first = await transfer(hong, kim, 100n, { idempotencyKey });
    await transfer(kim, hong, 100n);
    const close = `mutation ($input: CloseAccountInput!) { closeAccount(input: $input) { __typename ... on UserError { code } } }`;
    expect((await kim.client.data(close, { input: { accountId: kim.accountId } })).closeAccount.__typename).toBe(
      "CloseAccountSuccess",
    );
    expect(await transfer(hong, kim, 100n)).toMatchObject({ code: "ACCOUNT_NOT_ACTIVE", field: "toAccountNumber" });
    expect(await transfer(kim, hong, 100n)).toMatchObject({ code: "ACCOUNT_NOT_ACTIVE", field: "fromAccountId" });
    const { recipient } = await hong.client.data(
      `query ($n: String!) { recipient(accountNumber: $n) { maskedName } }`,
      { n: kim.accountNumber },
    );
    expect(recipient).toBeNull();
    const again = await transfer(hong, kim, 100n, { idempotencyKey });
    expect(again).toMatchObject({ replayed: true, transfer: first.transfer });
  });

  test("to number after number that nobody has is stopped like looking them up, to somebody too: the answer would tell who exists", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 1_000n);
    const codes: string[] = [];
    for (let i = 0; i < 61; i++) {
      const { data, errors } = await hong.client.ask(
        `mutation ($i: TransferInput!) { transfer(input: $i) { ... on UserError { code } } }`,
        {
          i: {
            fromAccountId: hong.accountId,
            toAccountNumber: String(100_000_000_000 + i),
            amount: "1",
            idempotencyKey: randomUUID(),
          },
        },
      );
      codes.push(data?.transfer?.code ?? errors?.[0]?.extensions.code);
    }
    expect(new Set(codes.slice(0, 60))).toEqual(new Set(["RECIPIENT_NOT_FOUND"]));
    expect(codes[60]).toBe("RATE_LIMITED");
    const toSomebody = await hong.client.ask(`mutation ($i: TransferInput!) { transfer(input: $i) { __typename } }`, {
      i: {
        fromAccountId: hong.accountId,
        toAccountNumber: kim.accountNumber,
        amount: "100",
        idempotencyKey: randomUUID(),
      },
    });
    expect(toSomebody.errors?.[0]?.extensions.code).toBe("RATE_LIMITED");
    expect(await balanceOf(hong)).toMatchObject({ balance: "1000" });
  });
});

describe("history", () => {
  test("pages through everything once, newest first, with a balance that adds up", async () => {
    const [hong, kim] = await Promise.all([api.member(), api.member()]);
    await deposit(hong, 10_000n);
    for (let i = 1; i <= 25; i++) await transfer(hong, kim, BigInt(i));
    const page = `query ($id: ID!, $first: Int!, $after: String, $filter: TransactionFilter) { account(id: $id) {
      transactions(first: $first, after: $after, filter: $filter) {
        edges { node { id amount direction kind balanceAfter counterparty } } pageInfo { endCursor hasNextPage } } } }`;
    const seen: Array<{ id: string; amount: string; direction: string; balanceAfter: string }> = [];
    let after: string | null = null;
    do {
      const { account } = await hong.client.data(page, { id: hong.accountId, first: 10, after });
      seen.push(...account.transactions.edges.map((edge: { node: (typeof seen)[number] }) => edge.node));
      after = account.transactions.pageInfo.hasNextPage ? account.transactions.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toHaveLength(26);
    expect(new Set(seen.map((each) => each.id)).size).toBe(26);
    expect(seen.map((each) => each.amount).slice(0, 3)).toEqual(["25", "24", "23"]);
    for (const [index, each] of seen.slice(0, -1).entries()) {
      const older = BigInt(seen[index + 1]?.balanceAfter ?? 0);
      expect(BigInt(each.balanceAfter) - older).toBe(
        each.direction === "IN" ? BigInt(each.amount) : -BigInt(each.amount),
      );
    }
    const { account: incoming } = await hong.client.data(page, {
      id: hong.accountId,
      first: 100,
      filter: { direction: "IN" },
    });
    expect(incoming.transactions.edges.map((edge: { node: { kind: string } }) => edge.node.kind)).toEqual(["DEPOSIT"]);
    for (const [first, cursor] of [
      [0, null],
      [101, null],
      [5, "nonsense"],
      [5, Buffer.from("v9999999999999999999").toString("base64url")],
    ] as const) {
      const { errors } = await hong.client.ask(page, { id: hong.accountId, first, after: cursor });
      expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    }
  });
});
