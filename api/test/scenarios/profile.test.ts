import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logIn, type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { codeIn, mailsTo } from "../mailbox.js";
import { codeOf, type Protected, withTotp } from "../second-factor.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ PASSWORD_HISTORY: "4" });
});
afterAll(async () => {
  await api.close();
});

const ME = `{ me { email phone language } }`;
const REST = `... on InvalidInput { fields { path message } } ... on UserError { code message }`;
const CHANGE_PASSWORD = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename ... on StepUpRequired { challengeId } ${REST} } }`;
const REQUEST_EMAIL = `mutation ($input: RequestEmailChangeInput!) { requestEmailChange(input: $input) { __typename
  ... on EmailCodeSent { validForSeconds askAgainAfterSeconds } ... on StepUpRequired { challengeId } ${REST} } }`;
const CHANGE_EMAIL = `mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) { __typename
  ... on ProfileChanged { user { email } } ${REST} } }`;
const CHANGE_PHONE = `mutation ($input: ChangePhoneInput!) { changePhone(input: $input) { __typename
  ... on ProfileChanged { user { phone } } ... on StepUpRequired { challengeId } ${REST} } }`;
const REVEAL_PHONE = `mutation ($input: RevealPhoneInput!) { revealPhone(input: $input) { __typename
  ... on RevealedPhone { phone } ... on UserError { code } } }`;

const VERIFY = `mutation ($input: VerifyStepUpInput!) { verifyStepUp(input: $input) {
  ... on StepUpPassed { stepUpToken } } }`;

const changePassword = async (member: Member, currentPassword: string, newPassword: string) =>
  (await member.client.data(CHANGE_PASSWORD, { input: { currentPassword, newPassword } })).changePassword;

test("a changed password ends the other sessions, tells the member, and lets no former one back", async () => {
  const member = await api.member();
  const elsewhere = api.client();
  const other = { ...member, client: elsewhere };
  await logIn(other, elsewhere);
  expect((await elsewhere.data(ME)).me.email).toBe(member.email);

  expect((await changePassword(member, "wrong password", "another long sentence")).code).toBe("INVALID_PASSWORD");
  expect((await changePassword(member, PASSWORD, "qwerty123456")).fields).toEqual([
    { path: "newPassword", message: expect.stringMatching(/짐작/) },
  ]);
  const passwords = [PASSWORD, ...["first", "second", "third", "fourth"].map((each) => `${each} kettle of soup`)];
  for (const [index, next] of passwords.slice(1).entries()) {
    const current = passwords[index] as string;
    for (const former of passwords.slice(0, index + 1).slice(-4)) {
      expect((await changePassword(member, current, former)).fields[0].message).toMatch(/최근에 쓴/);
    }
    expect((await changePassword(member, current, next)).__typename).toBe("PasswordChanged");
  }
  // Four are remembered, so the first is free again.
  expect((await changePassword(member, passwords[4] as string, PASSWORD)).__typename).toBe("PasswordChanged");
  const { rows } = await api.owner.query(`SELECT count(*)::int AS kept FROM former_passwords WHERE user_id = $1`, [
    member.userId,
  ]);
  expect(rows[0].kept).toBe(3);

  expect((await member.client.data(ME)).me.email).toBe(member.email);
  expect((await elsewhere.ask(ME)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  expect((await mailsTo(api, member.email)).map((each) => each.template)).toEqual([
    // The other session was opened elsewhere.
    "new_device",
    ...Array.from({ length: 5 }, () => "password_changed"),
  ]);
});

test("a changed password makes strangers of all devices but the one that it was changed on", async () => {
  const member = await api.member();
  const [known, next] = [api.client(), "another long sentence"];
  await logIn({ ...member, client: known }, known);
  const enter = async (client: typeof known) => {
    const query = `mutation ($i: LogInInput!) { logIn(input: $i) { __typename } }`;
    return (await client.data(query, { i: { email: member.email, password: next } })).logIn.__typename;
  };
  expect((await changePassword(member, PASSWORD, next)).__typename).toBe("PasswordChanged");
  for (const client of [member.client, known]) expect(await enter(client)).toBe("AuthPayload");
  expect((await mailsTo(api, member.email)).map((each) => each.template)).toEqual([
    "new_device",
    "password_changed",
    // The same browser, and nobody knows it any more.
    "new_device",
  ]);
});

test("of changes at once with one old password, one is made", async () => {
  const member = await api.member();
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, i) => changePassword(member, PASSWORD, `kettle number ${i} of soup`)),
  );
  expect(answers.filter((each) => each.__typename === "PasswordChanged")).toHaveLength(1);
});

test("an e-mail moves with the password and a code to the new address; the old one hears of it", async () => {
  const [member, kim] = [await api.member(), await api.member("김나연")];
  const { client } = member;
  const next = `${randomUUID()}@test.example`;
  const request = async (email: string, password = PASSWORD) =>
    (await client.data(REQUEST_EMAIL, { input: { email, password } })).requestEmailChange;
  expect((await request(next, "wrong password")).code).toBe("INVALID_PASSWORD");
  expect((await request(member.email)).fields[0].path).toBe("email");
  const sent = await request(kim.email);
  expect((await mailsTo(api, kim.email)).map((each) => each.template)).toEqual(["address_in_use"]);
  expect(await request(next)).toEqual(sent);
  const [mail] = await mailsTo(api, next);
  const code = codeIn(mail);

  const change = async (of: Member, input: { code: string }) =>
    (await of.client.data(CHANGE_EMAIL, { input })).changeEmail;
  expect((await change(kim, { code })).code).toBe("INVALID_CODE");
  const answers = await Promise.all(Array.from({ length: 5 }, () => change(member, { code })));
  expect(answers.filter((each) => each.__typename === "ProfileChanged")).toHaveLength(1);
  expect((await client.data(ME)).me.email).toBe(next);
  const notice = (await mailsTo(api, member.email)).at(-1);
  expect(notice?.template).toBe("email_changed");
  expect(notice?.text).toContain(`${next.slice(0, 2)}***@test.example`);
  expect(notice?.text).not.toContain(next);
  expect(notice?.text).toMatch(/고객센터/);
});

test("a phone number is kept as E.164, shown masked, and in full to its owner after the password", async () => {
  const { client, userId } = await api.member();
  const change = async (phone: string | null, password = PASSWORD) =>
    (await client.data(CHANGE_PHONE, { input: { phone, password } })).changePhone;
  const reveal = async (password: string) => (await client.data(REVEAL_PHONE, { input: { password } })).revealPhone;
  expect((await client.data(ME)).me.phone).toBeNull();
  expect((await change("010-1234-5678", "wrong password")).code).toBe("INVALID_PASSWORD");
  expect((await change("010-12")).fields).toEqual([{ path: "phone", message: expect.stringMatching(/휴대폰/) }]);
  expect((await change("01012345678")).user.phone).toBe("010-****-5678");
  const { rows } = await api.owner.query(`SELECT phone, personal FROM users WHERE id = $1`, [userId]);
  // Sealed with everything else that tells who the member is.
  expect(rows[0]).toEqual({ phone: null, personal: expect.any(Buffer) });
  expect((await reveal("wrong password")).code).toBe("INVALID_PASSWORD");
  expect(await reveal(PASSWORD)).toEqual({ __typename: "RevealedPhone", phone: "010-1234-5678" });
  const { rows: shown } = await api.owner.query(
    `SELECT actor_id, session_id IS NOT NULL AS inside, after FROM audit_events
     WHERE user_id = $1 AND action = 'profile.phone_revealed'`,
    [userId],
  );
  expect(shown).toEqual([{ actor_id: userId, inside: true, after: null }]);
  expect((await change(null)).user.phone).toBeNull();
});

describe("with a second factor on", () => {
  /** Confirms what was asked about, as it was shown. */
  async function approved(member: Protected, question: { __typename: string; challengeId: string }): Promise<string> {
    expect(question.__typename).toBe("StepUpRequired");
    const input = { challengeId: question.challengeId, proof: { code: codeOf(member) } };
    return (await member.client.data(VERIFY, { input })).verifyStepUp.stepUpToken;
  }

  test("another e-mail is asked about once more before its code is sent", async () => {
    const member = await withTotp(api);
    const [email, other] = [`${randomUUID()}@test.example`, `${randomUUID()}@test.example`];
    const request = async (input: object) =>
      (await member.client.data(REQUEST_EMAIL, { input: { password: PASSWORD, ...input } })).requestEmailChange;
    const stepUpToken = await approved(member, await request({ email }));
    expect((await request({ email: other, stepUpToken })).__typename).toBe("StepUpRequired");
    expect((await request({ email, stepUpToken })).__typename).toBe("EmailCodeSent");
    expect(await mailsTo(api, other)).toEqual([]);
  });

  test("another phone number is confirmed once more", async () => {
    const member = await withTotp(api);
    const change = async (input: object) =>
      (await member.client.data(CHANGE_PHONE, { input: { password: PASSWORD, ...input } })).changePhone;
    const stepUpToken = await approved(member, await change({ phone: "01012345678" }));
    expect((await change({ phone: "01087654321", stepUpToken })).__typename).toBe("StepUpRequired");
    expect((await change({ stepUpToken })).__typename).toBe("StepUpRequired");
    expect((await member.client.data(ME)).me.phone).toBeNull();
    expect((await change({ phone: "01012345678", stepUpToken })).user.phone).toBe("010-****-5678");
  });

  test("another password is confirmed once more, and an approval is good for one", async () => {
    const member = await withTotp(api);
    const passwords = [PASSWORD, "another long sentence", "yet another sentence"];
    const change = async (from: number, stepUpToken: string | null) => {
      const input = { currentPassword: passwords[from], newPassword: passwords[from + 1], stepUpToken };
      return (await member.client.data(CHANGE_PASSWORD, { input })).changePassword;
    };
    const stepUpToken = await approved(member, await change(0, null));
    expect((await change(0, stepUpToken)).__typename).toBe("PasswordChanged");
    expect((await change(1, stepUpToken)).__typename).toBe("StepUpRequired");
  });
});

test("the language of mails follows the member", async () => {
  const { client, email } = await api.member();
  expect((await client.data(ME)).me.language).toBe("ko");
  const CHANGE_LANGUAGE = `mutation ($input: ChangeLanguageInput!) { changeLanguage(input: $input) { __typename
    ... on ProfileChanged { user { language } } } }`;
  const { changeLanguage } = await client.data(CHANGE_LANGUAGE, { input: { language: "en" } });
  expect(changeLanguage.user.language).toBe("en");
  const input = { currentPassword: PASSWORD, newPassword: "another long sentence" };
  await client.data(CHANGE_PASSWORD, { input });
  expect((await mailsTo(api, email)).at(-1)?.subject).toBe("Your Chickpay password has changed");
});
