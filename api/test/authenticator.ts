import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { type Member, PASSWORD } from "./api-harness.js";

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();
const clientData = (type: string, challenge: string) =>
  Buffer.from(JSON.stringify({ type, challenge, origin: "http://localhost:4000", crossOrigin: false }));
/** User present and verified. */
const PRESENT_AND_VERIFIED = 0b101;

/** How the key is vouched for: by nobody, by itself, or by a certificate. */
export type Attestation = "none" | "self" | "certificate";

/** A device that makes one passkey for localhost and signs with it. */
export class Authenticator {
  readonly id = randomBytes(32);
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });

  /** What navigator.credentials.create gives. */
  create(options: { challenge: string }, attestation: Attestation = "none") {
    const client = clientData("webauthn.create", options.challenge);
    const { x, y } = this.keys.publicKey.export({ format: "jwk" });
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]);
    const authData = Buffer.concat([
      this.head(PRESENT_AND_VERIFIED | 0b1000000),
      Buffer.alloc(16),
      Buffer.from([0, this.id.length]),
      this.id,
      isoCBOR.encode(key),
    ]);
    const signed = Buffer.concat([authData, sha256(client)]);
    const statements = {
      none: { fmt: "none", attStmt: new Map() },
      self: { fmt: "packed", attStmt: statement(signed, this.keys.privateKey) },
      certificate: { fmt: "packed", attStmt: statement(signed, STRANGER.key).set("x5c", [STRANGER.certificate]) },
    };
    const { fmt, attStmt } = statements[attestation];
    const attestationObject = isoCBOR.encode(
      new Map<string, unknown>([
        ["fmt", fmt],
        ["attStmt", attStmt],
        ["authData", new Uint8Array(authData)],
      ]) as Parameters<typeof isoCBOR.encode>[0],
    );
    return this.credential(client, { attestationObject: Buffer.from(attestationObject).toString("base64url") });
  }

  /** What navigator.credentials.get gives; another key's signature fits nothing. */
  get(options: { challenge: string }, key = this.keys.privateKey) {
    const client = clientData("webauthn.get", options.challenge);
    const authenticatorData = this.head(PRESENT_AND_VERIFIED);
    const signature = sign("sha256", Buffer.concat([authenticatorData, sha256(client)]), key);
    return this.credential(client, {
      authenticatorData: authenticatorData.toString("base64url"),
      signature: signature.toString("base64url"),
    });
  }

  private head(flags: number): Buffer {
    return Buffer.concat([sha256("localhost"), Buffer.from([flags, 0, 0, 0, 0])]);
  }

  private credential(client: Buffer, rest: object) {
    const id = this.id.toString("base64url");
    const response = { clientDataJSON: client.toString("base64url"), ...rest };
    return { id, rawId: id, type: "public-key", clientExtensionResults: {}, response };
  }
}

function statement(signed: Buffer, key: KeyObject): Map<string, unknown> {
  return new Map<string, unknown>([
    ["alg", -7],
    ["sig", new Uint8Array(sign("sha256", signed, key))],
  ]);
}

function bytes(text: string | undefined): Uint8Array {
  return new Uint8Array(Buffer.from(text ?? "", "base64url"));
}

const REFUSALS = `... on UserError { code }`;
const BEGIN = `mutation ($i: BeginPasskeyInput!) { beginPasskey(input: $i) { __typename
  ... on BeginPasskeySuccess { challengeId options } ... on StepUpRequired { challengeId } ${REFUSALS} } }`;
const VERIFY = `mutation ($i: VerifyStepUpInput!) { verifyStepUp(input: $i) { ... on StepUpPassed { stepUpToken } } }`;
const ADD = `mutation ($i: AddPasskeyInput!) { addPasskey(input: $i) { __typename ${REFUSALS} } }`;
const LOG_IN = `mutation ($i: LogInWithPasskeyInput!) { logInWithPasskey(input: $i) { __typename
  ... on AuthPayload { accessToken user { id } } ${REFUSALS} } }`;

/** Of a member without any other second factor. */
/** Up to the question that a device answers. */
export async function beginPasskey({ client }: Pick<Member, "client">) {
  const begin = async (stepUpToken: string | null) => (await client.data(BEGIN, { i: { stepUpToken } })).beginPasskey;
  const { challengeId: question } = await begin(null);
  const { verifyStepUp } = await client.data(VERIFY, { i: { challengeId: question, proof: { password: PASSWORD } } });
  return begin(verifyStepUp.stepUpToken);
}

export async function addPasskey(member: Member, device: Authenticator, attestation: Attestation = "none") {
  const { client } = member;
  const { challengeId, options } = await beginPasskey(member);
  const response = device.create(options, attestation);
  return (await client.data(ADD, { i: { challengeId, response, name: "전화" } })).addPasskey;
}

/** By the passkey alone. */
export async function logInWithPasskey({ client }: Pick<Member, "client">, device: Authenticator, key?: KeyObject) {
  const { beginPasskeyLogIn } = await client.data(`mutation { beginPasskeyLogIn { challengeId options } }`);
  const { challengeId, options } = beginPasskeyLogIn;
  return (await client.data(LOG_IN, { i: { challengeId, response: device.get(options, key) } })).logInWithPasskey;
}

/** Whoever made this certificate chose where it says that revoked ones are listed. */
const STRANGER = {
  key: createPrivateKey({
    key: Buffer.from(
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghYwIJmhfex1kK4HSk6UtotdNkPwc+glRJpmzz606gJuhRANCAAQqJ8v+mNe4UNuPFwffd1MwDAylbGyIPxATQaZqeJVZeRGkQxmk65mdfOsUb5bNO2bDdMPElOVwDENTvBO56TeQ",
      "base64",
    ),
    format: "der",
    type: "pkcs8",
  }),
  certificate: new Uint8Array(
    Buffer.from(
      "MIICATCCAaagAwIBAgIBATAKBggqhkjOPQQDAjBZMQswCQYDVQQGEwJLUjETMBEGA1UECgwKQSBzdHJhbmdlcjEiMCAGA1UECwwZQXV0aGVudGljYXRvciBBdHRlc3RhdGlvbjERMA8GA1UEAwwIQW55dGhpbmcwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMFkxCzAJBgNVBAYTAktSMRMwEQYDVQQKDApBIHN0cmFuZ2VyMSIwIAYDVQQLDBlBdXRoZW50aWNhdG9yIEF0dGVzdGF0aW9uMREwDwYDVQQDDAhBbnl0aGluZzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCony/6Y17hQ248XB993UzAMDKVsbIg/EBNBpmp4lVl5EaRDGaTrmZ186xRvls07ZsN0w8SU5XAMQ1O8E7npN5CjXTBbMAkGA1UdEwQCMAAwLwYDVR0fBCgwJjAkoCKgIIYeaHR0cDovLzEyNy4wLjAuMToxL3Jldm9rZWQuY3JsMB0GA1UdDgQWBBSCuQj9gxucxWHGv4om7hXeOpQx1jAKBggqhkjOPQQDAgNJADBGAiEAtoxb0Hx+rog+Qt1yv6RN6LkvnNC0nO6jcqEQbHn9j1oCIQCxSzqS9csMvBJBGHXdDVfFj6n4HvzciIkyYCxKGNyjIw==",
      "base64",
    ),
  ),
};
