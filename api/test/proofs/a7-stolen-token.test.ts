import { createHash, generateKeyPairSync, randomUUID } from "node:crypto";
import { exportJWK } from "jose";
import { startTestApi } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { KeyClient, type ProofParts } from "../key-client.js";
import { SocketClient } from "../socket-client.js";
import { appointed, logInWithKey } from "../staff.js";
import { prove } from "./proof.js";

type Carelessness = "bearer-too" | "any-key" | "no-memory" | "no-nonce";

const ME = JSON.stringify({ query: "{ me { id } }" });
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const hashOf = (token: string) => createHash("sha256").update(token).digest("base64url");

prove<Carelessness>(
  "A7",
  "a token of the staff is worth nothing without the key it is bound to",
  { small: 400, redWithout: { "bearer-too": 100, "any-key": 100, "no-memory": 100, "no-nonce": 100 } },
  async ({ count, random, without }) => {
    const api = await startTestApi();
    try {
      const problems: string[] = [];
      const rare: Record<string, number> = {};
      const { accessTokens, keyProofs } = api.application.services;
      const staleNonce = keyProofs.nonce(Date.now() - 300_000);
      const aheadNonce = keyProofs.nonce(Date.now() + 300_000);
      const { client: staff, ...member } = await appointed(api, "administrator");
      const token = staff.token ?? "";

      if (without === "bearer-too") {
        const verify = accessTokens.verify.bind(accessTokens);
        accessTokens.verify = async (shown) => {
          const claims = await verify(shown);
          return claims && { ...claims, boundTo: null };
        };
      } else if (without === "any-key") {
        const { boundTo } = (await accessTokens.verify(token)) ?? { boundTo: null };
        const take = keyProofs.take.bind(keyProofs);
        keyProofs.take = async (...proof) => (await take(...proof)) && (boundTo ?? "");
      } else if (without === "no-memory") {
        await api.owner.query(`ALTER TABLE key_proofs DROP CONSTRAINT key_proofs_pkey`);
      } else if (without === "no-nonce") {
        keyProofs.nonce = () => staleNonce;
      }

      /** Has the token and, for a replay, what went over the wire; not the key. */
      const thief = new KeyClient(api.url);
      thief.token = token;
      const ask = async (proof: string | undefined, authorization = `DPoP ${token}`) => {
        const asking = new GraphQLClient(api.url);
        return asking.post(ME, { authorization, ...(proof === undefined ? {} : { dpop: proof }) });
      };
      const other = (await api.member()).client.token ?? "";
      const fresh = async () => {
        staff.nonce = keyProofs.nonce();
        thief.nonce = staff.nonce;
      };
      const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const privateJwk = await exportJWK(staff.keys.privateKey);
      const publicJwk = await exportJWK(staff.keys.publicKey);
      const now = () => Math.floor(Date.now() / 1000);

      const proving = (parts: ProofParts) => () => ask(staff.proof(parts));
      const kinds: Record<string, () => Promise<{ data?: unknown; status: number }>> = {
        "as a bearer token": () => ask(undefined, `Bearer ${token}`),
        "as a bearer token with a proof": () => ask(thief.proof(), `Bearer ${token}`),
        "without a proof": () => ask(undefined),
        "another key": () => ask(thief.proof()),
        "another key under the right one's name": () => ask(thief.proof({ header: { jwk: publicJwk } })),
        "a proof seen before": async () => {
          const proof = staff.proof();
          if ((await ask(proof)).status !== 200) problems.push("a genuine proof is refused");
          return ask(proof);
        },
        "a number used before": async () => {
          const jti = randomUUID();
          await ask(staff.proof({ claims: { jti } }));
          return ask(staff.proof({ claims: { jti, iat: now() - 1 } }));
        },
        "of another method": proving({ claims: { htm: "GET" } }),
        "of another address": proving({ claims: { htu: `${api.url}/other` } }),
        "of another host": proving({ claims: { htu: "https://pay.example.kr/graphql" } }),
        "of another token": proving({ claims: { ath: hashOf(other) } }),
        "without a token's hash": proving({ claims: { ath: undefined } }),
        "for another's token": () => ask(staff.proof({ claims: { ath: hashOf(other) } }), `DPoP ${other}`),
        "an old nonce": proving({ claims: { nonce: staleNonce } }),
        "a nonce of later": proving({ claims: { nonce: aheadNonce } }),
        "without a nonce": proving({ claims: { nonce: undefined } }),
        "too old": proving({ claims: { iat: now() - 120 } }),
        "of the future": proving({ claims: { iat: now() + 120 } }),
        "without a time": proving({ claims: { iat: undefined } }),
        "without a number": proving({ claims: { jti: undefined } }),
        "an endless number": proving({ claims: { jti: "x".repeat(500) } }),
        "of another type": proving({ header: { typ: "JWT" } }),
        "the private key in it": proving({ header: { jwk: privateJwk } }),
        "no key in it": proving({ header: { jwk: undefined } }),
        "an RSA key": proving({
          header: { alg: "RS256", jwk: rsa.publicKey.export({ format: "jwk" }) },
          key: rsa.privateKey,
        }),
        "no algorithm": async () => {
          const [head = "", body = ""] = staff.proof({ header: { alg: "none" } }).split(".");
          return ask(`${head}.${body}.`);
        },
        "a changed claim": async () => {
          const [head = "", , signature = ""] = staff.proof().split(".");
          const claims = { jti: randomUUID(), htm: "POST", htu: `${api.url}/graphql`, iat: now(), nonce: staff.nonce };
          return ask(`${head}.${encode({ ...claims, ath: hashOf(token) })}.${signature}`);
        },
        "a flipped bit": async () => {
          const parts = staff.proof().split(".");
          const which = Math.floor(random() * 3);
          const bytes = Buffer.from(parts[which] as string, "base64url");
          const at = Math.floor(random() * bytes.length);
          bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random() * 8));
          parts[which] = bytes.toString("base64url");
          return ask(parts.join("."));
        },
        "two at once": async () => ask(`${staff.proof()}, ${staff.proof()}`),
      };

      const names = Object.keys(kinds);
      for (let i = 0; i < count; i++) {
        const name = names[i % names.length] as string;
        await fresh();
        const answer = await (kinds[name] as (typeof kinds)[string])();
        rare[name] = (rare[name] ?? 0) + 1;
        if (/"id":"/.test(JSON.stringify(answer.data ?? null))) problems.push(`let in: ${name}`);
        if (answer.status >= 500) problems.push(`${name}: ${answer.status}`);
      }

      // The refresh cookie alone continues nothing and ends nothing, and whoever tries spoils nothing.
      const refresh = `mutation { refreshSession { __typename ... on AuthPayload { accessToken } } }`;
      for (const holder of [api.client(), new KeyClient(api.url)]) {
        holder.cookie = staff.cookie;
        const { data } = await holder.ask(refresh);
        await holder.ask("mutation { logOut }");
        if (data?.refreshSession?.__typename === "AuthPayload") problems.push("a refresh cookie is enough");
      }
      // A socket asks for the same.
      await fresh();
      for (const shown of [
        { authorization: `Bearer ${token}` },
        { authorization: `DPoP ${token}` },
        { authorization: `DPoP ${token}`, dpop: staff.proof() },
        { authorization: `DPoP ${token}`, dpop: thief.proof({ claims: { htm: "GET" } }) },
      ]) {
        const socket = await SocketClient.showing(api.url, shown);
        if (socket) problems.push("let in over a socket");
        socket?.close();
      }
      // Whom it belongs to has noticed nothing of all that.
      const socket = await SocketClient.showing(api.url, staff.connectionParams());
      if (!socket) problems.push("a genuine socket is refused");
      socket?.close();
      const { data: own } = await staff.ask("{ me { id } }");
      if (own?.me?.id !== member.userId) problems.push("the genuine client is refused");
      const { data: next } = await staff.ask(refresh);
      if (next?.refreshSession?.__typename !== "AuthPayload") problems.push("the genuine client cannot continue");
      // Without a key there is no session of the staff at all.
      const keyless = await logInWithKey(api, { ...member, client: staff }).then(() => null, String);
      if (keyless !== null) problems.push(`the genuine client cannot log in: ${keyless}`);
      return { rare, problems };
    } finally {
      await api.close();
    }
  },
);
