import { base32 } from "@scure/base";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { totpCode } from "../../src/modules/auth/index.js";
import { PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { codeFor, mailsTo } from "../mailbox.js";
import { askLogIn, COMPLETE, challengesFor, codeOf, complete, forgetUsedSteps, withTotp } from "../second-factor.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.close();
});

describe("an authenticator app", () => {
  test("that is begun anew while a code of the former secret is looked at is not turned on", async () => {
    const member = await api.member();
    const { beginTotp } = await member.client.data(
      `mutation ($i: ConfirmWithPasswordInput!) { beginTotp(input: $i) { ... on BeginTotpSuccess { secret } } }`,
      { i: { password: PASSWORD } },
    );
    // As beginTotp does, between the look at the code and what follows from it.
    await api.owner.query(`CREATE FUNCTION begin_anew() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN UPDATE totp_factors SET secret = secret || '\\x00', last_step = 0 WHERE user_id = NEW.user_id; RETURN NULL; END $$;
      CREATE TRIGGER begin_anew AFTER UPDATE ON totp_factors FOR EACH ROW
        WHEN (OLD.last_step = 0 AND NEW.last_step > 0) EXECUTE FUNCTION begin_anew()`);
    try {
      const { confirmTotp } = await member.client.data(
        `mutation ($c: String!) { confirmTotp(input: { code: $c }) { __typename ... on UserError { code } } }`,
        { c: totpCode(Buffer.from(base32.decode(beginTotp.secret)), new Date()) },
      );
      expect(confirmTotp.code).toBe("INVALID_CODE");
      expect((await askLogIn(api, member)).__typename).toBe("AuthPayload");
    } finally {
      await api.owner.query(`DROP TRIGGER begin_anew ON totp_factors; DROP FUNCTION begin_anew`);
    }
  });

  test("and the password of before end with the password: what was begun with it opens nothing", async () => {
    const member = await withTotp(api);
    await forgetUsedSteps(api, member);
    const { challengeId } = await askLogIn(api, member);
    const { challenges } = api.application.services;
    const pass = challenges.pass.bind(challenges);
    challenges.pass = async (tx, challenge) => {
      const token = await pass(tx, challenge);
      await api.owner.query(`UPDATE users SET password_hash = password_hash || ' ' WHERE id = $1`, [member.userId]);
      return token;
    };
    try {
      const { errors } = await api.client().ask(COMPLETE, { input: { challengeId, proof: { code: codeOf(member) } } });
      expect(errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    } finally {
      challenges.pass = pass;
    }
  });

  test("is not asked for with a password that was changed meanwhile", async () => {
    const member = await withTotp(api);
    const { sessions } = api.application.services;
    const meanwhile = vi.spyOn(sessions, "requireKey").mockImplementation(async () => {
      await api.owner.query(`UPDATE users SET password_hash = password_hash || ' ' WHERE id = $1`, [member.userId]);
    });
    try {
      const { errors } = await api.client().ask(`mutation ($i: LogInInput!) { logIn(input: $i) { __typename } }`, {
        i: { email: member.email, password: PASSWORD },
      });
      expect(errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    } finally {
      meanwhile.mockRestore();
    }
  });

  test("is asked for at log-in: neither a token nor a cookie comes before its code", async () => {
    const member = await withTotp(api);
    const client = api.client();
    const asked = await askLogIn(api, member, client);
    expect(asked).toMatchObject({
      __typename: "MfaRequired",
      methods: ["TOTP", "RECOVERY_CODE"],
      passkeyOptions: null,
    });
    expect(client.cookie).toBeNull();

    expect(await complete(api, asked.challengeId, { code: "000000" })).toMatchObject({
      code: "INVALID_CODE",
      attemptsLeft: 4,
    });
    const done = await complete(api, asked.challengeId, { code: codeOf(member) });
    expect(done).toMatchObject({ __typename: "AuthPayload", user: { id: member.userId } });
    expect(await complete(api, asked.challengeId, { code: codeOf(member, 1) })).toMatchObject({
      code: "CHALLENGE_EXPIRED",
    });
  });

  test("changes nothing before its first code, and ends other sessions then", async () => {
    const member = await api.member();
    const other = api.client();
    other.token = (await askLogIn(api, member, other)).accessToken;
    await member.client.data(
      `mutation ($input: ConfirmWithPasswordInput!) { beginTotp(input: $input) { __typename } }`,
      { input: { password: PASSWORD } },
    );
    expect((await askLogIn(api, member)).__typename).toBe("AuthPayload");

    const { beginTotp } = await member.client.data(
      `mutation ($input: ConfirmWithPasswordInput!) { beginTotp(input: $input) { ... on BeginTotpSuccess { secret } } }`,
      { input: { password: PASSWORD } },
    );
    const code = totpCode(Buffer.from(base32.decode(beginTotp.secret)), new Date());
    await member.client.data(`mutation ($c: String!) { confirmTotp(input: { code: $c }) { __typename } }`, { c: code });
    expect((await other.ask(`{ security { totpSince } }`)).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    const { security } = await member.client.data(
      `{ security { totpSince recoveryCodesLeft sessions { current device } } }`,
    );
    expect(security).toMatchObject({
      totpSince: expect.any(String),
      recoveryCodesLeft: 10,
      sessions: [{ current: true }],
    });
    const again = await member.client.data(
      `mutation ($input: ConfirmWithPasswordInput!) { beginTotp(input: $input) { ... on UserError { code } } }`,
      { input: { password: PASSWORD } },
    );
    expect(again.beginTotp.code).toBe("SECOND_FACTOR_ON");
  });

  test("is asked for in a log-in that was under way with the password as it was turned on", async () => {
    const member = await api.member();
    const busy = await api.owner.connect();
    const waiting = (count: number) =>
      vi.waitFor(async () => {
        const { rowCount } = await api.owner.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
             AND query LIKE '%FOR NO KEY UPDATE OF u'`,
        );
        expect(rowCount).toBe(count);
      });
    try {
      const { beginTotp } = await member.client.data(
        `mutation ($i: ConfirmWithPasswordInput!) { beginTotp(input: $i) { ... on BeginTotpSuccess { secret } } }`,
        { i: { password: PASSWORD } },
      );
      await busy.query("BEGIN");
      await busy.query(`SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE`, [member.userId]);
      const code = totpCode(Buffer.from(base32.decode(beginTotp.secret)), new Date());
      const confirmed = member.client.data(
        `mutation ($c: String!) { confirmTotp(input: { code: $c }) { __typename } }`,
        { c: code },
      );
      await waiting(1);
      const asked = askLogIn(api, member);
      await waiting(2);
      await busy.query("COMMIT");
      expect((await confirmed).confirmTotp.__typename).toBe("ConfirmTotpSuccess");
      expect(await asked).toMatchObject({ __typename: "MfaRequired", methods: ["TOTP", "RECOVERY_CODE"] });
      const { security } = await member.client.data(`{ security { sessions { current } } }`);
      expect(security.sessions).toEqual([{ current: true }]);
    } finally {
      busy.release();
    }
  });

  test("gives each code once, whatever the order and the challenge", async () => {
    const member = await withTotp(api);
    const [first, second, third] = [
      await askLogIn(api, member),
      await askLogIn(api, member),
      await askLogIn(api, member),
    ];
    expect((await complete(api, first.challengeId, { code: codeOf(member) })).__typename).toBe("AuthPayload");
    expect((await complete(api, second.challengeId, { code: codeOf(member) })).code).toBe("INVALID_CODE");
    // An older code than the newest that was taken is as used up.
    expect((await complete(api, third.challengeId, { code: codeOf(member, -1) })).code).toBe("INVALID_CODE");
    expect((await complete(api, second.challengeId, { code: codeOf(member, 1) })).__typename).toBe("AuthPayload");
  });

  test("is turned off with password and code alone", async () => {
    const member = await withTotp(api);
    const disable = async (input: object) =>
      (
        await member.client.data(
          `mutation ($input: ConfirmWithCodeInput!) { disableTotp(input: $input) { __typename
             ... on SecurityChanged { security { totpSince recoveryCodesLeft } } ... on UserError { code } } }`,
          { input },
        )
      ).disableTotp;
    expect((await disable({ password: "not the password", code: codeOf(member) })).code).toBe("INVALID_PASSWORD");
    expect((await disable({ password: PASSWORD, code: "123123" })).code).toBe("INVALID_CODE");
    expect((await disable({ password: PASSWORD })).code).toBe("INVALID_CODE");
    expect((await disable({ password: PASSWORD, code: codeOf(member) })).security).toEqual({
      totpSince: null,
      recoveryCodesLeft: 0,
    });
    expect((await askLogIn(api, member)).__typename).toBe("AuthPayload");
  });

  test("keeps its secret sealed, for its own row alone", async () => {
    const [one, two] = [await withTotp(api), await withTotp(api)];
    const { rows } = await api.owner.query(`SELECT secret FROM totp_factors WHERE user_id = $1`, [one.userId]);
    expect(rows[0].secret.includes(one.secret)).toBe(false);
    await api.owner.query(`UPDATE totp_factors SET secret = $1 WHERE user_id = $2`, [rows[0].secret, two.userId]);
    const asked = await askLogIn(api, two);
    const { errors } = await api
      .client()
      .ask(COMPLETE, { input: { challengeId: asked.challengeId, proof: { code: codeOf(one) } } });
    expect(errors?.[0]?.extensions.code).toBe("INTERNAL");
  });
});

describe("guesses", () => {
  test("two hundred at once are looked at five times, and then the right code waits too", async () => {
    const member = await withTotp(api);
    const challenges = await challengesFor(api, member, 10);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        complete(api, challenges[i % 10] ?? "", { code: String(i).padStart(6, "0") }),
      ),
    );
    const looked = answers.filter((each) => each.code === "INVALID_CODE");
    expect(looked).toHaveLength(5);
    expect(new Set(answers.map((each) => each.code))).toEqual(
      new Set(["INVALID_CODE", "TOO_MANY_ATTEMPTS", "CHALLENGE_EXPIRED"]),
    );
    const fresh = await askLogIn(api, member);
    expect((await complete(api, fresh.challengeId, { code: codeOf(member) })).code).toBe("TOO_MANY_ATTEMPTS");
  });

  test("by somebody who knows the password alone keep no browser out that the member has logged in from", async () => {
    const member = await withTotp(api);
    const stranger = await challengesFor(api, member, 6);
    for (let i = 0; i < 5; i++) await complete(api, stranger[i] as string, { code: "000000" });
    const [last = ""] = stranger.slice(-1);
    expect((await complete(api, last, { code: codeOf(member) })).code).toBe("TOO_MANY_ATTEMPTS");

    // Settings and log-in in the member's own browser, whose wrong codes count for it alone.
    const disable = async (code: string) =>
      (
        await member.client.data(
          `mutation ($input: ConfirmWithCodeInput!) { disableTotp(input: $input) { __typename
             ... on InvalidCode { attemptsLeft } ... on UserError { code } } }`,
          { input: { password: PASSWORD, code } },
        )
      ).disableTotp;
    expect(await disable("000000")).toMatchObject({ code: "INVALID_CODE", attemptsLeft: 4 });
    const { challengeId } = await askLogIn(api, member, member.client);
    const done = await complete(api, challengeId, { code: codeOf(member) }, member.client);
    expect(done.__typename).toBe("AuthPayload");
    member.client.token = done.accessToken;
    expect((await complete(api, last, { code: codeOf(member, 1) })).code).toBe("TOO_MANY_ATTEMPTS");
    for (let i = 0; i < 5; i++) expect((await disable("000000")).code).toBe("INVALID_CODE");
    expect((await disable(codeOf(member, 1))).code).toBe("TOO_MANY_ATTEMPTS");
  });

  test("have no tries of their own on a device that the password alone, or a mail, made known", async () => {
    const plain = await api.member();
    const early = api.client();
    await askLogIn(api, plain, early);
    const member = await withTotp(api, plain);
    for (const challengeId of await challengesFor(api, member, 5)) await complete(api, challengeId, { code: "000000" });
    const reader = api.client();
    const input = {
      email: member.email,
      code: await codeFor(api, member.email, "PASSWORD_RESET"),
      newPassword: PASSWORD,
    };
    await reader.data(`mutation ($i: ResetPasswordInput!) { resetPassword(input: $i) { __typename } }`, { i: input });
    for (const client of [early, reader]) {
      const { challengeId } = await askLogIn(api, member, client);
      expect((await complete(api, challengeId, { code: codeOf(member) }, client)).code).toBe("TOO_MANY_ATTEMPTS");
    }
    await api.owner.query("DELETE FROM attempt_counters");
    const { challengeId } = await askLogIn(api, member, reader);
    expect((await complete(api, challengeId, { code: codeOf(member) }, reader)).__typename).toBe("AuthPayload");
    for (const id of await challengesFor(api, member, 5)) await complete(api, id, { code: "000000" });
    await forgetUsedSteps(api, member);
    const again = (await askLogIn(api, member, reader)).challengeId;
    expect((await complete(api, again, { code: codeOf(member) }, reader)).__typename).toBe("AuthPayload");
  });

  test("of a challenge's name no bit is the same in all", async () => {
    const ids = await challengesFor(api, await withTotp(api), 40);
    const names = ids.map((id) => BigInt(`0x${id.replaceAll("-", "")}`));
    const [always, ever] = [names.reduce((a, b) => a & b), names.reduce((a, b) => a | b)];
    expect(always).toBe(0n);
    expect(ever).toBe((1n << 128n) - 1n);
  });

  test("a challenge is somebody's, lives five minutes, and has five tries", async () => {
    const member = await withTotp(api);
    const old = await askLogIn(api, member);
    await api.owner.query(`UPDATE challenges SET expires_at = clock_timestamp() WHERE id = $1`, [old.challengeId]);
    for (const challengeId of [old.challengeId, "nothing", "00000000-0000-7000-8000-000000000000"]) {
      expect((await complete(api, challengeId, { code: codeOf(member) })).code).toBe("CHALLENGE_EXPIRED");
    }
  });
});

describe("recovery codes", () => {
  test("that cannot be written down as used are not used up", async () => {
    const member = await withTotp(api);
    await api.owner.query(`
      CREATE FUNCTION no_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no audit'; END $$;
      CREATE TRIGGER no_audit BEFORE INSERT ON audit_events FOR EACH ROW WHEN (NEW.action = 'recovery_codes.used')
        EXECUTE FUNCTION no_audit()`);
    const { challengeId } = await askLogIn(api, member);
    const [recoveryCode] = member.recoveryCodes;
    const { errors } = await api.client().ask(COMPLETE, { input: { challengeId, proof: { recoveryCode } } });
    expect(errors?.[0]?.extensions.code).toBe("INTERNAL");
    await api.owner.query("DROP FUNCTION no_audit CASCADE");
    expect((await complete(api, challengeId, { recoveryCode })).__typename).toBe("AuthPayload");
  });

  test("work once each, as people type them, and of a hundred at once one does", async () => {
    const member = await withTotp(api);
    const [first = "", second = ""] = member.recoveryCodes;
    const asked = await askLogIn(api, member);
    const typed = ` ${first.toLowerCase().replace("-", " ")} `;
    expect((await complete(api, asked.challengeId, { recoveryCode: typed })).__typename).toBe("AuthPayload");
    const next = await askLogIn(api, member);
    expect((await complete(api, next.challengeId, { recoveryCode: first })).code).toBe("INVALID_CODE");

    const challenges = await challengesFor(api, member, 4);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => complete(api, challenges[i % 4] ?? "", { recoveryCode: second })),
    );
    expect(answers.filter((each) => each.__typename === "AuthPayload")).toHaveLength(1);
  });

  test("are void once new ones were made, and are nowhere in clear", async () => {
    const member = await withTotp(api);
    const { renewRecoveryCodes } = await member.client.data(
      `mutation ($input: ConfirmWithCodeInput!) { renewRecoveryCodes(input: $input) { __typename
         ... on RenewRecoveryCodesSuccess { recoveryCodes } ... on UserError { code } } }`,
      { input: { password: PASSWORD, code: codeOf(member) } },
    );
    expect((await mailsTo(api, member.email)).map(({ template }) => template)).toContain("recovery_codes_renewed");
    const asked = await askLogIn(api, member);
    expect((await complete(api, asked.challengeId, { recoveryCode: member.recoveryCodes[3] })).code).toBe(
      "INVALID_CODE",
    );
    expect(
      (await complete(api, asked.challengeId, { recoveryCode: renewRecoveryCodes.recoveryCodes[3] })).__typename,
    ).toBe("AuthPayload");
    const { rows } = await api.owner.query(`SELECT encode(hash, 'escape') AS hash FROM recovery_codes`);
    for (const code of renewRecoveryCodes.recoveryCodes) expect(JSON.stringify(rows)).not.toContain(code.slice(0, 5));
  });

  test("made twice at once are shown once: the second request is refused", async () => {
    const member = await withTotp(api);
    const renew = async (recoveryCode: string | undefined) =>
      (
        await member.client.data(
          `mutation ($input: ConfirmWithCodeInput!) { renewRecoveryCodes(input: $input) { __typename
             ... on RenewRecoveryCodesSuccess { recoveryCodes } ... on UserError { code } } }`,
          { input: { password: PASSWORD, recoveryCode } },
        )
      ).renewRecoveryCodes;
    const answers = await Promise.all(member.recoveryCodes.slice(0, 2).map(renew));
    const shown = answers.filter((each) => each.recoveryCodes);
    expect(answers.map((each) => each.code ?? "shown").sort()).toEqual(["INVALID_CODE", "shown"]);
    const { challengeId } = await askLogIn(api, member);
    expect((await complete(api, challengeId, { recoveryCode: shown[0]?.recoveryCodes[0] })).__typename).toBe(
      "AuthPayload",
    );
  });
});

test("what was done to a member's access is written down, with where it came from, and cannot be changed", async () => {
  const member = await withTotp(api);
  await complete(api, (await askLogIn(api, member)).challengeId, { code: "000000" });
  const { rows } = await api.owner.query(
    `SELECT action, outcome, address, request_id FROM audit_events WHERE user_id = $1 ORDER BY id`,
    [member.userId],
  );
  expect(rows.map((each) => each.action)).toEqual([
    "membership.opened",
    "device.added",
    "log_in.done",
    "second_factor.begun",
    "second_factor.enabled",
    "recovery_codes.made",
    "log_in.challenged",
    "second_factor.refused",
  ]);
  for (const each of rows) expect(each).toMatchObject({ address: "127.0.0.1", request_id: expect.stringMatching(/-/) });
  const application = api.application.source;
  for (const sql of ["UPDATE audit_events SET outcome = 'done'", "DELETE FROM audit_events", "TRUNCATE audit_events"]) {
    await expect(application.query(sql)).rejects.toMatchObject({ code: "42501" });
  }
});
