import type { EntityManager } from "typeorm";

/** What happens besides movements, whose events the ledger writes by itself. */
export type EventType =
  | "member.notified"
  | "request.made"
  | "request.reminded"
  | "request.declined"
  | "request.cancelled"
  | "request.expired";

/**
 * Writes an event down, in the caller's transaction and after another of its writes: readers of the outbox rely on the
 * transaction having an id before the event has its number.
 */
export async function recordEvent(
  tx: EntityManager,
  type: EventType,
  subjectId: string,
  payload: Record<string, unknown>,
): Promise<void> {
  await tx.query(`INSERT INTO outbox (type, subject_id, payload) VALUES ($1, $2, $3)`, [
    type,
    subjectId,
    JSON.stringify(payload),
  ]);
}
