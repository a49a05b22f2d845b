import { expect, test } from "vitest";
import { decideRefresh, ROTATION_GRACE_MS } from "./session.policy.js";

const now = new Date("2026-11-20T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const open = { expiresAt: ago(-1_000), revokedAt: null };

test.each([
  ["a fresh token rotates", open, null, false, "rotate"],
  ["a lost answer is repeated", open, ago(ROTATION_GRACE_MS), false, "repeat"],
  ["past the grace it is reuse", open, ago(ROTATION_GRACE_MS + 1), false, "reuse"],
  ["once the successor was used it is reuse", open, ago(1), true, "reuse"],
  ["an expired session is over", { ...open, expiresAt: now }, null, false, "expired"],
  ["a revoked session is over", { ...open, revokedAt: ago(1) }, null, false, "expired"],
] as const)("%s", (_name, session, usedAt, successorUsed, decision) => {
  expect(decideRefresh(session, { usedAt }, successorUsed, now)).toBe(decision);
});
