import { afterAll, beforeAll, expect, test } from "vitest";
import { type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { Authenticator, addPasskey, logInWithPasskey } from "../authenticator.js";
import { GraphQLClient } from "../graphql-client.js";
import { codeFor } from "../mailbox.js";
import { withTotp } from "../second-factor.js";

let api: TestApi;
/** On the same database, as without the setting. */
let ageless: Awaited<ReturnType<TestApi["another"]>>;
beforeAll(async () => {
  api = await startTestApi({ PASSWORD_MAX_AGE_DAYS: "90" });
  ageless = await api.another({ PASSWORD_MAX_AGE_DAYS: "" });
});
afterAll(async () => {
  await ageless.stop();
  await api.close();
});

const LOG_IN = `mutation ($i: LogInInput!) { logIn(input: $i) { __typename ... on InvalidCredentials { attemptsLeft }
  ... on UserError { code message } } }`;
const CHANGE = `mutation ($i: ChangePasswordInput!) { changePassword(input: $i) { __typename } }`;
const RESET = `mutation ($i: ResetPasswordInput!) { resetPassword(input: $i) { __typename } }`;
const NEXT = "another long sentence";

async function logIn({ email }: Member, password = PASSWORD, client = api.client()) {
  return (await client.data(LOG_IN, { i: { email, password } })).logIn;
}

/** As if the member had joined so long ago, or set the present password then. */
async function aged<Someone extends Member>(member: Someone, days: number, column = "created_at"): Promise<Someone> {
  await api.owner.query(`UPDATE users SET ${column} = clock_timestamp() - make_interval(days => $2) WHERE id = $1`, [
    member.userId,
    days,
  ]);
  return member;
}

test("the present password is no other one, whatever is kept of former ones", async () => {
  const { client } = await api.member();
  const input = { currentPassword: PASSWORD, newPassword: PASSWORD };
  const { changePassword } = await client.data(
    `mutation ($i: ChangePasswordInput!) { changePassword(input: $i) { __typename ... on InvalidInput { fields { path } } } }`,
    { i: input },
  );
  expect(changePassword).toEqual({ __typename: "InvalidInput", fields: [{ path: "newPassword" }] });
});

test("a password logs in at any age, unless there is a limit", async () => {
  const hong = await aged(await api.member(), 5_000);
  expect((await logIn(hong, PASSWORD, new GraphQLClient(ageless.url))).__typename).toBe("AuthPayload");
  expect((await logIn(hong)).__typename).toBe("PasswordExpired");
});

test("one that is too old is told what to do, is given nothing else, and stands in the history", async () => {
  const hong = await aged(await api.member(), 89);
  expect((await logIn(hong)).__typename).toBe("AuthPayload");
  await aged(hong, 91);
  const client = api.client();
  expect(await logIn(hong, PASSWORD, client)).toEqual({
    __typename: "PasswordExpired",
    code: "PASSWORD_EXPIRED",
    message: "비밀번호를 쓴 지 오래됐어요. 메일로 인증번호를 받아 새로 만들어 주세요.",
  });
  expect(client.cookie).toBeNull();
  client.language = "en";
  expect((await logIn(hong, PASSWORD, client)).message).toMatch(/^Your password is too old/);
  // Who is logged in stays so.
  const { logInHistory } = await hong.client.data(`{ logInHistory(first: 3) { edges { node { outcome } } } }`);
  expect(logInHistory.edges.map(({ node }: { node: { outcome: string } }) => node.outcome)).toEqual([
    "TURNED_AWAY",
    "TURNED_AWAY",
    "DONE",
  ]);
});

test("a wrong password is answered and counted as ever, a right one costs nothing", async () => {
  const [old, young] = [await aged(await api.member(), 91), await api.member()];
  for (let i = 0; i < 7; i++) expect((await logIn(old)).code).toBe("PASSWORD_EXPIRED");
  const answers = [];
  for (let i = 0; i < 6; i++) answers.push([await logIn(old, `wrong ${i}`), await logIn(young, `wrong ${i}`)]);
  for (const [ours, theirs] of answers) expect(ours).toEqual(theirs);
  expect(answers.map(([ours]) => ours.attemptsLeft)).toEqual([4, 3, 2, 1, 0, undefined]);
  expect((await logIn(old)).code).toBe("TOO_MANY_ATTEMPTS");
});

test("a code from the mail and a new password open the door, and so does a change from inside", async () => {
  const [hong, kim] = [await aged(await api.member(), 91), await aged(await api.member(), 91)];
  const code = await codeFor(api, hong.email, "PASSWORD_RESET");
  await api.client().data(RESET, { i: { email: hong.email, code, newPassword: NEXT } });
  await kim.client.data(CHANGE, { i: { currentPassword: PASSWORD, newPassword: NEXT } });
  for (const member of [hong, kim]) {
    expect((await logIn(member, NEXT)).__typename).toBe("AuthPayload");
    await aged(member, 91, "password_changed_at");
    expect((await logIn(member, NEXT)).code).toBe("PASSWORD_EXPIRED");
  }
});

test("it is told before a code is asked for, to nobody who is locked, and a passkey asks for none", async () => {
  const [careful, locked] = [await aged(await withTotp(api), 91), await aged(await api.member(), 91)];
  expect((await logIn(careful)).code).toBe("PASSWORD_EXPIRED");
  await api.owner.query(`UPDATE users SET locked_at = clock_timestamp() WHERE id = $1`, [locked.userId]);
  expect((await logIn(locked)).code).toBe("MEMBER_LOCKED");
  const [keyed, device] = [await api.member(), new Authenticator()];
  await addPasskey(keyed, device);
  await aged(keyed, 91);
  expect((await logInWithPasskey({ client: api.client() }, device)).__typename).toBe("AuthPayload");
});
