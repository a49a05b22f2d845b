import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../api-harness.js";
import { Authenticator, addPasskey, logInWithPasskey } from "../authenticator.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.close();
});

describe("a passkey", () => {
  test.each(["none", "self"] as const)("with the attestation %s is added and logs in", async (attestation) => {
    const [member, device] = [await api.member(), new Authenticator()];
    expect(await addPasskey(member, device, attestation)).toEqual({ __typename: "AddPasskeySuccess" });
    expect(await logInWithPasskey({ client: api.client() }, device)).toMatchObject({ user: { id: member.userId } });
  });

  test("that a certificate vouches for is refused: it names an address that the server would ask", async () => {
    const member = await api.member();
    expect(await addPasskey(member, new Authenticator(), "certificate")).toMatchObject({ code: "PASSKEY_REFUSED" });
  });
});
