import { generateKeyPairSync, randomUUID } from "node:crypto";
import { base32 } from "@scure/base";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { totpCode } from "../../src/modules/auth/index.js";
import type { UserId } from "../../src/shared/ids.js";
import { type Member, PASSWORD, startTestApi, type TestApi } from "../api-harness.js";
import { Authenticator, addPasskey, beginPasskey, logInWithPasskey } from "../authenticator.js";
import { askLogIn, COMPLETE, complete } from "../second-factor.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.close();
});

async function refusalsOf({ userId }: Member) {
  const { rows } = await api.owner.query(
    `SELECT action, after FROM audit_events WHERE user_id = $1 AND outcome = 'refused' ORDER BY id`,
    [userId],
  );
  return rows;
}

describe("a passkey", () => {
  test.each(["none", "self"] as const)("with the attestation %s is added and logs in", async (attestation) => {
    const [member, device] = [await api.member(), new Authenticator()];
    expect(await addPasskey(member, device, attestation)).toEqual({ __typename: "AddPasskeySuccess" });
    expect(await logInWithPasskey({ client: api.client() }, device)).toMatchObject({ user: { id: member.userId } });
  });

  test("that a certificate vouches for is refused: it names an address that the server would ask", async () => {
    const member = await api.member();
    expect(await addPasskey(member, new Authenticator(), "certificate")).toMatchObject({ code: "PASSKEY_REFUSED" });
    expect(await refusalsOf(member)).toEqual([{ action: "passkey.refused", after: { for: "registration" } }]);
  });

  test("added twice at once as the first brings recovery codes once", async () => {
    const member = await api.member();
    const questions = [await beginPasskey(member), await beginPasskey(member)];
    const added = await Promise.all(
      questions.map(({ challengeId, options }) =>
        member.client.data(
          `mutation ($i: AddPasskeyInput!) { addPasskey(input: $i) { __typename
             ... on AddPasskeySuccess { recoveryCodes } ... on UserError { code } } }`,
          { i: { challengeId, response: new Authenticator().create(options), name: "전화" } },
        ),
      ),
    );
    expect(added.map(({ addPasskey: { recoveryCodes } }) => recoveryCodes?.length ?? null).sort()).toEqual([10, null]);
    expect(added.every(({ addPasskey }) => addPasskey.__typename === "AddPasskeySuccess")).toBe(true);
  });

  test("is the only one of its confirmation", async () => {
    const member = await api.member();
    const { challengeId, options } = await beginPasskey(member);
    const add = () =>
      member.client.data(
        `mutation ($i: AddPasskeyInput!) { addPasskey(input: $i) { __typename ... on UserError { code } } }`,
        { i: { challengeId, response: new Authenticator().create(options), name: "전화" } },
      );
    const added = await Promise.all([add(), add(), add()]);
    expect(added.map(({ addPasskey }) => addPasskey.code ?? addPasskey.__typename).sort()).toEqual([
      "AddPasskeySuccess",
      "CHALLENGE_EXPIRED",
      "CHALLENGE_EXPIRED",
    ]);
  });

  test("that does not fit lets nobody in, and is written down", async () => {
    const [member, device, stranger] = [await api.member(), new Authenticator(), new Authenticator()];
    await addPasskey(member, device);
    const client = api.client();
    expect(await logInWithPasskey({ client }, stranger)).toMatchObject({ code: "PASSKEY_REFUSED" });
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    expect(await logInWithPasskey({ client }, device, privateKey)).toMatchObject({ code: "PASSKEY_REFUSED" });
    const { challengeId, passkeyOptions } = await askLogIn(api, member);
    const passkey = device.get(passkeyOptions, privateKey);
    expect(await complete(api, challengeId, { passkey })).toMatchObject({ code: "PASSKEY_REFUSED" });
    expect(await refusalsOf(member)).toEqual([
      { action: "passkey.refused", after: { for: "log_in", method: "PASSKEY" } },
      { action: "second_factor.refused", after: { method: "PASSKEY", for: "log_in" } },
    ]);
    // Nobody knows the stranger's, so the row is nobody's.
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM audit_events WHERE action = 'passkey.refused' AND user_id IS NULL`,
    );
    expect(rows[0].n).toBe(1);
  });
});

const STEP_UP = `mutation ($i: VerifyStepUpInput!) { verifyStepUp(input: $i) { __typename
  ... on StepUpPassed { stepUpToken } ... on UserError { code } } }`;

async function approval(
  { client }: Member,
  device: Authenticator,
  asked: { challengeId: string; passkeyOptions: { challenge: string } },
) {
  const proof = { passkey: device.get(asked.passkeyOptions) };
  return (await client.data(STEP_UP, { i: { challengeId: asked.challengeId, proof } })).verifyStepUp.stepUpToken;
}

test("of two that are taken off at once the second is the last: staff keep it, a member's codes go with it", async () => {
  const origin = { sessionId: null, address: "", userAgent: null, requestId: "test" };
  for (let i = 0; i < 8; i++) {
    const member = await api.member();
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) {
      const row = [id, member.userId, Buffer.of(0)];
      await api.owner.query(
        `INSERT INTO passkeys (id, user_id, credential_id, public_key, name) VALUES ($1::uuid, $2, $1::uuid::text, $3, '열쇠')`,
        row,
      );
    }
    await api.owner.query(`INSERT INTO recovery_codes (user_id, hash, salt) VALUES ($1, $2, $2)`, [
      member.userId,
      Buffer.of(0),
    ]);
    if (i % 2) await api.owner.query(`UPDATE users SET role = 'administrator' WHERE id = $1`, [member.userId]);
    const { factors } = api.application.services;
    const ends = await Promise.allSettled(ids.map((id) => factors.removePasskey(member.userId as UserId, id, origin)));
    const [left] = (
      await api.owner.query(
        `SELECT (SELECT count(*)::int FROM passkeys WHERE user_id = $1) AS passkeys,
           (SELECT count(*)::int FROM recovery_codes WHERE user_id = $1) AS codes`,
        [member.userId],
      )
    ).rows;
    expect(left).toEqual(i % 2 ? { passkeys: 1, codes: 1 } : { passkeys: 0, codes: 0 });
    expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(i % 2);
  }
});

test("who has passkeys alone makes new recovery codes with one, once for each approval", async () => {
  const [member, device] = [await api.member(), new Authenticator()];
  const renew = async (input: object = {}) =>
    (
      await member.client.data(
        `mutation ($i: ConfirmWithCodeInput!) { renewRecoveryCodes(input: $i) { __typename
           ... on RenewRecoveryCodesSuccess { recoveryCodes } ... on UserError { code }
           ... on StepUpRequired { challengeId methods passkeyOptions } } }`,
        { i: { password: PASSWORD, ...input } },
      )
    ).renewRecoveryCodes;
  expect(await renew()).toMatchObject({ code: "SECOND_FACTOR_OFF" });
  await addPasskey(member, device);
  // Whoever has lost the codes has none to show.
  await api.owner.query(`DELETE FROM recovery_codes WHERE user_id = $1`, [member.userId]);
  expect(await renew({ password: "not the password" })).toMatchObject({ code: "INVALID_PASSWORD" });
  const asked = await renew();
  expect(asked).toMatchObject({ __typename: "StepUpRequired", methods: ["PASSKEY"] });
  const stepUpToken = await approval(member, device, asked);
  const { recoveryCodes } = await renew({ stepUpToken });
  expect(recoveryCodes).toHaveLength(10);
  expect(await renew({ stepUpToken })).toMatchObject({ __typename: "StepUpRequired" });
  expect((await renew({ recoveryCode: recoveryCodes[0] })).recoveryCodes).toHaveLength(10);
});

describe("beside a passkey, an app", () => {
  const BEGIN = `mutation ($i: ConfirmWithPasswordInput!) { beginTotp(input: $i) { __typename
    ... on BeginTotpSuccess { secret } ... on StepUpRequired { challengeId methods passkeyOptions } } }`;

  async function begin({ client }: Member, stepUpToken: string | null = null) {
    return (await client.data(BEGIN, { i: { password: PASSWORD, stepUpToken } })).beginTotp;
  }

  test("is asked for with the passkey, once for each approval", async () => {
    const [member, device] = [await api.member(), new Authenticator()];
    await addPasskey(member, device);
    const asked = await begin(member);
    expect(asked).toMatchObject({ __typename: "StepUpRequired", methods: ["PASSKEY", "RECOVERY_CODE"] });
    const token = await approval(member, device, asked);
    const both = await Promise.all([begin(member, token), begin(member, token)]);
    expect(both.map((each) => each.__typename).sort()).toEqual(["BeginTotpSuccess", "StepUpRequired"]);
  });

  test("whose secret never came back with a code is no factor", async () => {
    const [member, device] = [await api.member(), new Authenticator()];
    await addPasskey(member, device);
    const { secret } = await begin(member, await approval(member, device, await begin(member)));
    const code = totpCode(Buffer.from(base32.decode(secret)), new Date());

    const { challengeId, methods } = await askLogIn(api, member);
    expect(methods).not.toContain("TOTP");
    const { completeMfa } = await api.client().data(COMPLETE, { input: { challengeId, proof: { code } } });
    expect(completeMfa.code).toBe("INVALID_CODE");
    const asked = await begin(member);
    const { verifyStepUp } = await member.client.data(STEP_UP, {
      i: { challengeId: asked.challengeId, proof: { code } },
    });
    expect(verifyStepUp.code).toBe("INVALID_CODE");
    const { renewRecoveryCodes } = await member.client.data(
      `mutation ($i: ConfirmWithCodeInput!) { renewRecoveryCodes(input: $i) { ... on UserError { code } } }`,
      { i: { password: PASSWORD, code } },
    );
    expect(renewRecoveryCodes.code).toBe("INVALID_CODE");

    // It is good for its first code, for a quarter of an hour.
    const confirm = `mutation ($i: ConfirmTotpInput!) { confirmTotp(input: $i) { __typename ... on UserError { code } } }`;
    await api.owner.query(
      `UPDATE totp_factors SET created_at = created_at - interval '16 minutes' WHERE user_id = $1`,
      [member.userId],
    );
    expect((await member.client.data(confirm, { i: { code } })).confirmTotp.code).toBe("INVALID_CODE");
    await api.owner.query(`UPDATE totp_factors SET created_at = clock_timestamp() WHERE user_id = $1`, [member.userId]);
    expect((await member.client.data(confirm, { i: { code } })).confirmTotp.__typename).toBe("ConfirmTotpSuccess");
  });
});
