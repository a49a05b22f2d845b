import { afterAll, beforeAll, expect, test } from "vitest";
import { type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { mailsTo } from "../mailbox.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi({ LIMIT_RAISE_DELAY_HOURS: "24" });
});
afterAll(() => api.close());

const ACCOUNT = "id nickname limitSingle limitDaily limitRaise { limitSingle limitDaily effectiveAt }";
const UPDATE = `mutation ($i: UpdateAccountInput!) { updateAccount(input: $i) { __typename
  ... on UpdateAccountSuccess { account { ${ACCOUNT} } } ... on StepUpRequired { challengeId }
  ... on InvalidInput { fields { path } } } }`;

async function ask(member: Member, input: object) {
  return (await member.client.data(UPDATE, { i: { accountId: member.accountId, ...input } })).updateAccount;
}

/** Confirmed where that is asked for. */
async function set(member: Member, input: object) {
  const first = await ask(member, input);
  if (first.__typename !== "StepUpRequired") return first;
  const { verifyStepUp } = await member.client.data(
    `mutation ($i: VerifyStepUpInput!) { verifyStepUp(input: $i) { ... on StepUpPassed { stepUpToken } } }`,
    { i: { challengeId: first.challengeId, proof: { password: PASSWORD } } },
  );
  return ask(member, { ...input, stepUpToken: verifyStepUp.stepUpToken });
}

const now = async (member: Member) =>
  (await member.client.data(`query ($id: ID!) { account(id: $id) { ${ACCOUNT} } }`, { id: member.accountId })).account;

async function dueNow(member: Member): Promise<void> {
  await api.owner.query(`UPDATE limit_raises SET effective_at = clock_timestamp() WHERE account_id = $1`, [
    member.accountId,
  ]);
  await api.application.services.limits.applyDue({ accountId: member.accountId });
}

/** The newest row about the member. */
async function written({ userId }: Member) {
  const { rows } = await api.owner.query(
    `SELECT action, outcome, actor_id AS actor, before, after FROM audit_events WHERE user_id = $1 ORDER BY id DESC LIMIT 1`,
    [userId],
  );
  return rows[0];
}

async function lowered(): Promise<Member> {
  const hong = await api.member();
  await set(hong, { limitSingle: "100000", limitDaily: "200000" });
  return hong;
}

test("less counts at once; more is confirmed, told by mail, and counts after its delay", async () => {
  const hong = await lowered();
  expect(await now(hong)).toMatchObject({ limitSingle: "100000", limitDaily: "200000", limitRaise: null });
  expect((await ask(hong, { limitSingle: "150000" })).__typename).toBe("StepUpRequired");
  const { account } = await set(hong, { limitSingle: "150000" });
  expect(account).toMatchObject({ limitSingle: "100000", limitRaise: { limitSingle: "150000", limitDaily: null } });
  const hours = (Date.parse(account.limitRaise.effectiveAt) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23.9);
  expect((await mailsTo(api, hong.email)).map(({ template }) => template)).toContain("limits_raising");

  // Not due yet.
  await api.application.services.limits.applyDue({ accountId: hong.accountId });
  expect((await now(hong)).limitSingle).toBe("100000");
  await dueNow(hong);
  expect(await now(hong)).toMatchObject({ limitSingle: "150000", limitDaily: "200000", limitRaise: null });
  const row = await written(hong);
  expect(row).toMatchObject({ action: "account.changed", outcome: "done", actor: null });
  expect(row.before).toMatchObject({ limitSingle: "100000", waits: { single: "150000", daily: null } });
  expect(row.after).toMatchObject({
    account: hong.accountId,
    limitSingle: "150000",
    limitDaily: "200000",
    waits: null,
  });
  // A job that comes twice changes nothing more.
  await api.application.services.limits.applyDue({ accountId: hong.accountId });
  expect((await now(hong)).limitSingle).toBe("150000");
});

test("a raise is taken back by its owner, and nobody else", async () => {
  const [hong, kim] = [await lowered(), await api.member()];
  await set(hong, { limitDaily: "300000" });
  const cancel = async (member: Member) =>
    (
      await member.client.data(
        `mutation ($i: CancelLimitRaiseInput!) { cancelLimitRaise(input: $i) { __typename
           ... on UpdateAccountSuccess { account { ${ACCOUNT} } } } }`,
        { i: { accountId: hong.accountId } },
      )
    ).cancelLimitRaise;
  expect((await cancel(kim)).__typename).toBe("InvalidInput");
  expect((await now(hong)).limitRaise).toMatchObject({ limitDaily: "300000" });
  expect((await cancel(hong)).account.limitRaise).toBeNull();
  expect((await cancel(hong)).account).toMatchObject({ limitDaily: "200000", limitRaise: null });
});

test("lowering a limit takes its raise back, and another limit's raise stays", async () => {
  const hong = await lowered();
  await set(hong, { limitSingle: "150000", limitDaily: "300000" });
  expect((await set(hong, { limitSingle: "50000" })).account).toMatchObject({
    limitSingle: "50000",
    limitRaise: { limitSingle: null, limitDaily: "300000" },
  });
  // What stays as it is says nothing of what waits.
  expect((await set(hong, { nickname: "여행", limitSingle: "50000" })).account).toMatchObject({
    nickname: "여행",
    limitRaise: { limitDaily: "300000" },
  });
  await set(hong, { limitDaily: "60000" });
  expect(await now(hong)).toMatchObject({ limitSingle: "50000", limitDaily: "60000", limitRaise: null });
});

test("a raise never comes out of order, whatever was lowered meanwhile", async () => {
  const hong = await lowered();
  await set(hong, { limitSingle: "180000" });
  await set(hong, { limitDaily: "120000" });
  await dueNow(hong);
  expect(await now(hong)).toMatchObject({ limitSingle: "120000", limitDaily: "120000" });
  expect((await ask(hong, { limitSingle: "130000" })).fields).toEqual([{ path: "limitSingle" }]);
});

test("what a raise joins does not stand with it when the password changed in between", async () => {
  const hong = await lowered();
  await set(hong, { limitDaily: "900000" });
  await api.owner.query(`UPDATE users SET password_changed_at = clock_timestamp() WHERE id = $1`, [hong.userId]);
  await set(hong, { limitSingle: "150000" });
  expect((await now(hong)).limitRaise).toMatchObject({ limitSingle: "150000", limitDaily: null });
  await dueNow(hong);
  expect(await now(hong)).toMatchObject({ limitSingle: "150000", limitDaily: "200000" });
});

test("a raise that races with a lowering is confirmed, as one that comes after it", async () => {
  for (let i = 0; i < 8; i++) {
    const hong = await api.member();
    const present = await now(hong);
    const [, second] = await Promise.all([
      ask(hong, { limitSingle: "10000", limitDaily: "10000" }),
      ask(hong, { limitSingle: present.limitSingle, limitDaily: present.limitDaily }),
    ]);
    const { limitSingle, limitRaise } = await now(hong);
    expect([limitSingle, limitRaise]).toEqual(["10000", null]);
    expect(["StepUpRequired", "UpdateAccountSuccess"]).toContain(second.__typename);
  }
});

test("a new account is no way round limits that were lowered", async () => {
  const hong = await lowered();
  const open = async () =>
    (
      await hong.client.data(
        `mutation { openAccount(input: { nickname: "새 계좌" }) { ... on OpenAccountSuccess { account { ${ACCOUNT} } }
           ... on AccountLimitReached { code } } }`,
      )
    ).openAccount;
  const close = (accountId: string) =>
    hong.client.data(`mutation ($i: CloseAccountInput!) { closeAccount(input: $i) { __typename } }`, {
      i: { accountId },
    });
  const { account } = await open();
  expect(account).toMatchObject({ limitSingle: "100000", limitDaily: "200000" });
  // Nor is one that takes the place of all there were.
  for (const id of [hong.accountId, account.id]) await close(id);
  const { account: next } = await open();
  expect(next).toMatchObject({ limitSingle: "100000", limitDaily: "200000" });
  // With the three so far that makes ten in a day, of which one is open.
  await close(next.id);
  for (let i = 3; i < 10; i++) await close((await open()).account.id);
  expect(await open()).toEqual({ code: "ACCOUNT_LIMIT_REACHED" });
});

test("a raise that was asked for before the password changed comes to nothing", async () => {
  const hong = await lowered();
  await set(hong, { limitSingle: "180000", limitDaily: "900000" });
  await hong.client.data(`mutation ($i: ChangePasswordInput!) { changePassword(input: $i) { __typename } }`, {
    i: { currentPassword: PASSWORD, newPassword: "seven loud herons sleep" },
  });
  expect((await now(hong)).limitRaise).toBeNull();
  await dueNow(hong);
  expect(await now(hong)).toMatchObject({ limitSingle: "100000", limitRaise: null });
  expect(await written(hong)).toMatchObject({
    action: "account.changed",
    outcome: "refused",
    before: { limitSingle: "100000", waits: { single: "180000", daily: "900000" } },
    after: { limitSingle: "100000", waits: null },
  });
});
