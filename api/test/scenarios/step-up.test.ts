import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RequestError } from "../../src/shared/errors.js";
import { type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { change, pay, asked as requested } from "../money-requests.js";
import { codeOf, withTotp } from "../second-factor.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi({ STEP_UP_AMOUNT: "1000000", STEP_UP_NEW_PAYEE_AMOUNT: "300000" });
});
afterAll(async () => {
  await api.close();
});

const STEP_UP = `... on StepUpRequired { challengeId methods expiresAt passkeyOptions } ... on UserError { code }`;
const TRANSFER = `mutation ($input: TransferInput!) { transfer(input: $input) { __typename
  ... on TransferSuccess { replayed transfer { id amount } } ${STEP_UP} } }`;
const WITHDRAW = `mutation ($input: WithdrawInput!) { withdraw(input: $input) { __typename
  ... on WithdrawSuccess { replayed } ${STEP_UP} } }`;
const VERIFY = `mutation ($input: VerifyStepUpInput!) { verifyStepUp(input: $input) { __typename
  ... on StepUpPassed { stepUpToken } ... on UserError { code } } }`;

const rich = () => api.memberWith(9_000_000n);

function asked(from: Member, to: Member, amount: number, change: object = {}) {
  const key = randomUUID();
  return {
    fromAccountId: from.accountId,
    toAccountNumber: to.accountNumber,
    amount: String(amount),
    idempotencyKey: key,
    ...change,
  };
}

async function send(from: Member, input: object) {
  return (await from.client.data(TRANSFER, { input })).transfer;
}

async function verify(member: Member, challengeId: string, proof: object = { password: PASSWORD }) {
  return (await member.client.data(VERIFY, { input: { challengeId, proof } })).verifyStepUp;
}

async function approved(member: Member, challengeId: string): Promise<string> {
  const { stepUpToken } = await verify(member, challengeId);
  expect(stepUpToken).toEqual(expect.any(String));
  return stepUpToken;
}

describe("a large payment", () => {
  test("waits for a confirmation, moves nothing before it, and goes through once with it", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const input = asked(hong, kim, 1_000_000);
    const question = await send(hong, input);
    expect(question).toMatchObject({ __typename: "StepUpRequired", methods: ["PASSWORD"], passkeyOptions: null });
    const { rows } = await api.owner.query(`SELECT FROM movements WHERE idempotency_key = $1`, [input.idempotencyKey]);
    expect(rows).toHaveLength(0);

    expect((await verify(hong, question.challengeId, { password: "not the password" })).code).toBe("INVALID_PASSWORD");
    const stepUpToken = await approved(hong, question.challengeId);
    expect(await send(hong, { ...input, stepUpToken })).toMatchObject({
      __typename: "TransferSuccess",
      replayed: false,
    });
    // The same request again gets its first answer, with the token or without.
    expect(await send(hong, { ...input, stepUpToken })).toMatchObject({ replayed: true });
    expect(await send(hong, input)).toMatchObject({ replayed: true });
    expect((await verify(hong, question.challengeId)).code).toBe("CHALLENGE_EXPIRED");
    await api.expectSoundBook();
  });

  test("is approved as it was shown: another amount, payee, key, member or session asks anew", async () => {
    const [hong, kim, lee] = [await rich(), await api.member(), await rich()];
    const input = asked(hong, kim, 1_500_000);
    const { challengeId } = await send(hong, input);
    const stepUpToken = await approved(hong, challengeId);
    for (const change of [
      { amount: "1500001" },
      { toAccountNumber: lee.accountNumber },
      { idempotencyKey: randomUUID() },
      { stepUpToken: `${stepUpToken.slice(0, -1)}${stepUpToken.endsWith("A") ? "B" : "A"}` },
      { stepUpToken: "" },
    ]) {
      expect((await send(hong, { ...input, stepUpToken, ...change })).__typename).toBe("StepUpRequired");
    }
    expect((await send(lee, { ...input, fromAccountId: lee.accountId, stepUpToken })).__typename).toBe(
      "StepUpRequired",
    );
    const elsewhere = { ...hong, client: api.client() };
    const { logIn } = await elsewhere.client.data(
      `mutation ($input: LogInInput!) { logIn(input: $input) { ... on AuthPayload { accessToken } } }`,
      { input: { email: hong.email, password: PASSWORD } },
    );
    elsewhere.client.token = logIn.accessToken;
    expect((await send(elsewhere, { ...input, stepUpToken })).__typename).toBe("StepUpRequired");
    await api.owner.query(`UPDATE challenges SET expires_at = clock_timestamp() WHERE id = $1`, [challengeId]);
    expect((await send(hong, { ...input, stepUpToken })).__typename).toBe("StepUpRequired");
    // Approvals of something else are told from none: all but an empty one, and the two after that.
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM audit_events
       WHERE user_id = $1 AND action = 'step_up.asked' AND outcome = 'refused'`,
      [hong.userId],
    );
    expect(rows[0].n).toBe(6);
  });

  test("is not confirmed with the password any more once there is a second factor", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const input = asked(hong, kim, 1_000_000);
    const before = await send(hong, input);
    expect(before.methods).toEqual(["PASSWORD"]);
    const careful = await withTotp(api, hong);
    expect((await verify(hong, before.challengeId)).code).toBe("CHALLENGE_EXPIRED");
    const now = await send(hong, input);
    expect(now.methods).toEqual(["TOTP", "RECOVERY_CODE"]);
    expect((await verify(hong, now.challengeId, { code: codeOf(careful) })).__typename).toBe("StepUpPassed");
  });

  test("another member cannot answer the question", async () => {
    const [hong, kim] = [await rich(), await api.member()];
    const { challengeId } = await send(hong, asked(hong, kim, 2_000_000));
    expect((await verify(kim, challengeId)).code).toBe("CHALLENGE_EXPIRED");
    expect((await verify(hong, challengeId)).stepUpToken).toEqual(expect.any(String));
  });
});

test("a new payee is confirmed from a lower sum on, and is known afterwards", async () => {
  const [hong, kim] = [await rich(), await api.member()];
  expect((await send(hong, asked(hong, kim, 299_999))).__typename).toBe("TransferSuccess");
  const input = asked(hong, kim, 300_000);
  const { challengeId } = await send(hong, input);
  const stepUpToken = await approved(hong, challengeId);
  expect((await send(hong, { ...input, stepUpToken })).__typename).toBe("TransferSuccess");
  expect((await send(hong, asked(hong, kim, 400_000))).__typename).toBe("TransferSuccess");
  expect((await send(hong, asked(hong, kim, 1_000_000))).__typename).toBe("StepUpRequired");
});

test("a large withdrawal and a raised limit are confirmed too; lowering a limit is done at once", async () => {
  const hong = await rich();
  const order = {
    accountId: hong.accountId,
    amount: "1000000",
    bankCode: "004",
    bankAccountNumber: "110234567890",
    idempotencyKey: randomUUID(),
  };
  const withdraw = async (input: object) => (await hong.client.data(WITHDRAW, { input })).withdraw;
  const question = await withdraw(order);
  expect(question.__typename).toBe("StepUpRequired");
  const token = await approved(hong, question.challengeId);
  expect((await withdraw({ ...order, bankAccountNumber: "110234567891", stepUpToken: token })).__typename).toBe(
    "StepUpRequired",
  );
  expect((await withdraw({ ...order, stepUpToken: token })).__typename).toBe("WithdrawSuccess");

  const limit = async (input: object) =>
    (
      await hong.client.data(
        `mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { __typename
           ... on UpdateAccountSuccess { account { limitSingle } } ${STEP_UP} } }`,
        { input: { accountId: hong.accountId, ...input } },
      )
    ).updateAccount;
  expect((await limit({ limitSingle: "1000" })).account.limitSingle).toBe("1000");
  const raise = await limit({ limitSingle: "2000" });
  expect(raise.__typename).toBe("StepUpRequired");
  const stepUpToken = await approved(hong, raise.challengeId);
  expect((await limit({ limitSingle: "2001", stepUpToken })).__typename).toBe("StepUpRequired");
  expect((await limit({ limitSingle: "2000", stepUpToken })).account.limitSingle).toBe("2000");
});

test("a movement tells the session and the address that it came from", async () => {
  const [hong, kim] = [await rich(), await api.member()];
  const input = asked(hong, kim, 1_000);
  await send(hong, input);
  const { rows } = await api.owner.query(
    `SELECT m.address, s.user_id FROM movements m JOIN sessions s ON s.id = m.session_id WHERE m.idempotency_key = $1`,
    [input.idempotencyKey],
  );
  expect(rows).toEqual([{ address: "127.0.0.1", user_id: hong.userId }]);
  const withdrawals = await api.owner.query(
    `SELECT count(*)::int AS count FROM bank_orders WHERE user_id = $1 AND session_id IS NOT NULL AND address = '127.0.0.1'`,
    [hong.userId],
  );
  expect(withdrawals.rows[0].count).toBe(1);
});

test("so does one that pays a request, whoever leads it to its end", async () => {
  const [hong, kim] = [await api.member(), await rich()];
  const { engine, requestPayments } = api.application.services;
  const apply = engine.apply.bind(engine);
  const ends = {
    job: (request: string) => requestPayments.settleLeft({ request, payer: kim.userId, attempt: 1 }),
    asker: (request: string) => change(hong, "cancelRequest", request),
  };
  for (const end of Object.values(ends)) {
    const { id } = await requested(hong, kim, 100);
    // The process goes on as if it had died before the money moved.
    engine.apply = async () => {
      throw new RequestError("OUTCOME_UNKNOWN");
    };
    await expect(pay(kim, { id })).rejects.toThrow();
    engine.apply = apply;
    await end(id);
    const { rows } = await api.owner.query(
      `SELECT m.state, m.address, s.user_id FROM movements m LEFT JOIN sessions s ON s.id = m.session_id
       WHERE m.requester_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ state: "posted", address: "127.0.0.1", user_id: kim.userId }]);
  }
});
