const DAY_MS = 86_400_000;

/** How long an access token is believed. */
export const ACCESS_TOKEN_SECONDS = 10 * 60;
/** A session ends after this long without use … */
export const SESSION_IDLE_DAYS = 30;
/** … and after this long whatever its use. */
export const SESSION_ABSOLUTE_DAYS = 90;
/** When a session that is used now ends without further use. */
export function sessionEnd(now: Date, endsAt: Date): Date {
  return new Date(Math.min(now.getTime() + SESSION_IDLE_DAYS * DAY_MS, endsAt.getTime()));
}

/** An answer may be lost on the way: for this long the old token still leads to the same successor. */
export const ROTATION_GRACE_MS = 10_000;

export type RefreshDecision = "rotate" | "repeat" | "reuse" | "expired";

/**
 * What to do with a refresh token that is known.
 * A used token outside the grace was copied: whoever holds it, the session must end (RFC 9700, 4.14.2).
 */
export function decideRefresh(
  session: { expiresAt: Date; revokedAt: Date | null },
  token: { usedAt: Date | null },
  successorUsed: boolean,
  now: Date,
): RefreshDecision {
  if (session.revokedAt || session.expiresAt <= now) return "expired";
  if (!token.usedAt) return "rotate";
  if (!successorUsed && now.getTime() - token.usedAt.getTime() <= ROTATION_GRACE_MS) return "repeat";
  return "reuse";
}
