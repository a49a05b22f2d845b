import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Member, startTestApi, type TestApi } from "../api-harness.js";
import { Authenticator, addPasskey, beginPasskey, logInWithPasskey } from "../authenticator.js";
import { askLogIn, complete } from "../second-factor.js";

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
      { action: "passkey.refused", after: { for: "log_in" } },
      { action: "second_factor.refused", after: { method: "PASSKEY" } },
    ]);
    // Nobody knows the stranger's, so the row is nobody's.
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM audit_events WHERE action = 'passkey.refused' AND user_id IS NULL`,
    );
    expect(rows[0].n).toBe(1);
  });
});
