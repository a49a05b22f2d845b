import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from "jose";
import { generateSigningKey } from "../../src/infra/signing-keys.js";
import { AccessTokenService } from "../../src/modules/auth/index.js";
import { newId, type SessionId, type UserId } from "../../src/shared/ids.js";
import { startTestApi } from "../api-harness.js";
import { SocketClient } from "../socket-client.js";
import { prove } from "./proof.js";
import { withinMs } from "./size.js";

type Verify = (token: string) => Promise<unknown>;
type Carelessness = "no-signature" | "no-claims" | "trust-header-key" | "trust-algorithm";

const LIMIT_MS = withinMs(5);

const encode = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** Verifiers as they have been written elsewhere. */
function careless(which: Carelessness, publicPem: string): Verify {
  const key = createPublicKey(publicPem);
  return async (token) => {
    try {
      if (which === "no-signature") return decodeJwt(token);
      const { alg, jwk } = decodeProtectedHeader(token);
      if (which === "trust-algorithm" && alg === "none") return decodeJwt(token);
      if (which === "trust-algorithm" && alg === "HS256") {
        const [head, body, signature] = token.split(".");
        const expected = createHmac("sha256", publicPem).update(`${head}.${body}`).digest("base64url");
        return signature === expected ? decodeJwt(token) : null;
      }
      const trusted = which === "trust-header-key" && jwk ? await importJWK(jwk, "EdDSA") : key;
      await compactVerify(token, trusted);
      return decodeJwt(token);
    } catch {
      return null;
    }
  };
}

prove<Carelessness>(
  "A8",
  "no token but ours is believed, however it was made, and refusing one is quick",
  {
    small: 2_000,
    redWithout: { "no-signature": 50, "no-claims": 50, "trust-header-key": 50, "trust-algorithm": 50 },
  },
  async ({ count, random, without }) => {
    const pem = generateSigningKey();
    const tokens = new AccessTokenService(pem);
    const publicKey = createPublicKey(pem);
    const publicPem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const verify: Verify = without ? careless(without, publicPem) : (token) => tokens.verify(token);
    const problems: string[] = [];

    const userId = newId<UserId>();
    const sessionId = newId<SessionId>();
    const now = Math.floor(Date.now() / 1000);
    const { token: genuine } = await tokens.issue(userId, sessionId, new Date());
    const header = { alg: "EdDSA", typ: "at+jwt" };
    const claims = decodeJwt(genuine) as Record<string, unknown>;
    const parts = genuine.split(".") as [string, string, string];
    const signedBy = (key: string, head: unknown, body: unknown) => {
      const text = `${encode(head)}.${encode(body)}`;
      return `${text}.${sign(null, Buffer.from(text), key).toString("base64url")}`;
    };
    const ours = (head: unknown, body: unknown) => signedBy(pem, head, body);
    const hmac = (head: object, secret: string | Buffer) => {
      const text = `${encode(head)}.${encode(claims)}`;
      return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
    };
    const theirs = generateSigningKey();
    const theirJwk = createPublicKey(theirs).export({ format: "jwk" });
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const text = `${encode({ alg: "RS256", typ: "at+jwt" })}.${encode(claims)}`;
    const without_ = (name: string) => ({ ...claims, [name]: undefined });

    const forgeries: Array<[kind: string, token: string]> = [
      ...["none", "None", "NONE", "nOnE", ""].flatMap(
        (alg): Array<[string, string]> => [
          ["alg none", `${encode({ ...header, alg })}.${parts[1]}.`],
          ["alg none", `${encode({ ...header, alg })}.${parts[1]}.${parts[2]}`],
        ],
      ),
      ...[publicPem, publicPem.trim(), publicKey.export({ type: "spki", format: "der" }), ""].flatMap(
        (secret): Array<[string, string]> =>
          ["HS256", "HS384", "HS512"].map((alg) => ["public key as a secret", hmac({ ...header, alg }, secret)]),
      ),
      ["RSA", `${text}.${sign("sha256", Buffer.from(text), rsa).toString("base64url")}`],
      ["another algorithm's name", ours({ ...header, alg: "ES256" }, claims)],
      ["no algorithm", ours({ typ: "at+jwt" }, claims)],
      ["another's signature", signedBy(theirs, header, claims)],
      ["key in the header", signedBy(theirs, { ...header, jwk: theirJwk }, claims)],
      ["key's address in the header", signedBy(theirs, { ...header, jku: "http://127.0.0.1:1/keys" }, claims)],
      ["key's address in the header", signedBy(theirs, { ...header, x5u: "http://127.0.0.1:1/cert" }, claims)],
      ["key in the header", signedBy(theirs, { ...header, x5c: ["MIIB"] }, claims)],
      ...["../../../../dev/null", "' OR 1=1 --", "\0", "/proc/self/environ", "x".repeat(4_000)].map(
        (kid): [string, string] => ["kid", signedBy(theirs, { ...header, kid }, claims)],
      ),
      ["kid", ours({ ...header, kid: "another" }, claims)],
      ["kid", ours({ ...header, kid: "__proto__" }, claims)],
      ["kid", hmac({ ...header, alg: "HS256", kid: "../../../../dev/null" }, "")],
      ["critical extension", ours({ ...header, crit: ["exp"], exp: 1 }, claims)],
      ["critical extension", ours({ ...header, crit: ["b64"], b64: false }, claims)],
      ["typ", ours({ alg: "EdDSA" }, claims)],
      ["typ", ours({ ...header, typ: "JWT" }, claims)],
      ["typ", ours({ ...header, typ: "dpop+jwt" }, claims)],
      ["exp", ours(header, { ...claims, exp: now - 1 })],
      ["exp", ours(header, without_("exp"))],
      ["exp", ours(header, { ...claims, exp: String(now + 600) })],
      ["exp", ours(header, { ...claims, exp: null })],
      ["nbf", ours(header, { ...claims, nbf: now + 300 })],
      ["nbf", ours(header, { ...claims, nbf: "soon" })],
      ["aud", ours(header, { ...claims, aud: "another" })],
      ["aud", ours(header, without_("aud"))],
      ["iss", ours(header, { ...claims, iss: "another" })],
      ["iss", ours(header, without_("iss"))],
      ["sub", ours(header, { ...claims, sub: "1 OR 1=1" })],
      ["sub", ours(header, { ...claims, sub: `${userId}\0` })],
      ["sub", ours(header, without_("sub"))],
      ["sid", ours(header, { ...claims, sid: [sessionId] })],
      ["sid", ours(header, without_("sid"))],
      ["sid", ours(header, { ...claims, sid: { $ne: "" } })],
      // What two readers read differently must not be read at all; signed by anybody else it is not.
      [
        "claim said twice",
        signedBy(theirs, header, JSON.stringify(claims).replace("{", `{"sub":"${newId<UserId>()}",`)),
      ],
      ["unsigned claims", `${parts[0]}.${encode({ ...claims, sub: newId() })}.${parts[2]}`],
      ["no JSON", ours(header, "not JSON")],
      ["no object", ours(header, "[]")],
      ["no object", ours(header, "null")],
      ["oversized", `${genuine}${"A".repeat(100_000)}`],
      ["oversized", signedBy(theirs, header, { ...claims, fill: "x".repeat(100_000) })],
      ["oversized", ".".repeat(100_000)],
      ["NUL", `${genuine}\0`],
      ["NUL", `\0${genuine}`],
      ["NUL", genuine.replace(".", "\0.")],
      ["more parts", `${genuine}.${parts[2]}`],
      ["more parts", `${genuine}..`],
      ["fewer parts", `${parts[0]}.${parts[1]}`],
      ["fewer parts", ""],
      ["white space", ` ${genuine}`],
      ["white space", genuine.replace(".", ".\n")],
      ["padding", `${genuine}==`],
      ["JSON serialisation", JSON.stringify({ protected: parts[0], payload: parts[1], signature: parts[2] })],
    ];
    // Any one bit, wherever it stands, in what the base64 means and in how it is written.
    for (let i = 0; i < count; i++) {
      const which = Math.floor(random() * 3);
      const bytes = Buffer.from(parts[which] as string, i % 2 === 0 ? "base64url" : "latin1");
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random() * 8));
      const changed = bytes.toString(i % 2 === 0 ? "base64url" : "latin1");
      forgeries.push(["bit flipped", parts.map((part, n) => (n === which ? changed : part)).join(".")]);
    }

    // Warm, as a server is; and the quick memory of genuine tokens must not lend them to false ones.
    if (!(await verify(genuine))) problems.push("a genuine token is refused");
    for (let i = 0; i < 50; i++)
      await tokens.verify(`${parts[0]}.${parts[1]}.${encode(String(i).repeat(64).slice(0, 64))}`);
    let refused = 0;
    let slowestMs = 0;
    const times: number[] = [];
    for (const [kind, token] of forgeries) {
      if (token === genuine) continue;
      // The best of some: what else the machine does meanwhile says nothing about the token.
      let ms = Number.POSITIVE_INFINITY;
      let isBelieved = false;
      for (let i = 0; i < 10 && (i === 0 || ms > LIMIT_MS); i++) {
        const startedAt = performance.now();
        isBelieved = (await verify(token)) !== null;
        ms = Math.min(ms, performance.now() - startedAt);
      }
      times.push(ms);
      slowestMs = Math.max(slowestMs, ms);
      if (isBelieved) problems.push(`believed: ${kind}`);
      else refused++;
      if (ms > LIMIT_MS) problems.push(`slow to refuse: ${kind}`);
    }
    return {
      rare: { refused, kinds: new Set(forgeries.map(([kind]) => kind)).size },
      figures: {
        "median ms": (times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0).toFixed(3),
        "slowest ms": slowestMs.toFixed(2),
      },
      problems,
    };
  },
);

prove<"believe-everything">(
  "A8-edge",
  "over HTTP and sockets a false token is nobody's",
  { small: 1, redWithout: { "believe-everything": 1 } },
  async ({ without }) => {
    const api = await startTestApi();
    try {
      const member = await api.member();
      const genuine = member.client.token ?? "";
      const [head = "", body = "", signature = ""] = genuine.split(".");
      if (without) {
        const caller = await api.tokens.verify(genuine);
        api.application.services.accessTokens.verify = async () => caller;
      }
      const strangers = new AccessTokenService(generateSigningKey());
      const forged = [
        `${encode({ alg: "none", typ: "at+jwt" })}.${body}.`,
        `${head}.${body}.${signature.slice(0, -4)}AAAA`,
        (await strangers.issue(member.userId as UserId, newId<SessionId>(), new Date())).token,
        (await api.tokens.issue(member.userId as UserId, newId<SessionId>(), new Date(Date.now() - 3_600_000))).token,
        randomUUID(),
        "x".repeat(10_000),
      ];
      const problems: string[] = [];
      for (const token of forged) {
        const client = api.client();
        client.token = token;
        const { data, errors } = await client.ask("{ me { id } }");
        if (data?.me || errors?.[0]?.extensions.code !== "UNAUTHENTICATED") problems.push("let in over HTTP");
        const socket = await SocketClient.forMember(api.url, token);
        if (socket) problems.push("let in over a socket");
        socket?.close();
      }
      if ((await member.client.ask("{ me { id } }")).data?.me?.id !== member.userId)
        problems.push("the genuine token is not believed");
      return { rare: { forged: forged.length }, problems };
    } finally {
      await api.close();
    }
  },
);

/** What each process is given, one step after the other, while one signing key takes over from another. */
function steps(oldPem: string, newPem: string): Array<[privatePem: string, publicPems: string[]]> {
  const publicOf = (pem: string) => createPublicKey(pem).export({ type: "spki", format: "pem" }).toString();
  return [
    [oldPem, []],
    [oldPem, [publicOf(newPem)]],
    [newPem, [publicOf(oldPem)]],
    [newPem, []],
  ];
}

prove<"no-overlap">(
  "A8-rotation",
  "a new signing key takes over without a token refused, and the old one is worth nothing afterwards",
  { small: 20, share: 0.05, redWithout: { "no-overlap": 1 } },
  async ({ count, without }) => {
    const problems: string[] = [];
    const rare = { "believed by the others": 0, "refused in the end": 0 };
    for (let i = 0; i < count; i++) {
      const fleet = steps(generateSigningKey(), generateSigningKey()).map(
        ([pem, others]) => new AccessTokenService(pem, without ? [] : others),
      );
      const issued = await Promise.all(
        fleet.map(async (each) => (await each.issue(newId<UserId>(), newId<SessionId>(), new Date())).token),
      );
      for (const [step, token] of issued.entries()) {
        // Processes are given the next step one by one: two neighbours always run beside each other.
        for (const other of [step - 1, step, step + 1]) {
          const verifier = fleet[other];
          if (!verifier) continue;
          if (await verifier.verify(token)) rare["believed by the others"]++;
          else problems.push(`a token of step ${step + 1} is refused in step ${other + 1}`);
        }
      }
      if (await fleet.at(-1)?.verify(issued[0] as string)) problems.push("the old key still counts");
      else rare["refused in the end"]++;
    }
    return { rare, problems };
  },
);
