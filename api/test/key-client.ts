import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { type GraphQLAnswer, GraphQLClient } from "./graphql-client.js";

export interface ProofParts {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: KeyObject;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A client that holds a key and proves it with every request, as RFC 9449 says. */
export class KeyClient extends GraphQLClient {
  /** As the server gave it last. */
  nonce = "";

  constructor(
    url: string,
    headers: Readonly<Record<string, string>> = {},
    readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" }),
  ) {
    super(url, headers);
  }

  /** A proof for a request of this moment, with whatever else is said instead. */
  proof({ header = {}, claims = {}, key = this.keys.privateKey }: ProofParts = {}): string {
    const head = { typ: "dpop+jwt", alg: "ES256", jwk: this.keys.publicKey.export({ format: "jwk" }), ...header };
    const ath = this.token ? createHash("sha256").update(this.token).digest("base64url") : undefined;
    const body = {
      jti: randomUUID(),
      htm: "POST",
      htu: `${this.url}/graphql`,
      iat: Math.floor(Date.now() / 1000),
      nonce: this.nonce,
      ath,
      ...claims,
    };
    const text = `${encode(head)}.${encode(body)}`;
    const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
    return `${text}.${signature.toString("base64url")}`;
  }

  override connectionParams(url = this.url): Record<string, unknown> {
    return { authorization: `DPoP ${this.token}`, dpop: this.proof({ claims: { htm: "GET", htu: `${url}/graphql` } }) };
  }

  /** The same key and session at another process. */
  at(url: string): KeyClient {
    const other = new KeyClient(url, this.headers, this.keys);
    other.token = this.token;
    other.nonce = this.nonce;
    return other;
  }

  override async post(body: string, headers: Record<string, string> = {}): Promise<GraphQLAnswer> {
    const first = await this.once(body, headers);
    return first.errors?.[0]?.extensions.code === "KEY_PROOF_NONCE" ? this.once(body, headers) : first;
  }

  private async once(body: string, headers: Record<string, string>): Promise<GraphQLAnswer> {
    const shown: Record<string, string> = { dpop: this.proof() };
    if (this.token) shown.authorization = `DPoP ${this.token}`;
    const answer = await super.post(body, { ...shown, ...headers });
    this.nonce = answer.headers.get("dpop-nonce") ?? this.nonce;
    return answer;
  }
}
