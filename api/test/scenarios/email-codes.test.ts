import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { codeFor, codeIn, mailsTo, requestCode } from "../mailbox.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ SIGN_UP_EMAIL_CODE: "required", EMAIL_CODES_PER_HOUR: "1000" });
});
afterAll(async () => {
  await api.expectSoundBook();
  await api.close();
});

const SIGN_UP = `mutation ($input: SignUpInput!) { signUp(input: $input) { __typename
  ... on AuthPayload { accessToken user { email phone language } } ... on InvalidInput { fields { path message } }
  ... on InvalidCode { attemptsLeft } ... on UserError { code message } } }`;
const CHECK = `mutation ($input: CheckEmailCodeInput!) { checkEmailCode(input: $input) { __typename
  ... on EmailCodeRight { email } ... on InvalidCode { attemptsLeft } ... on UserError { code message } } }`;
const RESET = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename
  ... on PasswordChanged { changedAt } ... on InvalidCode { attemptsLeft } ... on InvalidInput { fields { path message } }
  ... on UserError { code message } } }`;

const someone = () => `${randomUUID()}@test.example`;

async function signUp(email: string, code: string | null, change: Record<string, unknown> = {}, language = "ko") {
  const client = api.client();
  client.language = language;
  const input = { email, password: PASSWORD, name: "홍길동", code, ...change };
  return (await client.data(SIGN_UP, { input })).signUp;
}

async function joined(): Promise<string> {
  const email = someone();
  expect((await signUp(email, await codeFor(api, email))).__typename).toBe("AuthPayload");
  return email;
}

const wrongOf = (code: string, offset = 1) => String((Number(code) + offset) % 1_000_000).padStart(6, "0");

const check = async (email: string, code: string, purpose = "SIGN_UP") =>
  (await api.client().data(CHECK, { input: { email, code, purpose } })).checkEmailCode;

describe("signing up with a code", () => {
  test("the server says that it asks for one, and takes nobody without", async () => {
    expect((await api.client().data(`{ signUpRequirements { emailCode } }`)).signUpRequirements.emailCode).toBe(true);
    const refused = await signUp(someone(), null);
    expect(refused.fields).toEqual([{ path: "code", message: expect.stringMatching(/6자리/) }]);
    expect((await signUp(someone(), "123456")).code).toBe("INVALID_CODE");
  });

  test("a code works once, however it is typed, and mail speaks the member's language", async () => {
    const email = someone();
    await requestCode(api, email, "SIGN_UP", "en");
    const [mail] = await mailsTo(api, email);
    expect(mail?.subject).toMatch(/^Chickpay code \d{6}$/);
    const code = codeIn(mail);
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    const { user } = await signUp(` ${email.toUpperCase()}`, spaced, { phone: "010-1234-5678" }, "en");
    expect(user).toEqual({ email, phone: "010-****-5678", language: "en" });
    expect((await signUp(email, code)).code).toBe("INVALID_CODE");
    // The member reads English, so a request from a Korean browser is answered by an English mail.
    await requestCode(api, email, "PASSWORD_RESET", "ko");
    expect((await mailsTo(api, email)).at(-1)?.subject).toMatch(/^Chickpay password code/);
  });

  test("neither answers nor rows nor time tell whether an address has a member; the mail does", async () => {
    const member = await joined();
    const stranger = someone();
    for (const purpose of ["SIGN_UP", "PASSWORD_RESET"]) {
      const [ours, theirs] = [await requestCode(api, member, purpose), await requestCode(api, stranger, purpose)];
      expect(ours).toEqual(theirs);
      expect(ours.__typename).toBe("EmailCodeSent");
    }
    expect((await mailsTo(api, member)).map((each) => each.template).slice(1)).toEqual([
      "already_member",
      "password_reset_code",
    ]);
    expect((await mailsTo(api, stranger)).map((each) => each.template)).toEqual(["sign_up_code", "not_a_member"]);
    const { rows } = await api.owner.query(
      `SELECT subject = $1 AS ours, purpose, tries, length(code_hash) AS size FROM email_codes WHERE subject IN ($1, $2)
       ORDER BY 1, 2`,
      [member, stranger],
    );
    expect(rows).toHaveLength(4);
    expect(rows.slice(0, 2).map(({ ours: _, ...rest }) => rest)).toEqual(
      rows.slice(2).map(({ ours: _, ...rest }) => rest),
    );
    const guesses = [
      await signUp(member, "000000"),
      await signUp(stranger, wrongOf(codeIn((await mailsTo(api, stranger))[0]))),
    ];
    expect(guesses[0]).toEqual(guesses[1]);
    const resets = [];
    for (const email of [member, stranger]) {
      const input = { email, code: "000000", newPassword: "another long sentence" };
      resets.push((await api.client().data(RESET, { input })).resetPassword);
    }
    expect(resets[0]).toEqual(resets[1]);
    expect(resets[0].code).toBe("INVALID_CODE");
    // The log alone knows whose code was guessed at.
    const written = await api.owner.query(
      `SELECT after ->> 'purpose' AS purpose, user_id IS NOT NULL AS ours FROM audit_events
       WHERE action = 'email_code.refused' AND outcome = 'refused' ORDER BY id DESC LIMIT 4`,
    );
    expect(written.rows.reverse()).toEqual([
      { purpose: "sign_up", ours: true },
      { purpose: "sign_up", ours: false },
      { purpose: "password_reset", ours: true },
      { purpose: "password_reset", ours: false },
    ]);

    const times: [number[], number[]] = [[], []];
    const members = [await joined(), await joined(), await joined(), await joined()];
    for (let turn = 0; turn < 16; turn++) {
      for (const [side, email] of [members[turn % 4], someone()].entries()) {
        const startedAt = performance.now();
        await requestCode(api, email as string, "PASSWORD_RESET");
        times[side as 0 | 1].push(performance.now() - startedAt);
      }
    }
    const [ours, theirs] = times.map((each) => each.sort((a, b) => a - b)[8] as number) as [number, number];
    expect(Math.max(ours, theirs) / Math.min(ours, theirs)).toBeLessThan(2);
  });

  test("a newer code ends the older one, and time ends both", async () => {
    const email = someone();
    const older = await codeFor(api, email);
    let newer = await codeFor(api, email);
    while (newer === older) newer = await codeFor(api, email);
    expect(await check(email, older)).toMatchObject({ code: "INVALID_CODE", attemptsLeft: 4 });
    expect((await check(email, newer)).__typename).toBe("EmailCodeRight");
    await api.owner.query(
      `UPDATE email_codes SET expires_at = clock_timestamp() - interval '1 second' WHERE subject = $1`,
      [email],
    );
    expect(await check(email, newer)).toMatchObject({ code: "INVALID_CODE", attemptsLeft: 0 });
    expect((await signUp(email, newer)).code).toBe("INVALID_CODE");
  });

  test("a code is good for its purpose and its address alone", async () => {
    const [email, other] = [await joined(), someone()];
    const code = await codeFor(api, email, "PASSWORD_RESET");
    expect((await check(email, code)).code).toBe("INVALID_CODE");
    await requestCode(api, other, "PASSWORD_RESET");
    expect((await check(other, code, "PASSWORD_RESET")).code).toBe("INVALID_CODE");
    expect((await check(email, code, "PASSWORD_RESET")).__typename).toBe("EmailCodeRight");
  });

  test("of 200 parallel guesses five are looked at, and then the right code is refused too", async () => {
    const email = someone();
    const code = await codeFor(api, email);
    const answers = [];
    for (let turn = 0; turn < 4; turn++) {
      answers.push(
        ...(await Promise.all(Array.from({ length: 50 }, (_, i) => check(email, wrongOf(code, turn * 50 + i + 1))))),
      );
    }
    const left = answers.map((each) => each.attemptsLeft).sort();
    expect(left).toEqual([...Array.from({ length: 196 }, () => 0), 1, 2, 3, 4]);
    const { rows } = await api.owner.query(`SELECT tries FROM email_codes WHERE subject = $1`, [email]);
    expect(rows[0].tries).toBe(5);
    expect((await signUp(email, code)).code).toBe("INVALID_CODE");
    expect((await check(email, code)).attemptsLeft).toBe(0);
  });

  test("of 50 who use one code at once, one becomes a member", async () => {
    const email = someone();
    const code = await codeFor(api, email);
    const answers = await Promise.all(Array.from({ length: 50 }, () => signUp(email, code)));
    expect(answers.filter((each) => each.__typename === "AuthPayload")).toHaveLength(1);
    expect(new Set(answers.map((each) => each.code))).toEqual(new Set([undefined, "INVALID_CODE"]));
  });

  test("codes are kept as keyed hashes, and asking for many has to wait", async () => {
    const email = someone();
    const code = await codeFor(api, email);
    const { rows } = await api.owner.query(`SELECT email_codes::text AS row FROM email_codes WHERE subject = $1`, [
      email,
    ]);
    expect(rows[0].row).not.toContain(code);
    const more = [];
    for (let i = 0; i < 5; i++) more.push(await requestCode(api, email));
    expect(more.map((each) => each.__typename)).toEqual([
      ...Array.from({ length: 4 }, () => "EmailCodeSent"),
      "TooManyAttempts",
    ]);
    expect(more[4].retryAfterSeconds).toBeGreaterThan(0);
  });
});

describe("a forgotten password", () => {
  const ME = `{ me { email } }`;
  const LOG_IN = `mutation ($input: LogInInput!) { logIn(input: $input) { __typename ... on UserError { code } } }`;

  test("a code and a new password end every session and tell the member by mail", async () => {
    const email = someone();
    const client = api.client();
    const input = { email, password: PASSWORD, name: "홍길동", code: await codeFor(api, email) };
    client.token = (await client.data(SIGN_UP, { input })).signUp.accessToken;
    expect((await client.data(ME)).me.email).toBe(email);
    const code = await codeFor(api, email, "PASSWORD_RESET");
    const reset = async (newPassword: string) =>
      (await api.client().data(RESET, { input: { email, code, newPassword } })).resetPassword;
    expect((await reset("password1234")).fields).toEqual([
      { path: "newPassword", message: expect.stringMatching(/짐작/) },
    ]);
    expect((await reset(email)).__typename).toBe("InvalidInput");
    const answers = await Promise.all(Array.from({ length: 50 }, () => reset("another long sentence")));
    expect(answers.filter((each) => each.__typename === "PasswordChanged")).toHaveLength(1);
    expect((await client.ask(ME)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    expect((await mailsTo(api, email)).at(-1)?.template).toBe("password_changed");
    const logIn = async (password: string) =>
      (await api.client().data(LOG_IN, { input: { email, password } })).logIn.__typename;
    expect(await logIn(PASSWORD)).toBe("InvalidCredentials");
    expect(await logIn("another long sentence")).toBe("AuthPayload");
  });
});

test("who asks for a code is written down: beside the member whose address it is, or beside nobody", async () => {
  const email = await joined();
  const requests = async () => {
    const { rows } = await api.owner.query(
      `SELECT actor_id, user_id, address, after FROM audit_events WHERE action = 'email_code.requested'
       ORDER BY id DESC LIMIT 3`,
    );
    return rows.reverse();
  };
  const { rows } = await api.owner.query(
    `SELECT user_id FROM audit_events WHERE action = 'membership.opened' ORDER BY id DESC LIMIT 1`,
  );
  const userId = rows[0].user_id;
  await requestCode(api, email, "PASSWORD_RESET");
  await requestCode(api, someone(), "PASSWORD_RESET");
  await requestCode(api, email);
  const row = { actor_id: null, address: "127.0.0.1" };
  expect(await requests()).toEqual([
    { ...row, user_id: userId, after: { purpose: "password_reset" } },
    { ...row, user_id: null, after: { purpose: "password_reset" } },
    { ...row, user_id: userId, after: { purpose: "sign_up" } },
  ]);

  const client = api.client();
  const input = { email, password: PASSWORD };
  const { logIn } = await client.data(
    `mutation ($input: LogInInput!) { logIn(input: $input) { ... on AuthPayload { accessToken } } }`,
    { input },
  );
  client.token = logIn.accessToken;
  await client.data(
    `mutation ($input: RequestEmailChangeInput!) { requestEmailChange(input: $input) { __typename } }`,
    {
      input: { password: PASSWORD, email: someone() },
    },
  );
  expect((await requests()).at(-1)).toMatchObject({
    actor_id: userId,
    user_id: userId,
    after: { purpose: "email_change" },
  });
});
