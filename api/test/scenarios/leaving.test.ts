import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateDataKeys, Vault } from "../../src/infra/vault.js";
import { UserStore } from "../../src/modules/users/index.js";
import { kstDay } from "../../src/shared/clock.js";
import { deposit, type Member, PASSWORD, signUp, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { NOTE } from "../history-harness.js";
import { DELAYED, planned, request } from "../schedules.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi({ MEMBERSHIP_COOLING_OFF_DAYS: "7" });
});
afterAll(async () => {
  await api.close();
});

const LEAVE = `mutation ($input: CloseMembershipInput!) { closeMembership(input: $input) { __typename
  ... on CloseMembershipSuccess { closedAt } ... on UserError { code } } }`;
const LOG_IN = `mutation ($input: LogInInput!) { logIn(input: $input) { __typename
  ... on AuthPayload { accessToken membershipKept } ... on UserError { code } } }`;

async function leave(member: Member) {
  return (await member.client.data(LEAVE, { input: { password: PASSWORD } })).closeMembership;
}

async function logIn(member: Member) {
  return (await api.client().data(LOG_IN, { input: { email: member.email, password: PASSWORD } })).logIn;
}

/** Lets the days to think be over, and the worker come by. */
async function sevenDaysLater(member: Member): Promise<void> {
  await api.owner.query(`UPDATE users SET leaves_at = clock_timestamp() WHERE id = $1`, [member.userId]);
  // Several processes may come by at once.
  const { membership } = api.application.services;
  await Promise.all([membership.endDue(100), membership.endDue(100)]);
}

async function rowOf(member: Member) {
  const { rows } = await api.owner.query(
    `SELECT u.*, k.sealed_key FROM users u LEFT JOIN personal_keys k ON k.user_id = u.id WHERE u.id = $1`,
    [member.userId],
  );
  return rows[0];
}

async function actionsOf(member: Member): Promise<string[]> {
  const { rows } = await api.owner.query(
    `SELECT action FROM audit_events WHERE user_id = $1 AND action LIKE 'membership.%' ORDER BY id`,
    [member.userId],
  );
  return rows.map((each) => each.action);
}

/** Tables with rows of the member's. */
async function tablesKnowing(member: Member): Promise<string[]> {
  const { rows } = await api.owner.query(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'user_id' ORDER BY table_name`,
  );
  const known: string[] = [];
  for (const { name } of rows) {
    const found = await api.owner.query(`SELECT FROM ${name} WHERE user_id = $1 LIMIT 1`, [member.userId]);
    if (found.rows.length > 0) known.push(name);
  }
  return known;
}

describe("seven days to think", () => {
  test("end every session at once, and a log-in keeps the membership", async () => {
    const hong = await api.member();
    const { closedAt } = await leave(hong);
    expect(Date.parse(closedAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    expect((await hong.client.ask(`{ me { id } }`)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    await api.application.services.membership.endDue(100);
    expect(await logIn(hong)).toMatchObject({ __typename: "AuthPayload", membershipKept: true });
    expect(await logIn(hong)).toMatchObject({ membershipKept: false });
    expect((await rowOf(hong)).leaves_at).toBeNull();
    expect(await actionsOf(hong)).toEqual(["membership.opened", "membership.closing", "membership.kept"]);
  });

  test("asked for twice at once are told, mailed and written down once", async () => {
    const hong = await api.member();
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => hong.client.ask(LEAVE, { input: { password: PASSWORD } })),
    );
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? "done").sort()).toEqual([
      "UNAUTHENTICATED",
      "UNAUTHENTICATED",
      "done",
    ]);
    expect(await actionsOf(hong)).toEqual(["membership.opened", "membership.closing"]);
  });

  test("begin anew for who is locked: it may be somebody else who asked, and it cannot be taken back", async () => {
    const hong = await api.member();
    await leave(hong);
    await api.owner.query(`UPDATE users SET locked_at = now() WHERE id = $1`, [hong.userId]);
    await sevenDaysLater(hong);
    const { closed_at, leaves_at, sealed_key } = await rowOf(hong);
    expect({ closed_at, keeps: sealed_key !== null }).toEqual({ closed_at: null, keeps: true });
    expect(leaves_at.getTime()).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  });

  test("are put off while an account holds money that came in meanwhile", async () => {
    const [hong, kim] = [await api.member(), await api.member()];
    await leave(hong);
    await deposit(kim, 100n);
    expect((await transfer(kim, hong, 100n)).__typename).toBe("TransferSuccess");
    await sevenDaysLater(hong);
    const row = await rowOf(hong);
    expect(row.closed_at).toBeNull();
    expect(row.leaves_at.getTime()).toBeGreaterThan(Date.now());
    expect(await actionsOf(hong)).toContain("membership.put_off");
    expect((await logIn(hong)).membershipKept).toBe(true);
  });
});

test("one whose membership cannot end keeps nobody else", async () => {
  const [frozen, other] = [await api.member(), await api.member()];
  await leave(frozen);
  await leave(other);
  await api.owner.query(`UPDATE ledger_accounts SET status = 'frozen' WHERE id = $1`, [frozen.accountId]);
  await api.owner.query(`UPDATE users SET leaves_at = clock_timestamp() - interval '1 hour' WHERE id = $1`, [
    frozen.userId,
  ]);
  await sevenDaysLater(other);
  expect((await rowOf(frozen)).closed_at).toBeNull();
  expect((await rowOf(other)).closed_at).not.toBeNull();
  await api.owner.query(`UPDATE ledger_accounts SET status = 'active' WHERE id = $1`, [frozen.accountId]);
  await sevenDaysLater(frozen);
  expect((await rowOf(frozen)).closed_at).not.toBeNull();
});

test("who has left is erased by the end of a key: no name, no address, no way back in; the books stay", async () => {
  const [hong, kim] = [await signUp(api.url, "홍길동"), await api.member("김나연")];
  await deposit(hong, 700n);
  await planned(hong, request(hong, kim, 700, DELAYED, { memo: "비밀" }));
  const paid = (await transfer(hong, kim, 700n)).transfer;
  await hong.client.data(NOTE, { input: { noteId: paid.id, text: "비밀", tags: ["비밀"] } });
  await hong.client.data(
    `mutation ($input: RequestStatementInput!) { requestStatement(input: $input) { __typename } }`,
    { input: { accountId: hong.accountId, from: kstDay(new Date()), to: kstDay(new Date()), format: "CSV" } },
  );
  await hong.client.data(`mutation ($i: SplitAmountInput!) { splitAmount(input: $i) { __typename } }`, {
    i: {
      accountId: hong.accountId,
      total: "10",
      shares: [{ payerAccountNumber: kim.accountNumber }, {}],
      idempotencyKey: randomUUID(),
    },
  });
  const withRows = ["statements", "transaction_notes", "money_splits", "money_requests"];
  expect(await tablesKnowing(hong)).toEqual(expect.arrayContaining(withRows));
  // Another process has shown the name, and remembers it.
  const other = await api.another();
  const elsewhere = new GraphQLClient(other.url);
  elsewhere.token = kim.client.token;
  const senders = async (client: GraphQLClient) => {
    const { me } = await client.data(`{ me { accounts { transactions { edges { node { amount counterparty } } } } } }`);
    return me.accounts[0].transactions.edges.map((each: { node: object }) => each.node);
  };
  expect(await senders(elsewhere)).toEqual([{ amount: "700", counterparty: "홍*동" }]);
  await api.client().data(`mutation ($i: RequestEmailCodeInput!) { requestEmailCode(input: $i) { __typename } }`, {
    i: { email: hong.email, purpose: "PASSWORD_RESET" },
  });
  await leave(hong);
  const before = await rowOf(hong);
  await sevenDaysLater(hong);

  const row = await rowOf(hong);
  expect(row).toMatchObject({
    email: null,
    name: null,
    phone: null,
    email_hash: null,
    sealed_key: null,
    password_hash: "",
  });
  expect(row.closed_at).toBeInstanceOf(Date);
  const { rows: codes } = await api.owner.query(`SELECT FROM email_codes WHERE subject = $1`, [hong.email]);
  expect(codes).toHaveLength(0);
  // What an older copy of the table holds opens no more: its key was the only one.
  expect(before.personal.equals(row.personal)).toBe(true);
  expect((await logIn(hong)).code).toBe("INVALID_CREDENTIALS");
  const left = await api.owner.query(
    `SELECT count(*) AS left FROM sessions WHERE user_id = $1 AND (address IS NOT NULL OR user_agent IS NOT NULL)`,
    [hong.userId],
  );
  expect(left.rows[0].left).toBe("0");
  const names = await api.owner.query(`SELECT DISTINCT nickname FROM accounts WHERE user_id = $1`, [hong.userId]);
  expect(names.rows).toEqual([{ nickname: "-" }]);
  // A table that is added later must be emptied too, or be named here with those that stay.
  expect(await tablesKnowing(hong)).toEqual(["accounts", "audit_events", "bank_orders", "sessions"]);

  await other.application.services.directory.forgetDeparted();
  for (const client of [kim.client, elsewhere]) {
    expect(await senders(client)).toEqual([{ amount: "700", counterparty: "탈퇴회원" }]);
  }
  await other.stop();
  expect(await actionsOf(hong)).toEqual(["membership.opened", "membership.closing", "membership.closed"]);
  await api.expectSoundBook();

  // The address is free again.
  const client = api.client();
  const { signUp: again } = await client.data(
    `mutation ($input: SignUpInput!) { signUp(input: $input) { __typename } }`,
    { input: { email: hong.email, password: PASSWORD, name: "홍길동" } },
  );
  expect(again.__typename).toBe("AuthPayload");
});

test("what a reader of events is writing of somebody who leaves goes with the rest", async () => {
  const hong = await api.member();
  await leave(hong);
  await api.owner.query(`INSERT INTO outbox_positions (reader) VALUES ('notifications') ON CONFLICT DO NOTHING`);
  const reader = await api.owner.connect();
  await reader.query(`BEGIN; SELECT FROM outbox_positions WHERE reader = 'notifications' FOR UPDATE`);
  const leaving = sevenDaysLater(hong);
  await sleep(300);
  await reader.query(
    `INSERT INTO notifications (event_id, user_id, kind, details, at)
     VALUES (9000000000, '${hong.userId}', 'notice', '{}', now()); COMMIT`,
  );
  reader.release();
  await leaving;
  expect((await rowOf(hong)).closed_at).toBeInstanceOf(Date);
  expect(await tablesKnowing(hong)).not.toContain("notifications");
});

describe("personal data", () => {
  test("stands nowhere in clear, and nothing sealed opens in another's row", async () => {
    const [hong, kim] = [await api.member("남궁소중한"), await api.member()];
    const row = await rowOf(hong);
    expect(JSON.stringify(row)).not.toContain("남궁소중한");
    for (const secret of ["남궁소중한", hong.email]) expect(row.personal.includes(Buffer.from(secret))).toBe(false);
    await api.owner.query(`UPDATE users SET personal = $1 WHERE id = $2`, [row.personal, kim.userId]);
    expect((await kim.client.ask(`{ me { name } }`)).errors?.[0]?.extensions.code).toBe("INTERNAL");
  });

  test("of a former release is read as it is, found by its address, and sealed in time", async () => {
    const hong = await api.member("옛사람");
    const email = `${randomUUID()}@former.example`;
    await api.owner.query(
      `UPDATE users SET name = '옛사람', email = $2, personal = NULL, email_hash = NULL WHERE id = $1`,
      [hong.userId, email],
    );
    await api.owner.query(`DELETE FROM personal_keys WHERE user_id = $1`, [hong.userId]);
    const former = { ...hong, email };
    expect((await logIn(former)).__typename).toBe("AuthPayload");
    await api.application.services.users.sealOld(1_000);
    expect(await rowOf(hong)).toMatchObject({ name: null, email: null, sealed_key: expect.any(Buffer) });
    expect((await logIn(former)).__typename).toBe("AuthPayload");
    expect((await hong.client.data(`{ me { name email } }`)).me).toEqual({ name: "옛사람", email });
  });

  test("is looked for before the first request: with another key nobody would be found", async () => {
    await api.member();
    const { source, services } = api.application;
    expect(await services.users.isFindable()).toBe(true);
    expect(await new UserStore(source, new Vault(generateDataKeys())).isFindable()).toBe(false);
  });
});
