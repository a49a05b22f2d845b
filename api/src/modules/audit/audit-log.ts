import type { DataSource, EntityManager } from "typeorm";
import { newId, type UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";

/** What is written down, as `area.event`. */
export type AuditAction =
  | "membership.opened"
  | "membership.closing"
  | "membership.kept"
  | "membership.put_off"
  | "membership.closed"
  | "log_in.done"
  | "log_in.refused"
  | "log_in.challenged"
  | "log_in.locked"
  | "log_in.turned_away"
  | "log_in.stuffing"
  | "log_in.disowned"
  | "device.added"
  | "session.ended"
  | "session.reused_token"
  | "staff.looked_up"
  | "staff.refused"
  | "member.locked"
  | "member.unlocked"
  | "member.role_changed"
  | "second_factor.begun"
  | "second_factor.enabled"
  | "second_factor.disabled"
  | "second_factor.refused"
  | "recovery_codes.made"
  | "recovery_codes.used"
  | "passkey.added"
  | "passkey.renamed"
  | "passkey.removed"
  | "passkey.refused"
  | "email_code.requested"
  | "email_code.refused"
  | "step_up.asked"
  | "step_up.passed"
  | "account.opened"
  | "account.changed"
  | "account.closed"
  | "password.confirmed"
  | "password.refused"
  | "password.changed"
  | "password.reset"
  | "profile.email_changed"
  | "profile.phone_changed"
  | "profile.phone_revealed"
  | "profile.findable_changed"
  | "schedule.made"
  | "schedule.changed"
  | "schedule.paused"
  | "schedule.resumed"
  | "schedule.cancelled"
  | "request.made"
  | "request.split"
  | "request.declined"
  | "request.cancelled"
  | "request.reminded"
  | "statement.requested"
  | "problem.reported"
  | "push.turned_on"
  | "push.turned_off";

export interface AuditEvent {
  action: AuditAction;
  outcome?: "done" | "refused";
  /** Who did it; null when nobody is known. */
  actorId: UserId | null;
  /** Whose affairs it concerns; the actor's own when left out. */
  userId?: UserId | null;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
}

/**
 * Writes down who did what, from where. In the caller's transaction, so that neither stands without the other: an event
 * that cannot be written takes back what it tells of. Movements are audit rows themselves and are not told twice.
 */
export async function recordAudit(tx: EntityManager, event: AuditEvent, origin: Origin): Promise<void> {
  const json = (value: Record<string, unknown> | null | undefined) =>
    value ? JSON.stringify(value, bigintAsText) : null;
  await tx.query(
    `INSERT INTO audit_events (id, action, outcome, actor_id, user_id, session_id, address, user_agent, request_id, before, after)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      newId(),
      event.action,
      event.outcome ?? "done",
      event.actorId,
      event.userId === undefined ? event.actorId : event.userId,
      origin.sessionId,
      origin.address.slice(0, 64),
      origin.userAgent?.slice(0, 300) ?? null,
      origin.requestId,
      json(event.before),
      json(event.after),
    ],
  );
}

/**
 * Does `work`. When it fails with what `eventOf` calls a refusal, that is written down by itself: the failure takes back
 * whatever else was written.
 */
export async function recordRefusal<T>(
  source: DataSource,
  eventOf: (error: unknown) => AuditEvent | null | Promise<AuditEvent | null>,
  origin: Origin,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const event = await eventOf(error);
    if (event) await recordAudit(source.manager, { ...event, outcome: "refused" }, origin);
    throw error;
  }
}

/** A row as its member may read it. */
export interface AuditRecord {
  id: string;
  at: Date;
  action: AuditAction;
  sessionId: string | null;
  address: string | null;
  userAgent: string | null;
  after: Record<string, unknown> | null;
}

/** A member's log-ins and tries, newest first: some actions are always one, others when they say that they were for one. */
export async function readLogIns(
  tx: EntityManager,
  userId: UserId,
  { always, ofLogIns }: { always: readonly AuditAction[]; ofLogIns: readonly AuditAction[] },
  { limit, before }: { limit: number; before: string | null },
): Promise<AuditRecord[]> {
  return tx.query(
    `SELECT id, at, action, session_id AS "sessionId", address, user_agent AS "userAgent", after FROM audit_events
     WHERE user_id = $1 AND (action = ANY($2) OR (action = ANY($3) AND after ->> 'for' = 'log_in'))
       AND ($4::uuid IS NULL OR id < $4) ORDER BY id DESC LIMIT $5`,
    [userId, always, ofLogIns, before, limit],
  );
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
