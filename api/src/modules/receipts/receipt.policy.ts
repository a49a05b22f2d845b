import type { KeyObject } from "node:crypto";
import { jwtVerify } from "jose";
import { z } from "zod";
import { isExactJws } from "../../infra/exact-jws.js";

/** Marks what is signed as a receipt, so that no other signed thing passes for one. */
export const RECEIPT_TYPE = "receipt+jwt";
const LENGTH_MAX = 4_000;

const Side = z.object({ name: z.string(), account: z.string().nullable() });
const Facts = z.object({
  /** Of the movement. */
  id: z.string(),
  kind: z.enum(["transfer", "deposit", "withdrawal"]),
  /** Whole won. */
  amount: z.string().regex(/^\d{1,18}$/),
  currency: z.literal("KRW"),
  recordedAt: z.iso.datetime(),
  from: Side,
  to: Side,
});

/** What a receipt says: names and account numbers masked, since whoever holds it may show it to anybody. */
export type ReceiptFacts = z.infer<typeof Facts>;
export type SignedFacts = ReceiptFacts & { issuer: string; issuedAt: Date };

/**
 * Reads a receipt that was signed with one of the keys; null for anything else, however it looks.
 *
 * @param keyOf finds a public key by its id, and throws for an unknown one
 */
export async function readReceipt(receipt: string, keyOf: (kid: string) => KeyObject): Promise<SignedFacts | null> {
  if (receipt.length > LENGTH_MAX || !isExactJws(receipt)) return null;
  try {
    const { payload } = await jwtVerify(receipt, ({ kid }) => keyOf(kid ?? ""), {
      algorithms: ["EdDSA"],
      typ: RECEIPT_TYPE,
      requiredClaims: ["iss", "jti", "iat"],
    });
    const facts = Facts.parse({ ...payload, id: payload.jti });
    return { ...facts, issuer: String(payload.iss), issuedAt: new Date(Number(payload.iat) * 1_000) };
  } catch {
    return null;
  }
}
