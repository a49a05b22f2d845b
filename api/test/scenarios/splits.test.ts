import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { balanceOf, startTestApi, type TestApi } from "../api-harness.js";
import { asked, list, pay, read, split } from "../money-requests.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.expectSoundBook();
  await api.close();
});

const rich = (name: string) => api.memberWith(100_000n, name);

describe("a split", () => {
  test("is equal shares that come to the total, the rest with the asker; each pays their own", async () => {
    const [hong, kim, lee] = [await api.member("홍길동"), await rich("김나연"), await rich("이나래")];
    const key = { idempotencyKey: randomUUID(), memo: "저녁" };
    const shares = [{ payerAccountNumber: kim.accountNumber }, {}];
    const { request } = await split(hong, 10_000, shares, key);
    expect(request.split).toMatchObject({ total: "10000", ownShare: "3334", payers: 2, paidCount: 0 });
    expect(request.split.shares).toMatchObject([
      { amount: "3333", state: "OPEN", payerName: "김*연", linkToken: null },
      { amount: "3333", state: "OPEN", payerName: null, linkToken: expect.stringMatching(/^[\w-]{43}$/) },
    ]);
    expect(await split(hong, 10_000, shares, key)).toMatchObject({ replayed: true, request: { id: request.id } });
    expect(await split(hong, 10_001, shares, key)).toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
    const [first, second] = request.split.shares;
    // Who is asked sees the whole sum and their own part of it.
    expect(await read(kim, first.id)).toMatchObject({
      ...{ amount: "3333", memo: "저녁" },
      split: { total: "10000", ownShare: null, payers: 2, paidCount: 0, shares: [] },
    });
    expect((await pay(kim, first)).__typename).toBe("PayRequestSuccess");
    expect((await read(hong, second.id)).split.paidCount).toBe(1);
    expect((await pay(lee, { linkToken: second.linkToken })).__typename).toBe("PayRequestSuccess");
    expect((await read(hong, first.id)).split.paidCount).toBe(2);
    expect(await balanceOf(hong)).toMatchObject({ balance: "6666" });
  });

  test("by hand comes to the total exactly, names each person once, and leaves nobody without a share", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    const one = { payerAccountNumber: kim.accountNumber };
    const { request } = await split(hong, 100, [{ ...one, amount: "70" }, { amount: "20" }], { ownShare: "10" });
    expect(request.split.shares.map((each: { amount: string }) => each.amount)).toEqual(["70", "20"]);
    const path = async (total: number, shares: object[], more: object = {}) =>
      (await split(hong, total, shares, more)).fields?.[0]?.path;
    expect(await path(100, [{ ...one, amount: "70" }], { ownShare: "29" })).toBe("shares");
    expect(await path(100, [{ ...one, amount: "70" }, {}], { ownShare: "30" })).toBe("shares");
    expect(await path(1, [one, {}])).toBe("total");
    expect(await path(100, [])).toBe("shares");
    expect(await path(100, Array(21).fill({}))).toBe("shares");
    expect(await path(100, [one, one])).toBe("shares.1.payerAccountNumber");
    expect(await path(100, [{ payerAccountNumber: hong.accountNumber }])).toBe("shares.0.payerAccountNumber");
    expect(await split(hong, 100, [one, { payerAccountNumber: "100000000000" }])).toMatchObject({
      code: "RECIPIENT_NOT_FOUND",
      field: "shares.1.payerAccountNumber",
    });
  });

  test("is refused whole when one of the people was asked too often", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    for (let i = 0; i < 5; i++) await asked(hong, kim, 1);
    const shares = [{}, { payerAccountNumber: kim.accountNumber }];
    expect((await split(hong, 100, shares)).fields[0].path).toBe("shares.1.payerAccountNumber");
    expect((await list(hong, { direction: "OUTGOING" })).edges).toHaveLength(5);
  });
});
