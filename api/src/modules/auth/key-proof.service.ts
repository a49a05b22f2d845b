import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { calculateJwkThumbprint, decodeProtectedHeader, EmbeddedJWK, type JWTPayload, jwtVerify } from "jose";
import type { DataSource } from "typeorm";
import { isExactJws } from "../../infra/exact-jws.js";
import { KeyProofError } from "../../shared/errors.js";
import type { AttemptLimiter } from "./attempt-limiter.service.js";

/** Ours are below half of it. */
const LENGTH_MAX = 2_000;
/** A proof is of this moment, as far as clocks agree. */
const SKEW_SECONDS = 60;
/** A nonce is given out for so long, and taken for twice that. */
const NONCE_MS = 60_000;
const JTI = /^[\x21-\x7e]{8,128}$/;

/** What a proof must be about. */
export interface ProvenRequest {
  method: string;
  /** Without query and fragment. */
  url: string;
  /** The access token that comes with it, where one does. */
  accessToken?: string | undefined;
  /** The key that this token is bound to, as far as it is one of ours. */
  boundTo?: string | null | undefined;
  /** Where it comes from. */
  address: string;
}

/**
 * Proofs that a request comes from who holds a key: DPoP (RFC 9449), signed with ES256 by a key that a browser can keep
 * so that no script reads it (WebCrypto, not extractable). A token bound to the key is worth nothing without it.
 */
export class KeyProofService {
  constructor(
    private readonly source: DataSource,
    private readonly attempts: AttemptLimiter,
    /** Nonces follow from it; processes that share it take each other's. */
    private readonly secret: string,
  ) {}

  /** What a proof must contain that is made now. Nobody can make proofs for tomorrow with it. */
  nonce(now = Date.now()): string {
    return createHmac("sha256", this.secret)
      .update(`dpop nonce ${Math.floor(now / NONCE_MS)}`)
      .digest("base64url");
  }

  /**
   * Takes a proof, once. Answers the thumbprint (RFC 7638) of its key.
   * @throws KeyProofError; RequestError RATE_LIMITED
   */
  async take(proof: string, request: ProvenRequest): Promise<string> {
    const { payload, thumbprint } = await this.read(proof);
    const { htm, htu, iat, jti, nonce, ath } = payload;
    const now = Date.now();
    if (htm !== request.method || htu !== request.url) throw new KeyProofError("INVALID");
    if (typeof iat !== "number" || Math.abs(now / 1000 - iat) > SKEW_SECONDS) throw new KeyProofError("INVALID");
    if (typeof jti !== "string" || !JTI.test(jti)) throw new KeyProofError("INVALID");
    // A proof without a token binds nothing that exists already, and one for a token cannot be used without it.
    if (
      request.accessToken === undefined ? ath !== undefined : ath !== sha256(request.accessToken).toString("base64url")
    )
      throw new KeyProofError("INVALID");
    if (typeof nonce !== "string" || ![now, now - NONCE_MS].some((at) => isSame(nonce, this.nonce(at))))
      throw new KeyProofError("NONCE");
    // Anybody can make a key: what is kept of strangers' proofs is counted.
    if (request.boundTo !== thumbprint) await this.attempts.takeQuestion(request.address);
    const taken: unknown[] = await this.source.query(
      `INSERT INTO key_proofs (hash) VALUES ($1) ON CONFLICT DO NOTHING RETURNING true`,
      [sha256(`${thumbprint} ${jti}`)],
    );
    if (taken.length === 0) throw new KeyProofError("INVALID");
    return thumbprint;
  }

  /** A proof whose nonce is no longer taken needs no memory. */
  async forgetOld(): Promise<void> {
    await this.source.query(`DELETE FROM key_proofs WHERE seen_at < clock_timestamp() - interval '5 minutes'`);
  }

  private async read(proof: string): Promise<{ payload: JWTPayload; thumbprint: string }> {
    if (proof.length > LENGTH_MAX || !isExactJws(proof)) throw new KeyProofError("INVALID");
    try {
      const { jwk } = decodeProtectedHeader(proof);
      if (!jwk) throw new KeyProofError("INVALID");
      const { payload } = await jwtVerify(proof, EmbeddedJWK, { algorithms: ["ES256"], typ: "dpop+jwt" });
      return { payload, thumbprint: await calculateJwkThumbprint(jwk) };
    } catch {
      throw new KeyProofError("INVALID");
    }
  }
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function isSame(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}
