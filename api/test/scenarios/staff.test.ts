import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { deposit, PASSWORD, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { KeyClient } from "../key-client.js";
import { mailsTo } from "../mailbox.js";
import { askLogIn, codeOf, complete, forgetUsedSteps, withTotp } from "../second-factor.js";
import { SocketClient } from "../socket-client.js";
import { appointed, changeRole, lockMember, passwordLogIn, standingOf, unlockMember } from "../staff.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi({ STAFF_SESSION_IDLE_MINUTES: "5" });
});
afterAll(async () => {
  await api.close();
});

async function auditOf(userId: string) {
  const { rows } = await api.owner.query(
    `SELECT action, outcome, actor_id AS actor, after FROM audit_events WHERE user_id = $1 ORDER BY id`,
    [userId],
  );
  return rows as Array<{ action: string; outcome: string; actor: string | null; after: Record<string, unknown> }>;
}

/** What somebody was not allowed to do, and to whom. */
async function refusalsOf(actorId: string) {
  const { rows } = await api.owner.query(
    `SELECT user_id, after ->> 'what' AS what FROM audit_events
     WHERE action = 'staff.refused' AND outcome = 'refused' AND actor_id = $1 AND session_id IS NOT NULL ORDER BY id`,
    [actorId],
  );
  return rows;
}

describe("the staff", () => {
  test("whose session ends after five minutes without use have no token that lives for ten", async () => {
    const { client } = await appointed(api, "operator");
    const { iat, exp } = JSON.parse(Buffer.from(client.token?.split(".")[1] ?? "", "base64url").toString());
    expect(exp - iat).toBe(300);
  });

  test("lock a member: nobody logs in, money still arrives, both hear of it, and unlocking opens the door", async () => {
    const operator = await appointed(api, "operator");
    const [hong, kim] = [await api.member("홍길동"), await api.member()];
    await deposit(kim, 10_000n);

    const locked = await lockMember(operator.client, hong.email);
    expect(locked.data.lockMember.member).toMatchObject({ role: "MEMBER", maskedName: "홍*동" });
    expect(locked.data.lockMember.member.lockedAt).not.toBeNull();
    expect((await hong.client.ask("{ me { id } }")).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    expect((await passwordLogIn(api, hong.email)).data.logIn.code).toBe("MEMBER_LOCKED");
    expect((await transfer(kim, hong, 1_000n)).__typename).toBe("TransferSuccess");

    // What is so already is not done or told twice; that the member was seen is written down.
    await lockMember(operator.client, hong.email);
    await unlockMember(operator.client, hong.email);
    expect((await passwordLogIn(api, hong.email)).data.logIn.__typename).toBe("AuthPayload");
    const templates = (await mailsTo(api, hong.email)).map((each) => each.template);
    expect(templates.filter((each) => each.startsWith("member_"))).toEqual(["member_locked", "member_unlocked"]);
    const audit = (await auditOf(hong.userId)).filter(({ action }) => /^member\.|^staff\.|turned/.test(action));
    expect(audit).toMatchObject([
      { action: "member.locked", actor: operator.userId, after: { reason: "신고가 들어왔어요" } },
      // The right password was shown in vain.
      { action: "log_in.turned_away", outcome: "refused", actor: null, after: { why: "MEMBER_LOCKED" } },
      { action: "staff.looked_up", outcome: "done", actor: operator.userId },
      { action: "member.unlocked", actor: operator.userId, after: { reason: "본인 확인" } },
    ]);
  });

  test("see a member masked, and every look is written down", async () => {
    const operator = await appointed(api, "operator");
    const hong = await api.member("홍길동");
    const { data } = await standingOf(operator.client, hong.email.toUpperCase());
    expect(data.memberStanding).toMatchObject({ id: hong.userId, maskedName: "홍*동", lockedAt: null });
    expect(JSON.stringify(data)).not.toContain(hong.email);
    expect((await auditOf(hong.userId)).at(-1)).toMatchObject({ action: "staff.looked_up", actor: operator.userId });
    expect((await standingOf(operator.client, "nobody@test.example")).data.memberStanding).toBeNull();
  });

  test("answer by field and in words to what they cannot mean", async () => {
    const operator = await appointed(api, "operator");
    const hong = await api.member();
    const empty = await lockMember(operator.client, hong.email, "  ");
    expect(empty.data.lockMember).toMatchObject({ code: "INVALID_INPUT", fields: [{ path: "reason" }] });
    const unknown = await lockMember(operator.client, "nobody@test.example");
    expect(unknown.data.lockMember).toMatchObject({ code: "MEMBER_NOT_FOUND", message: "그런 회원이 없어요." });
    const { rows } = await api.owner.query(
      `SELECT outcome, user_id, after FROM audit_events WHERE actor_id = $1 AND action = 'staff.looked_up'`,
      [operator.userId],
    );
    expect(rows).toEqual([{ outcome: "refused", user_id: null, after: { what: "lock" } }]);
  });

  test("act on nobody above them, and never on themselves", async () => {
    const [operator, colleague, administrator] = [
      await appointed(api, "operator"),
      await appointed(api, "operator"),
      await appointed(api, "administrator"),
    ];
    const codeOf = ({ errors }: { errors?: Array<{ extensions: { code: string } }> }) => errors?.[0]?.extensions.code;
    expect(codeOf(await lockMember(operator.client, colleague.email))).toBe("FORBIDDEN");
    expect(codeOf(await lockMember(operator.client, operator.email))).toBe("FORBIDDEN");
    expect(codeOf(await changeRole(operator.client, operator.email, "ADMINISTRATOR"))).toBe("FORBIDDEN");
    expect(codeOf(await changeRole(administrator.client, administrator.email, "MEMBER"))).toBe("FORBIDDEN");
    expect(await refusalsOf(operator.userId)).toEqual([
      { user_id: colleague.userId, what: "lock" },
      { user_id: operator.userId, what: "lock" },
      { user_id: operator.userId, what: "change role" },
    ]);
    const promoted = await changeRole(administrator.client, operator.email, "ADMINISTRATOR");
    expect(promoted.data.changeRole.member.role).toBe("ADMINISTRATOR");
    // The role is new, and so must be the log-in.
    expect(codeOf(await standingOf(operator.client, colleague.email))).toBe("UNAUTHENTICATED");
  });

  test("of two administrators who demote each other at once, one is left, and none can leave the service", async () => {
    for (let i = 0; i < 5; i++) {
      const [one, other] = [await appointed(api, "administrator"), await appointed(api, "administrator")];
      const answers = await Promise.all([
        changeRole(one.client, other.email, "MEMBER"),
        changeRole(other.client, one.email, "MEMBER"),
      ]);
      expect(answers.filter(({ data }) => data?.changeRole?.__typename === "StandingChanged")).toHaveLength(1);
    }
    const { client, ...staff } = await appointed(api, "administrator");
    const close = `mutation ($i: CloseMembershipInput!) { closeMembership(input: $i) { __typename
      ... on StepUpRequired { challengeId } } }`;
    const { closeMembership } = await client.data(close, { i: { password: PASSWORD } });
    await forgetUsedSteps(api, { ...staff, client });
    const { verifyStepUp } = await client.data(
      `mutation ($i: VerifyStepUpInput!) { verifyStepUp(input: $i) { ... on StepUpPassed { stepUpToken } } }`,
      { i: { challengeId: closeMembership.challengeId, proof: { code: codeOf({ ...staff, client }) } } },
    );
    const { errors } = await client.ask(close, { i: { password: PASSWORD, ...verifyStepUp } });
    expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  });

  test("have no session without a proven key, and no rights without a second factor", async () => {
    const member = await withTotp(api);
    await api.application.services.staff.appoint(member.email, "operator");
    // Before a code is asked for, which would be used up in vain.
    const { errors } = await passwordLogIn(api, member.email);
    expect(errors?.[0]?.extensions.code).toBe("KEY_PROOF_REQUIRED");
    const refused = { action: "log_in.turned_away", outcome: "refused", after: { why: "KEY_PROOF_REQUIRED" } };
    expect((await auditOf(member.userId)).at(-1)).toMatchObject(refused);

    // Whoever has none is not appointed: it could be somebody who knows the password alone, and adds the first one.
    const plain = await api.member();
    const { staff } = api.application.services;
    await expect(staff.appoint(plain.email, "operator")).rejects.toMatchObject({ code: "SECOND_FACTOR_NEEDED" });
    const administrator = await appointed(api, "administrator");
    expect((await changeRole(administrator.client, plain.email, "OPERATOR")).data.changeRole).toMatchObject({
      __typename: "SecondFactorNeeded",
    });
    // As a former release has left one.
    await api.owner.query(`UPDATE users SET role = 'operator' WHERE id = $1`, [plain.userId]);
    const client = new KeyClient(api.url);
    client.token = (await askLogIn(api, plain, client)).accessToken;
    expect((await client.data("{ me { id } }")).me.id).toBe(plain.userId);
    expect((await lockMember(client, member.email)).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    expect((await standingOf(client, "nobody@test.example")).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    expect(await refusalsOf(plain.userId)).toEqual([
      { user_id: member.userId, what: "lock" },
      { user_id: null, what: "look" },
    ]);
  });

  test("keep their last second factor, and have no rights without it", async () => {
    const [operator, hong] = [await appointed(api, "operator"), await api.member()];
    expect((await standingOf(operator.client, hong.email)).data.memberStanding.id).toBe(hong.userId);
    await forgetUsedSteps(api, operator);
    const { disableTotp } = await operator.client.data(
      `mutation ($i: ConfirmWithCodeInput!) { disableTotp(input: $i) { __typename ... on UserError { message } } }`,
      { i: { password: PASSWORD, code: codeOf(operator) } },
    );
    expect(disableTotp).toEqual({
      __typename: "SecondFactorNeeded",
      message: "직원은 인증 앱이나 패스키가 하나는 켜져 있어야 해요.",
    });
    const refused = { action: "second_factor.refused", outcome: "refused", after: { for: "removal" } };
    expect((await auditOf(operator.userId)).at(-1)).toMatchObject(refused);
    expect((await standingOf(operator.client, hong.email)).data.memberStanding.id).toBe(hong.userId);
    await api.owner.query(`DELETE FROM totp_factors WHERE user_id = $1`, [operator.userId]);
    expect((await standingOf(operator.client, hong.email)).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    expect((await lockMember(operator.client, hong.email)).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  });
});

test("what is kept of proofs is counted for whoever has no token that is bound to their key", async () => {
  const stranger = new KeyClient(api.url);
  stranger.token = "made.up.token";
  const tries = Array.from({ length: 330 }, () => stranger.ask("{ __typename }"));
  const codes = (await Promise.all(tries)).map(({ errors }) => errors?.[0]?.extensions.code);
  expect(codes.filter((code) => code === "RATE_LIMITED").length).toBeGreaterThan(0);
  await api.owner.query(`DELETE FROM attempt_counters`);
});

test("a session that ends while a proof is written down has neither an answer nor a socket from it", async () => {
  const { client } = await appointed(api, "operator");
  const { rows } = await api.owner.query(`SELECT id FROM sessions WHERE key_thumbprint IS NOT NULL AND user_id = $1`, [
    (await client.data("{ me { id } }")).me.id,
  ]);
  const busy = await api.owner.connect();
  try {
    await busy.query("BEGIN; LOCK TABLE key_proofs IN SHARE MODE");
    const answer = client.ask("{ me { id } }");
    const socket = SocketClient.showing(api.url, client.connectionParams());
    await vi.waitFor(async () => {
      const waiting = await api.owner.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO key_proofs%'`,
      );
      expect(waiting.rowCount).toBe(2);
    });
    await api.application.services.sessions.end(rows[0].id, {
      sessionId: rows[0].id,
      address: "127.0.0.1",
      userAgent: null,
      requestId: "test",
    });
    await busy.query("COMMIT");
    expect((await answer).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
    expect(await socket).toBeNull();
  } finally {
    busy.release();
  }
});

test("a proof of a key meets the nonce first, in the words of RFC 9449", async () => {
  const member = await withTotp(api);
  const client = new KeyClient(api.url);
  const first = await GraphQLClient.prototype.post.call(client, `{"query":"{ me { id } }"}`, { dpop: client.proof() });
  expect(first.status).toBe(401);
  expect(first.headers.get("www-authenticate")).toBe('DPoP algs="ES256", error="use_dpop_nonce"');
  client.nonce = first.headers.get("dpop-nonce") ?? "";
  // Whoever likes binds a session of their own: members may, the staff must.
  const { challengeId } = await askLogIn(api, member, client);
  await forgetUsedSteps(api, member);
  client.token = (await complete(api, challengeId, { code: codeOf(member) }, client)).accessToken;
  expect((await client.data("{ me { id } }")).me.id).toBe(member.userId);
  const bearer = api.client();
  bearer.token = client.token;
  expect((await bearer.ask("{ me { id } }")).errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
});
