import { KeyProofError, MemberLockedError, PasswordExpiredError } from "../../shared/errors.js";
import type { Origin } from "../../shared/origin.js";
import type { AuditEvent } from "../audit/index.js";
import type { Member } from "../users/index.js";

/** How long an access token is believed. */
export const ACCESS_TOKEN_SECONDS = 10 * 60;

/** How long a session lives, in milliseconds: without use, and whatever its use. */
export interface Lifetime {
  idleMs: number;
  absoluteMs: number;
  /** How long a page may lie there open before it logs out; as long as it is open, where that is null. */
  unattendedMs: number | null;
}

/** On a device that others use too: for an hour without use, and for a working day. */
export const PASSING = { idleMs: 3_600_000, absoluteMs: 12 * 3_600_000 };

/** When a session that is used now ends without further use. */
export function sessionEnd(now: Date, endsAt: Date, { idleMs }: Lifetime): Date {
  return new Date(Math.min(now.getTime() + idleMs, endsAt.getTime()));
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

/** The staff have no session that bearing a token is enough for. @throws KeyProofError */
export function checkKey({ role }: Member, { proofKey }: Origin): void {
  if (role !== "member" && !proofKey) throw new KeyProofError("REQUIRED");
}

/** Whoever knows what opens the door and is kept out all the same leaves a trace like whoever guesses at it. */
export function turnedAway({ id }: Member) {
  return (error: unknown): AuditEvent | null => {
    const isKnown =
      error instanceof MemberLockedError || error instanceof KeyProofError || error instanceof PasswordExpiredError;
    if (!isKnown) return null;
    return { action: "log_in.turned_away", actorId: null, userId: id, after: { why: error.code } };
  };
}
