import { afterAll, beforeAll, expect, test } from "vitest";
import { deposit, type Member, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { change, MONTHLY, planned, request } from "../schedules.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.close();
});

async function recentsOf(member: Member) {
  const { recentPayees } = await member.client.data(`{ recentPayees { accountNumber maskedName kind lastSentAt } }`);
  return recentPayees;
}

const CHECK = `query ($to: String!, $amount: Amount!) { transferCheck(toAccountNumber: $to, amount: $amount) {
  isFirst isUnusual twin { transferId recordedAt } planned { id amount } } }`;

async function checkOf(member: Member, to: string, amount: number) {
  return (await member.client.data(CHECK, { to, amount: String(amount) })).transferCheck;
}

const NOTHING = { isFirst: false, isUnusual: false, twin: null, planned: null };

/** As if it had been sent so long ago that no movement that is looked at tells of it. */
async function paidMonthsAgo(from: Member, to: Member, months: number): Promise<void> {
  await api.owner.query(
    `INSERT INTO counterparty_months (account_id, month, counterparty_id, total_in, total_out, count)
     SELECT $1, date_trunc('month', now() - make_interval(months => $3))::date, $2, 0, 1000, 1`,
    [from.accountId, to.accountId, months],
  );
}

async function secondAccount(member: Member): Promise<Member> {
  const { openAccount } = await member.client.data(
    `mutation ($i: OpenAccountInput!) { openAccount(input: $i) { ... on OpenAccountSuccess { account { id number } } } }`,
    { i: { nickname: "둘째" } },
  );
  return { ...member, accountId: openAccount.account.id, accountNumber: openAccount.account.number };
}

test("whom money went to is listed once, the latest first, from all accounts; nobody who only sent, nor oneself", async () => {
  const [hong, kim, park, choi] = [
    await api.member(),
    await api.member("김나연"),
    await api.member("박하늘"),
    await api.member("최바다"),
  ];
  const second = await secondAccount(hong);
  expect(await recentsOf(hong)).toEqual([]);
  await deposit(hong, 100_000n);
  await transfer(hong, kim, 1_000n);
  await transfer(hong, second, 50_000n);
  await transfer(second, park, 1_000n);
  await transfer(park, hong, 500n);
  await transfer(hong, kim, 2_000n);
  await deposit(choi, 5_000n);
  await transfer(choi, hong, 5_000n);
  const lastSentAt = expect.stringMatching(/^20/);
  expect(await recentsOf(hong)).toEqual([
    { accountNumber: kim.accountNumber, maskedName: "김*연", kind: "PERSON", lastSentAt },
    { accountNumber: park.accountNumber, maskedName: "박*늘", kind: "PERSON", lastSentAt },
  ]);
  await paidMonthsAgo(hong, choi, 2);
  await paidMonthsAgo(hong, park, 3);
  const earlier = await recentsOf(hong);
  expect(earlier.map((each: { maskedName: string }) => each.maskedName)).toEqual(["김*연", "박*늘", "최*다"]);
  expect(earlier[2].lastSentAt).toBeNull();
  // Who cannot be sent money any more is not offered.
  await transfer(park, hong, 500n);
  await park.client.data(`mutation ($i: CloseAccountInput!) { closeAccount(input: $i) { __typename } }`, {
    i: { accountId: park.accountId },
  });
  expect((await recentsOf(hong)).map((each: { maskedName: string }) => each.maskedName)).toEqual(["김*연", "최*다"]);
});

test("the first payment to somebody, the same one twice a day and one zero too many are told before they are made", async () => {
  const [hong, kim, park] = [await api.member(), await api.member(), await api.member()];
  const second = await secondAccount(hong);
  await deposit(hong, 500_000n);
  expect(await checkOf(hong, kim.accountNumber, 5_000)).toEqual({ ...NOTHING, isFirst: true });
  for (const sum of [5_000n, 6_000n, 7_000n, 5_500n]) await transfer(hong, kim, sum);
  // With four there is no usual size. Between own accounts there never is, and they do not count.
  expect(await checkOf(hong, kim.accountNumber, 80_000)).toEqual(NOTHING);
  await transfer(hong, second, 300_000n);
  expect(await checkOf(hong, kim.accountNumber, 80_000)).toEqual(NOTHING);
  await transfer(second, kim, 8_000n);
  expect(await checkOf(hong, kim.accountNumber, 80_000)).toEqual({ ...NOTHING, isUnusual: true });
  expect(await checkOf(hong, second.accountNumber, 90_000_000)).toEqual(NOTHING);
  // From whichever account, written however.
  const written = kim.accountNumber.replace(/(\d{4})/g, "$1-");
  expect(await checkOf(hong, written, 8_000)).toMatchObject({
    isFirst: false,
    twin: { recordedAt: expect.any(String) },
  });
  expect(await checkOf(hong, park.accountNumber, 8_000)).toEqual({ ...NOTHING, isFirst: true });
  // What was refused moved nothing, so it is not made twice.
  await transfer(kim, park, 1_000_000n);
  expect((await checkOf(kim, park.accountNumber, 1_000_000)).twin).toBeNull();
  await paidMonthsAgo(hong, park, 14);
  expect(await checkOf(hong, park.accountNumber, 8_000)).toEqual(NOTHING);
  // Nobody else's payments count.
  expect(await checkOf(park, kim.accountNumber, 8_000)).toEqual({ ...NOTHING, isFirst: true });
});

test("a schedule that will send the same is told, as long as it will", async () => {
  const [hong, kim] = [await api.member(), await api.member()];
  const { id } = await planned(hong, request(hong, kim, 7_000, MONTHLY));
  expect(await checkOf(hong, kim.accountNumber, 7_000)).toMatchObject({ planned: { id, amount: "7000" } });
  expect((await checkOf(hong, kim.accountNumber, 7_001)).planned).toBeNull();
  expect((await checkOf(kim, hong.accountNumber, 7_000)).planned).toBeNull();
  await change(hong, "pause", id);
  expect((await checkOf(hong, kim.accountNumber, 7_000)).planned).toBeNull();
});

test("a request is looked at like a transfer to whoever asks, which the payer cannot name", async () => {
  const [hong, kim] = [await api.member(), await api.member("김나연")];
  const { requestMoney } = await kim.client.data(
    `mutation ($i: RequestMoneyInput!) { requestMoney(input: $i) { ... on RequestMoneySuccess { request { id } } } }`,
    {
      i: { accountId: kim.accountId, payerAccountNumber: hong.accountNumber, amount: "3000", idempotencyKey: "lunch" },
    },
  );
  const ask = async (member: Member, which: object) =>
    (
      await member.client.data(
        `query ($id: ID, $token: String) { requestCheck(requestId: $id, linkToken: $token) { isFirst isUnusual twin { transferId } } }`,
        which,
      )
    ).requestCheck;
  const { id } = requestMoney.request;
  expect(await ask(hong, { id })).toEqual({ isFirst: true, isUnusual: false, twin: null });
  await deposit(hong, 10_000n);
  await transfer(hong, kim, 3_000n);
  expect(await ask(hong, { id })).toMatchObject({ isFirst: false, twin: { transferId: expect.any(String) } });
  // Not the asker's to pay, nor a stranger's.
  expect(await ask(kim, { id })).toBeNull();
  expect(await ask(await api.member(), { id })).toBeNull();
  expect(await ask(hong, { token: "nothing" })).toBeNull();
});

test("numbers of nobody's end the search, and then what exists is not told from them either", async () => {
  const [hong, kim] = [await api.member(), await api.member()];
  const { errors } = await hong.client.ask(CHECK, { to: hong.accountNumber, amount: "0" });
  expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
  await deposit(hong, 10_000n);
  // Known numbers cost nothing.
  for (let i = 0; i < 100; i++) expect(await checkOf(hong, kim.accountNumber, 1)).not.toBeNull();
  let tried = 0;
  for (; tried < 100; tried++) {
    const answer = await hong.client.ask(CHECK, { to: String(100_000_000_000 + tried), amount: "1" });
    if (answer.errors) break;
    expect(answer.data?.transferCheck).toBeNull();
  }
  expect(tried).toBe(60);
  const to = kim.accountNumber;
  const idempotencyKey = "oracle";
  const input = { fromAccountId: hong.accountId, toAccountNumber: to, amount: "1", idempotencyKey };
  const rule = { kind: "DELAYED", delayHours: 3 };
  for (const [question, variables] of [
    [CHECK, { to, amount: "1" }],
    [`query ($to: String!) { recipient(accountNumber: $to) { maskedName } }`, { to }],
    [`mutation ($i: KeepPayeeInput!) { keepPayee(input: $i) { __typename } }`, { i: { accountNumber: to } }],
    [`mutation ($i: TransferInput!) { transfer(input: $i) { __typename } }`, { i: input }],
    [`mutation ($i: ScheduleTransferInput!) { scheduleTransfer(input: $i) { __typename } }`, { i: { ...input, rule } }],
    [
      `mutation ($i: RequestMoneyInput!) { requestMoney(input: $i) { __typename } }`,
      { i: { accountId: hong.accountId, payerAccountNumber: to, amount: "1", idempotencyKey } },
    ],
  ] as const) {
    const answer = await hong.client.ask(question, variables);
    expect(answer.errors?.[0]?.extensions, question).toMatchObject({ code: "RATE_LIMITED" });
  }
  // Others go on.
  expect(await checkOf(kim, hong.accountNumber, 1)).not.toBeNull();
});
