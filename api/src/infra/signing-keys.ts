import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

/** A public key as others read it (RFC 8037), named by its thumbprint. */
export interface PublicJwk {
  kty: string;
  crv: string;
  x: string;
  kid: string;
  alg: "EdDSA";
  use: "sig";
}

/** Makes a new signing key as a PKCS#8 PEM. */
export function generateSigningKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** An Ed25519 key that signs, and those that signed before or will sign next. */
export class SigningKeys {
  readonly privateKey: KeyObject;
  readonly kid: string;
  private readonly publicKeys: ReadonlyMap<string, KeyObject>;

  /**
   * @param privatePem PKCS#8 PEM of the key that signs
   * @param publicPems SPKI PEMs of further keys that are believed, while one key takes over from another
   */
  constructor(privatePem: string, publicPems: readonly string[] = []) {
    this.privateKey = createPrivateKey(privatePem);
    const own = createPublicKey(this.privateKey);
    const all = [own, ...publicPems.map((pem) => createPublicKey(pem))];
    if (all.some((key) => key.asymmetricKeyType !== "ed25519"))
      throw new Error("Ed25519 keys sign here, and no others");
    this.kid = kidOf(own);
    this.publicKeys = new Map(all.map((key) => [kidOf(key), key]));
  }

  /** Looked up among ours; nothing else that a header says leads to a key. @throws Error for any other id */
  find(kid: string): KeyObject {
    const key = this.publicKeys.get(kid);
    if (!key) throw new Error("unknown key");
    return key;
  }

  published(): PublicJwk[] {
    return [...this.publicKeys].map(([kid, key]) => {
      const { kty, crv, x } = key.export({ format: "jwk" }) as { kty: string; crv: string; x: string };
      return { kty, crv, x, kid, alg: "EdDSA", use: "sig" };
    });
  }
}

/** The thumbprint of RFC 7638: whoever has the key finds the same id. */
function kidOf(key: KeyObject): string {
  const { crv, kty, x } = key.export({ format: "jwk" });
  return createHash("sha256").update(JSON.stringify({ crv, kty, x })).digest("base64url");
}
