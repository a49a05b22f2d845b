import { randomUUID } from "node:crypto";
import { base32 } from "@scure/base";
import { getNamedType, isInputObjectType } from "graphql";
import type { SessionId, UserId } from "../../src/shared/ids.js";
import { PASSWORD, startTestApi } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { codeFor } from "../mailbox.js";
import { askLogIn, codeOf, complete, forgetUsedSteps, type Protected, withTotp } from "../second-factor.js";
import { SocketClient } from "../socket-client.js";
import { prove } from "./proof.js";

/** Each is a mistake that a server can make between the two factors. */
type Mistake = "question-is-token" | "any-question" | "session-first";

const NEW_PASSWORD = "an entirely new phrase 77";

prove<Mistake>(
  "A5",
  "whoever has the password alone gets no further than the question for the second factor",
  { small: 1, redWithout: { "question-is-token": 1, "any-question": 1, "session-first": 1 } },
  async ({ without }) => {
    const api = await startTestApi({ SIGN_UP_EMAIL_CODE: "off", EMAIL_CODES_PER_HOUR: "1000" });
    try {
      const problems: string[] = [];
      const owner = await withTotp(api);
      const { services, schema } = api.application;
      const { accessTokens, challenges, sessions } = services;
      if (without === "question-is-token") {
        const verify = accessTokens.verify.bind(accessTokens);
        // A question's id taken for a token of whom it was put to.
        accessTokens.verify = async (token) => {
          const { rows } = await api.owner.query(`SELECT user_id FROM challenges WHERE id::text = $1`, [token]);
          if (!rows[0]) return verify(token);
          const expiresAt = new Date(Date.now() + 60_000);
          return { userId: rows[0].user_id as UserId, sessionId: randomUUID() as SessionId, expiresAt, boundTo: null };
        };
      }
      if (without === "any-question") {
        const takeTry = challenges.takeTry.bind(challenges);
        // A question answered where another is asked.
        challenges.takeTry = async (id, purpose) => {
          const { rows } = await api.owner.query(`SELECT purpose FROM challenges WHERE id::text = $1`, [id]);
          return takeTry(id, rows[0]?.purpose ?? purpose);
        };
      }
      if (without === "session-first") {
        const requireKey = sessions.requireKey.bind(sessions);
        // The session is opened with the password, as if the second factor had come.
        sessions.requireKey = async (user, origin) => {
          await requireKey(user, origin);
          await sessions.open(user, ["PASSWORD", "TOTP"], origin);
        };
      }

      let mutations = 0;
      let ways = 0;
      const sessionsNow = async () =>
        (
          await api.owner.query(`SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL ORDER BY id`, [
            owner.userId,
          ])
        ).rows.length;
      const state = async (of: Protected) =>
        JSON.stringify(
          (
            await api.owner.query(
              `SELECT (SELECT row_to_json(u)::jsonb - 'password_hash' - 'password_changed_at' FROM users u WHERE id = $1) AS user,
                 (SELECT count(*) FROM accounts WHERE user_id = $1) AS accounts, (SELECT count(*) FROM movements) AS movements,
                 (SELECT count(*) FROM passkeys WHERE user_id = $1) AS passkeys,
                 (SELECT confirmed_at FROM totp_factors WHERE user_id = $1) AS totp,
                 (SELECT count(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL) AS codes`,
              [of.userId],
            )
          ).rows,
        );
      const begun = await sessionsNow();
      const before = await state(owner);

      // 1. Every mutation and query, with the question's id wherever a credential is looked for.
      const attacker = api.client();
      const { challengeId } = await askLogIn(api, owner, attacker);
      if (attacker.cookie) problems.push("a cookie comes before the second factor");
      if ((await sessionsNow()) !== begun) problems.push("a session is open before the second factor");
      const values: Record<string, unknown> = {
        ...{ accountId: owner.accountId, fromAccountId: owner.accountId, toAccountNumber: "100000000000" },
        accountNumber: owner.accountNumber,
        ...{ amount: "1", bankCode: "004", bankAccountNumber: "110234567890", idempotencyKey: randomUUID() },
        ...{ password: PASSWORD, currentPassword: PASSWORD, newPassword: NEW_PASSWORD, code: "000000" },
        ...{
          email: owner.email,
          name: "남",
          nickname: "남",
          phone: "010-1234-5678",
          language: "en",
          reason: "까닭",
          role: "MEMBER",
          contact: "010-1234-5678",
          findable: true,
          category: "MONEY",
          byMail: false,
          byPush: false,
          ...{ transferId: randomUUID(), problem: "OTHER", text: "까닭" },
          ...{ endpoint: "https://push.test.example/1", p256dh: "key", auth: "secret", hidesAmounts: false },
          noteId: randomUUID(),
          ...{ from: "2026-01-01", to: "2026-01-31", format: "CSV" },
        },
        ...{
          proof: { password: PASSWORD },
          response: {},
          challengeId,
          passkeyId: randomUUID(),
          sessionId: randomUUID(),
        },
        ...{ recoveryCode: "AAAAA-AAAAA", purpose: "PASSWORD_RESET" },
        ...{ scheduleId: randomUUID(), rule: { kind: "DELAYED", delayHours: 3 } },
        ...{ requestId: randomUUID(), total: "2", shares: [{ amount: "1" }] },
      };
      // What anybody may ask, and answers with nobody's data.
      const open = [
        "signUp",
        "logIn",
        "logOut",
        "beginPasskeyLogIn",
        "requestEmailCode",
        "checkEmailCode",
        "resetPassword",
      ];
      for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
        if (open.includes(field.name)) continue;
        const [arg] = field.args;
        const input = arg && getNamedType(arg.type);
        const given = isInputObjectType(input)
          ? Object.fromEntries(
              Object.keys(input.getFields())
                .filter((name) => name in values)
                .map((name) => [name, values[name]]),
            )
          : {};
        const query = arg
          ? `mutation ($v: ${arg.type}) { ${field.name}(${arg.name}: $v) { __typename } }`
          : `mutation { ${field.name} { __typename } }`;
        for (const [token, cookie] of [
          [challengeId, null],
          [null, `chickpay-refresh=${challengeId}`],
          [challengeId, `chickpay-refresh=${challengeId}`],
        ]) {
          const client = new GraphQLClient(api.url);
          client.token = token ?? null;
          client.cookie = cookie ?? null;
          const { data, errors } = await client.ask(query, arg ? { v: given } : {});
          mutations++;
          const type: string = data?.[field.name]?.__typename ?? "";
          const isRefused = ["UNAUTHENTICATED", "BAD_USER_INPUT"].includes(errors?.[0]?.extensions.code ?? "");
          const isFailure = ["SessionExpired", "InvalidCode", "ChallengeExpired", "PasskeyRefused"].includes(type);
          if (!isRefused && !isFailure)
            problems.push(`${field.name} with the question's id: ${type || errors?.[0]?.extensions.code}`);
          if (errors?.[0]?.extensions.code === "BAD_USER_INPUT") problems.push(`${field.name} was not asked properly`);
          if (client.cookie && client.cookie !== cookie && !client.cookie.endsWith("="))
            problems.push(`${field.name} gives a cookie`);
        }
      }

      // What follows needs the member as they were.
      if (problems.length > 0) return { rare: { mutations }, problems };

      // 2. A socket.
      ways++;
      const socket = await SocketClient.forMember(api.url, challengeId);
      if (socket) problems.push("a socket opens with the question's id");
      socket?.close();

      // 3. The question answered where another is asked, and another's where this one is.
      ways++;
      const logInWithPasskey = async (id: string) =>
        (
          await api
            .client()
            .data(
              `mutation ($i: LogInWithPasskeyInput!) { logInWithPasskey(input: $i) { __typename ... on UserError { code } } }`,
              { i: { challengeId: id, response: {} } },
            )
        ).logInWithPasskey;
      const fresh = (await askLogIn(api, owner)).challengeId;
      if ((await logInWithPasskey(fresh)).code !== "CHALLENGE_EXPIRED")
        problems.push("a log-in's question counts as a passkey's");
      const { beginPasskeyLogIn } = await api.client().data(`mutation { beginPasskeyLogIn { challengeId } }`);
      const passkeyQuestion = await complete(api, beginPasskeyLogIn.challengeId, { code: codeOf(owner) }).catch(
        () => null,
      );
      if (passkeyQuestion?.code !== "CHALLENGE_EXPIRED") problems.push("a passkey's question counts as a log-in's");

      // 4. Another member's question, answered with one's own code.
      ways++;
      const thief = await withTotp(api);
      const theirs = await complete(api, (await askLogIn(api, owner)).challengeId, { code: codeOf(thief) });
      if (theirs.code !== "INVALID_CODE") problems.push("another member's code is taken");
      const empty = await complete(api, (await askLogIn(api, owner)).challengeId, { password: PASSWORD });
      if (empty.__typename === "AuthPayload") problems.push("the password counts as the second factor too");

      // 5. A password reset opens nothing, and turns nothing off.
      ways++;
      const oldQuestion = (await askLogIn(api, owner)).challengeId;
      const code = await codeFor(api, owner.email, "PASSWORD_RESET");
      const resetter = api.client();
      const { resetPassword } = await resetter.data(
        `mutation ($i: ResetPasswordInput!) { resetPassword(input: $i) { __typename } }`,
        { i: { email: owner.email, code, newPassword: NEW_PASSWORD } },
      );
      if (resetPassword.__typename !== "PasswordChanged") problems.push("the password could not be reset");
      // It knows the browser again; that lets nobody in.
      if (resetter.cookie?.includes("refresh")) problems.push("a password reset gives a session");
      const { logIn } = await api
        .client()
        .data(`mutation ($i: LogInInput!) { logIn(input: $i) { __typename ... on MfaRequired { challengeId } } }`, {
          i: { email: owner.email, password: NEW_PASSWORD },
        });
      if (logIn.__typename !== "MfaRequired") problems.push("a password reset turns the second factor off");
      await forgetUsedSteps(api, owner);
      const stale = await complete(api, oldQuestion, { code: codeOf(owner) });
      if (stale.code !== "CHALLENGE_EXPIRED")
        problems.push("a question asked for the old password is answered after the reset");
      if ((await state(owner)) !== before) problems.push("something of the member's has changed");

      // 6. A session from before the second factor: what it held opens nothing any more.
      ways++;
      const early = await api.member();
      const other = api.client();
      other.token = (await askLogIn(api, early, other)).accessToken;
      const { beginTotp } = await early.client.data(
        `mutation { beginTotp(input: { password: "${PASSWORD}" }) { ... on BeginTotpSuccess { secret } } }`,
      );
      const secret = Buffer.from(base32.decode(beginTotp.secret));
      await early.client.data(`mutation ($c: String!) { confirmTotp(input: { code: $c }) { __typename } }`, {
        c: codeOf({ ...early, secret, recoveryCodes: [] }),
      });
      if ((await other.ask("{ security { totpSince } }")).data?.security)
        problems.push("an older access token still counts");
      const { refreshSession } = await other.data(`mutation { refreshSession { __typename } }`);
      if (refreshSession.__typename !== "SessionExpired") problems.push("an older refresh token still counts");

      // The way that there is, once the wait for all those guesses is over.
      await api.owner.query("DELETE FROM attempt_counters");
      await forgetUsedSteps(api, owner);
      const done = await complete(api, logIn.challengeId, { code: codeOf(owner) });
      if (done.__typename !== "AuthPayload") problems.push("the right code is refused");
      return { rare: { mutations, ways }, problems };
    } finally {
      await api.close();
    }
  },
);
