import { jwtVerify, SignJWT } from "jose";
import { isExactJws } from "../../infra/exact-jws.js";
import { SigningKeys } from "../../infra/signing-keys.js";
import type { SessionId, UserId } from "../../shared/ids.js";
import { isId } from "../../shared/ids.js";
import { ACCESS_TOKEN_SECONDS } from "./session.policy.js";

const ISSUER = "chickpay";
const AUDIENCE = "chickpay-api";
const CACHE_MAX = 20_000;
/** Ours have less than half of it. */
const LENGTH_MAX = 1_000;

export interface AccessClaims {
  userId: UserId;
  sessionId: SessionId;
  expiresAt: Date;
  /** Thumbprint of the client's key, without which the token is worth nothing; null for whoever bears it. */
  boundTo: string | null;
}

/** Issues and checks access tokens: JWTs signed with Ed25519, ten minutes long and no longer than their session. */
export class AccessTokenService {
  private readonly keys: SigningKeys;
  /** Verifying costs about as much as a whole transfer, and a client shows one token many times. */
  private readonly verified = new Map<string, AccessClaims>();
  private readonly revoked = new Set<SessionId>();

  /** @param publicPems of keys whose tokens are believed besides, while one key takes over from another */
  constructor(privatePem: string, publicPems: readonly string[] = []) {
    this.keys = new SigningKeys(privatePem, publicPems);
  }

  /** @param sessionEnds no token is believed past it, or a session that nobody ends would outlive its own end */
  async issue(
    userId: UserId,
    sessionId: SessionId,
    now: Date,
    boundTo: string | null = null,
    sessionEnds: Date | null = null,
  ): Promise<{ token: string; expiresAt: Date }> {
    const issuedAt = Math.floor(now.getTime() / 1000);
    const ordinary = issuedAt + ACCESS_TOKEN_SECONDS;
    const expires = sessionEnds ? Math.min(ordinary, Math.floor(sessionEnds.getTime() / 1000)) : ordinary;
    const token = await new SignJWT({ sid: sessionId, ...(boundTo ? { cnf: { jkt: boundTo } } : {}) })
      .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: this.keys.kid })
      .setSubject(userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expires)
      .sign(this.keys.privateKey);
    return { token, expiresAt: new Date(expires * 1000) };
  }

  /** Null for anything but a token of ours that is still valid and whose session was not ended. */
  async verify(token: string): Promise<AccessClaims | null> {
    const known = this.verified.get(token);
    const claims = known ?? (await this.check(token));
    if (!claims) return null;
    if (claims.expiresAt.getTime() <= Date.now() || this.isRevoked(claims.sessionId)) {
      this.verified.delete(token);
      return null;
    }
    if (!known) this.remember(token, claims);
    return claims;
  }

  /** Stops believing the session's tokens at once, in this process. */
  revoke(sessionId: SessionId): void {
    if (this.revoked.has(sessionId)) return;
    this.revoked.add(sessionId);
    // No token of the session outlives this, so neither need the note of it.
    setTimeout(() => this.revoked.delete(sessionId), (ACCESS_TOKEN_SECONDS + 60) * 1000).unref();
  }

  /** For who looks again, since what is awaited takes its time. */
  isRevoked(sessionId: SessionId): boolean {
    return this.revoked.has(sessionId);
  }

  private async check(token: string): Promise<AccessClaims | null> {
    if (token.length > LENGTH_MAX || !isExactJws(token)) return null;
    try {
      // Tokens of a former release name no key.
      const { payload } = await jwtVerify(token, ({ kid }) => this.keys.find(kid ?? this.keys.kid), {
        algorithms: ["EdDSA"],
        typ: "at+jwt",
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ["sub", "sid", "exp"],
      });
      const { sub, sid, exp, cnf } = payload as { sub: string; sid: unknown; exp: number; cnf?: { jkt: string } };
      if (!isId<UserId>(sub) || typeof sid !== "string" || !isId<SessionId>(sid)) return null;
      return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1000), boundTo: cnf?.jkt ?? null };
    } catch {
      return null;
    }
  }

  private remember(token: string, claims: AccessClaims): void {
    if (this.verified.size >= CACHE_MAX) {
      // Maps keep insertion order: the first is the oldest, and tokens live only ten minutes.
      const [oldest] = this.verified.keys();
      if (oldest !== undefined) this.verified.delete(oldest);
    }
    this.verified.set(token, claims);
  }
}
