import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { balanceOf, deposit, type Member, startTestApi, type TestApi } from "../api-harness.js";
import { ask, asked, change, list, pay, read, readLink, remind } from "../money-requests.js";
import { confirm } from "../schedules.js";
import { appointed, lockMember } from "../staff.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.expectSoundBook();
  await api.close();
});

const DAY = 86_400_000;

const rich = (name?: string) => api.memberWith(100_000n, name);
const moved = async (id: string) => (await api.sumsMovedFor(id)).length;

async function titles(
  member: Member,
  atLeast: number,
): Promise<Array<{ title: string; text: string; requestId: string }>> {
  for (const endAt = Date.now() + 10_000; ; await sleep(50)) {
    const { notifications } = await member.client.data(
      `{ notifications(first: 50) { edges { node { title text requestId } } } }`,
    );
    const told = notifications.edges.map((each: { node: object }) => each.node);
    if (told.length >= atLeast || Date.now() > endAt) return told;
  }
}

const expire = (id: string) =>
  api.owner.query(`UPDATE money_requests SET expires_at = clock_timestamp() WHERE id = $1`, [id]);

describe("a request", () => {
  test("is made once for each key, is told to whom it asks, and is seen by its two sides alone", async () => {
    const [hong, kim, lee] = [await api.member("홍길동"), await rich("김나연"), await api.member()];
    const key = { idempotencyKey: randomUUID(), memo: "점심값" };
    const request = await asked(hong, kim, 9_000, key);
    expect(request).toMatchObject({
      ...{ direction: "OUTGOING", state: "OPEN", amount: "9000", memo: "점심값", isLink: false, linkToken: null },
      ...{ askerName: "홍길동", askerAccountNumber: hong.accountNumber, payerName: "김*연", payments: [], split: null },
    });
    expect(Date.parse(request.expiresAt) - Date.now()).toBeGreaterThan(6.9 * DAY);
    expect(await ask(hong, kim, 9_000, key)).toMatchObject({ replayed: true, request: { id: request.id } });
    expect(await ask(hong, kim, 9_001, key)).toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
    // The answer may have been lost long ago, and the account it asks be closed since.
    const setStatus = (status: string) =>
      api.owner.query(`UPDATE ledger_accounts SET status = $2 WHERE id = $1`, [kim.accountId, status]);
    await setStatus("frozen");
    expect(await ask(hong, kim, 9_000, key)).toMatchObject({ replayed: true, request: { id: request.id } });
    expect(await ask(hong, kim, 9_000)).toMatchObject({ field: "payerAccountNumber" });
    await setStatus("active");
    expect(await read(kim, request.id)).toMatchObject({
      ...{ direction: "INCOMING", state: "OPEN", askerName: "홍*동", payerName: "김나연", remindableFrom: null },
      askerAccountNumber: `****${hong.accountNumber.slice(-4)}`,
    });
    expect(await titles(kim, 2)).toContainEqual({
      title: "9,000원 요청을 받았어요",
      text: "홍*동님이 보내 달라고 했어요.",
      requestId: request.id,
    });
    expect(await read(lee, request.id)).toBeNull();
    expect((await list(lee, { direction: "INCOMING" })).edges).toEqual([]);
    for (const how of ["declineRequest", "cancelRequest", "allowAsker"] as const)
      expect(await change(lee, how, request.id)).toMatchObject({ fields: [{ path: "requestId" }] });
    expect(await remind(lee, request.id)).toMatchObject({ code: "INVALID_INPUT" });
    expect(await pay(lee, request)).toMatchObject({ fields: [{ path: "requestId", message: "그런 요청이 없어요." }] });
    // Who asks cannot decline, who is asked cannot cancel or remind.
    expect(await change(hong, "declineRequest", request.id)).toMatchObject({ code: "INVALID_INPUT" });
    expect(await change(kim, "cancelRequest", request.id)).toMatchObject({ code: "INVALID_INPUT" });
    expect(await remind(kim, request.id)).toMatchObject({ code: "INVALID_INPUT" });
  });

  test("says field by field what cannot be", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    const path = async (amount: unknown, more: object) => (await ask(hong, kim, amount, more)).fields?.[0]?.path;
    expect(await path(0, {})).toBe("amount");
    expect(await path(1, { memo: "가".repeat(21) })).toBe("memo");
    expect(await path(1, { expiresInDays: 31 })).toBe("expiresInDays");
    expect(await path(1, { payersMax: 2 })).toBe("payersMax");
    expect(await path(1, { payerAccountNumber: null, payersMax: 31 })).toBe("payersMax");
    expect(await path(1, { accountId: kim.accountId })).toBe("accountId");
    expect(await ask(hong, hong, 1)).toMatchObject({ code: "SAME_ACCOUNT" });
    expect(await ask(hong, kim, 1, { payerAccountNumber: "100000000000" })).toMatchObject({
      code: "RECIPIENT_NOT_FOUND",
    });
    const gone = await api.member();
    await gone.client.data(`mutation ($i: CloseAccountInput!) { closeAccount(input: $i) { __typename } }`, {
      i: { accountId: gone.accountId },
    });
    expect(await ask(hong, gone, 1)).toMatchObject({ code: "ACCOUNT_NOT_ACTIVE", field: "payerAccountNumber" });
  });

  test("is paid like a transfer: both sides see it, the key gets its first answer again", async () => {
    const [hong, kim] = [await api.member("홍길동"), await rich("김나연")];
    const request = await asked(hong, kim, 9_000, { memo: "점심값" });
    const key = { idempotencyKey: randomUUID() };
    const paid = await pay(kim, request, key);
    expect(paid).toMatchObject({
      replayed: false,
      request: { state: "PAID", paidCount: 1, transferId: paid.transfer.id },
      transfer: { amount: "9000", direction: "OUT", memo: "점심값", recipientMemo: "점심값", recipientName: "홍*동" },
    });
    expect(await pay(kim, request, key)).toMatchObject({ replayed: true, transfer: { id: paid.transfer.id } });
    expect(await pay(kim, request)).toMatchObject({ code: "MONEY_REQUEST_OVER", state: "PAID" });
    expect(await balanceOf(kim)).toMatchObject({ balance: "91000" });
    expect(await read(hong, request.id)).toMatchObject({
      state: "PAID",
      payments: [{ payerName: "김*연", transferId: paid.transfer.id }],
    });
    expect((await titles(hong, 1)).map(({ title }) => title)).toEqual(["9,000원 들어왔어요"]);
    expect(await change(hong, "cancelRequest", request.id)).toMatchObject({
      code: "MONEY_REQUEST_OVER",
      state: "PAID",
    });
    expect(await change(kim, "declineRequest", request.id)).toMatchObject({ state: "PAID" });
    expect(await moved(request.id)).toBe(1);
  });

  test("that could not be paid stays open, and another try is another payment", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    const request = await asked(hong, kim, 5_000);
    const key = { idempotencyKey: randomUUID() };
    expect(await pay(kim, request, key)).toMatchObject({ code: "INSUFFICIENT_FUNDS", shortfall: "5000" });
    await deposit(kim, 5_000n);
    expect(await pay(kim, request, key)).toMatchObject({ code: "INSUFFICIENT_FUNDS" });
    expect(await read(kim, request.id)).toMatchObject({ state: "OPEN", transferId: null });
    expect(await pay(kim, request)).toMatchObject({ request: { state: "PAID" } });
    expect(await moved(request.id)).toBe(1);
  });

  test("is declined, and who asked is told; cancelled; expired: none of these can be paid", async () => {
    const [hong, kim] = [await api.member("홍길동"), await rich("김나연")];
    const [one, two, three] = [
      await asked(hong, kim, 1_000),
      await asked(hong, kim, 2_000),
      await asked(hong, kim, 3_000),
    ];
    for (let i = 0; i < 2; i++)
      expect(await change(kim, "declineRequest", one.id)).toMatchObject({ request: { state: "DECLINED" } });
    expect(await titles(hong, 1)).toEqual([
      { title: "김*연님이 요청을 거절했어요", text: "1,000원 요청이었어요.", requestId: one.id },
    ]);
    for (let i = 0; i < 2; i++)
      expect(await change(hong, "cancelRequest", two.id)).toMatchObject({ request: { state: "CANCELLED" } });
    await expire(three.id);
    expect(await read(kim, three.id)).toMatchObject({ state: "EXPIRED" });
    for (const [{ id }, state] of [
      [one, "DECLINED"],
      [two, "CANCELLED"],
      [three, "EXPIRED"],
    ] as const) {
      expect(await pay(kim, { id })).toMatchObject({ code: "MONEY_REQUEST_OVER", state });
      expect(await remind(hong, id)).toMatchObject({ code: "MONEY_REQUEST_OVER", state });
      const found = await list(kim, { direction: "INCOMING", state });
      expect(found.edges.map((each: { node: { id: string } }) => each.node.id)).toEqual([id]);
    }
    expect(await change(kim, "declineRequest", two.id)).toMatchObject({ state: "CANCELLED" });
    expect(await balanceOf(kim)).toMatchObject({ balance: "100000" });
  });

  test("is listed page by page, newest first", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    const made: string[] = [];
    for (let i = 1; i <= 5; i++) made.unshift((await asked(hong, kim, i)).id);
    for (const [member, direction] of [
      [hong, "OUTGOING"],
      [kim, "INCOMING"],
    ] as const) {
      const found: string[] = [];
      for (let after: string | undefined, more = true; more; ) {
        const page = await list(member, { direction, first: 2, ...(after ? { after } : {}) });
        found.push(...page.edges.map((each: { node: { id: string } }) => each.node.id));
        after = page.pageInfo.endCursor;
        more = page.pageInfo.hasNextPage;
      }
      expect(found).toEqual(made);
    }
  });

  test("is one of few: five a day to one person, a hundred open, however many come at once", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    const results = await Promise.all(Array.from({ length: 8 }, () => ask(hong, kim, 1)));
    const refused = results.filter((each) => each.code === "INVALID_INPUT");
    expect(refused).toHaveLength(3);
    expect(refused[0].fields[0]).toEqual({
      path: "payerAccountNumber",
      message: "한 사람에게는 하루에 5번까지 요청할 수 있어요.",
    });
    await api.owner.query(`UPDATE money_requests SET created_at = created_at - interval '1 day' WHERE user_id = $1`, [
      hong.userId,
    ]);
    expect((await ask(hong, kim, 1)).__typename).toBe("RequestMoneySuccess");
    await api.owner.query(
      `INSERT INTO money_requests (id, user_id, account_id, link_hash, link_sealed, amount, idempotency_key, request_hash,
         created_at, expires_at)
       SELECT gen_random_uuid(), $1, $2, decode(md5(random()::text), 'hex'), '', 1, 'k' || i, '',
         now() - interval '2 days', now() + interval '1 day' FROM generate_series(1, 94) i`,
      [hong.userId, hong.accountId],
    );
    expect((await ask(hong, null, 1)).fields[0].message).toContain("100개");
  });

  test("of an asker who is not wanted is never seen, and the asker does not learn it", async () => {
    const [hong, kim] = [await api.member("홍길동"), await rich("김나연")];
    const first = await asked(hong, kim, 1_000);
    const declined = await change(kim, "declineRequest", first.id, { refuseAsker: true });
    expect(declined.request).toMatchObject({ state: "DECLINED", askerRefused: true });
    const next = await asked(hong, kim, 2_000);
    expect(next).toMatchObject({ state: "OPEN", askerRefused: false });
    expect((await remind(hong, next.id)).__typename).toBe("MoneyRequestChanged");
    expect(await read(kim, next.id)).toBeNull();
    expect(await pay(kim, next)).toMatchObject({ code: "INVALID_INPUT" });
    expect((await list(kim, { direction: "INCOMING" })).edges).toHaveLength(1);
    expect((await change(kim, "allowAsker", first.id)).request.askerRefused).toBe(false);
    const last = await asked(hong, kim, 3_000);
    expect(await read(kim, last.id)).toMatchObject({ state: "OPEN" });
    const told = (await titles(kim, 3)).filter(({ requestId }) => requestId);
    expect(told.map(({ requestId }) => requestId).toSorted()).toEqual([first.id, last.id].toSorted());
  });

  test("is brought to mind once a day for each person, whatever was asked for", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    const [one, two] = [await asked(hong, kim, 1_000), await asked(hong, kim, 2_000)];
    const reminded = await remind(hong, one.id);
    expect(Date.parse(reminded.request.remindableFrom) - Date.now()).toBeGreaterThan(0.9 * DAY);
    for (const { id } of [one, two]) expect(await remind(hong, id)).toMatchObject({ code: "REMINDED_LATELY" });
    expect((await titles(kim, 3)).map(({ title }) => title)).toContain("1,000원 요청이 기다리고 있어요");
    await api.owner.query(`UPDATE money_requests SET reminded_at = reminded_at - interval '1 day' WHERE id = $1`, [
      one.id,
    ]);
    expect((await remind(hong, two.id)).__typename).toBe("MoneyRequestChanged");
  });

  test("of a large sum is confirmed once more, for exactly this payment", async () => {
    const strict = await startTestApi({ STEP_UP_AMOUNT: "1000000", STEP_UP_NEW_PAYEE_AMOUNT: "300000" });
    try {
      const [hong, kim] = [await strict.member(), await strict.member()];
      await deposit(kim, 900_000n);
      const [request, alike] = [await asked(hong, kim, 300_000), await asked(hong, kim, 300_000)];
      const key = { idempotencyKey: randomUUID() };
      const question = await pay(kim, request, key);
      expect(question.__typename).toBe("StepUpRequired");
      const stepUpToken = await confirm(kim, question.challengeId);
      expect((await pay(kim, request, { stepUpToken })).__typename).toBe("StepUpRequired");
      expect((await pay(kim, alike, { ...key, stepUpToken })).__typename).toBe("StepUpRequired");
      expect((await pay(kim, request, { ...key, stepUpToken })).__typename).toBe("PayRequestSuccess");
      expect((await pay(kim, request, key)).replayed).toBe(true);
    } finally {
      await strict.close();
    }
  });

  test("of a locked member is not paid", async () => {
    const [hong, kim] = [await api.member(), await rich()];
    const request = await asked(hong, kim, 1_000);
    await lockMember((await appointed(api, "operator")).client, hong.email);
    expect(await pay(kim, request)).toMatchObject({ code: "ACCOUNT_NOT_ACTIVE", field: "requestId" });
  });
});

describe("a link", () => {
  test("cannot be guessed, stands nowhere in clear, and is paid by one member unless it is for several", async () => {
    const [hong, kim, lee] = [await api.member("홍길동"), await rich("김나연"), await rich()];
    const { id, linkToken } = await asked(hong, null, 4_000, { memo: "회비" });
    expect(linkToken).toMatch(/^[\w-]{43}$/);
    expect((await read(hong, id)).linkToken).toBe(linkToken);
    const { rows } = await api.owner.query(`SELECT r::text AS text, link_sealed FROM money_requests r WHERE id = $1`, [
      id,
    ]);
    expect(rows[0].text).not.toContain(linkToken);
    expect(rows[0].link_sealed.includes(Buffer.from(linkToken))).toBe(false);
    expect(await readLink(kim, linkToken)).toMatchObject({
      ...{ id, direction: "INCOMING", state: "OPEN", amount: "4000", memo: "회비", askerName: "홍*동" },
      ...{ linkToken: null, payments: [], payerName: null },
    });
    expect(await readLink(kim, `${linkToken}x`)).toBeNull();
    // Its id alone opens nothing.
    expect(await read(kim, id)).toBeNull();
    expect(await pay(kim, { id })).toMatchObject({ code: "INVALID_INPUT" });
    expect(await pay(hong, { linkToken })).toMatchObject({
      fields: [{ path: "linkToken", message: "내가 보낸 요청이에요." }],
    });
    expect(await pay(kim, { linkToken })).toMatchObject({ request: { state: "PAID" } });
    expect(await pay(lee, { linkToken })).toMatchObject({ code: "MONEY_REQUEST_OVER", state: "PAID" });
    const found = await list(kim, { direction: "INCOMING", state: "PAID" });
    expect(found.edges).toMatchObject([{ node: { id } }]);
    expect(await remind(hong, id)).toMatchObject({ fields: [{ path: "requestId" }] });
  });

  test("for several is paid once by each, up to its number, and the rest can be taken back", async () => {
    const [hong, kim, lee, park] = [await api.member(), await rich(), await rich(), await rich()];
    const { id, linkToken } = await asked(hong, null, 1_000, { payersMax: 2 });
    expect(await pay(kim, { linkToken })).toMatchObject({ request: { state: "PAID", paidCount: 1 } });
    expect(await pay(kim, { linkToken })).toMatchObject({ code: "MONEY_REQUEST_OVER" });
    expect(await read(hong, id)).toMatchObject({ state: "OPEN", paidCount: 1 });
    expect(await pay(lee, { linkToken })).toMatchObject({ request: { state: "PAID" } });
    expect(await pay(park, { linkToken })).toMatchObject({ code: "MONEY_REQUEST_OVER" });
    expect(await read(hong, id)).toMatchObject({ state: "PAID", paidCount: 2 });
    const other = await asked(hong, null, 1_000, { payersMax: 3 });
    await pay(kim, { linkToken: other.linkToken });
    expect(await change(hong, "cancelRequest", other.id)).toMatchObject({
      request: { state: "CANCELLED", paidCount: 1 },
    });
    expect(await pay(lee, { linkToken: other.linkToken })).toMatchObject({ state: "CANCELLED" });
    expect(await readLink(kim, other.linkToken)).toMatchObject({ state: "PAID" });
  });
});
