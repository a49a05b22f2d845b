import { SignJWT } from "jose";
import type { PublicJwk, SigningKeys } from "../../infra/signing-keys.js";
import { RECEIPT_TYPE, type ReceiptFacts, readReceipt, type SignedFacts } from "./receipt.policy.js";

/** Signs receipts as compact JWS (RFC 7515) with Ed25519, and knows its own again. */
export class ReceiptSigner {
  constructor(
    private readonly keys: SigningKeys,
    /** Who signs: the address where people find the service. */
    private readonly issuer: string,
  ) {}

  async sign({ id, ...facts }: ReceiptFacts, now: Date): Promise<string> {
    return new SignJWT({ ...facts })
      .setProtectedHeader({ alg: "EdDSA", typ: RECEIPT_TYPE, kid: this.keys.kid })
      .setIssuer(this.issuer)
      .setJti(id)
      .setIssuedAt(now)
      .sign(this.keys.privateKey);
  }

  /** Null for anything but a receipt that was signed here. */
  async verify(receipt: string): Promise<SignedFacts | null> {
    return readReceipt(receipt, (kid) => this.keys.find(kid));
  }

  /** The keys that a receipt may be signed with, as a JWK set (RFC 7517). */
  jwks(): { keys: PublicJwk[] } {
    return { keys: this.keys.published() };
  }
}
