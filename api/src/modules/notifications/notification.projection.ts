import type { EntityManager } from "typeorm";
import { addJob } from "../../infra/jobs.js";
import type { Projection } from "../outbox/index.js";
import { categoryOf, type NotificationKind } from "./notification.policy.js";

/** A job that writes a notification's mail. */
export const MAIL_TASK = "mail_notification";
/** A job that tells one browser of a notification. */
export const PUSH_TASK = "push_notification";
/** With growing pauses: half an hour of a push service that cannot be reached. */
const PUSH_ATTEMPTS_MAX = 8;

interface Made {
  eventId: string;
  userId: string;
  kind: NotificationKind;
  /** What it is told of has gone by mail already. */
  isMailed: boolean;
}

/** Makes notifications of events, and jobs of those that also go by mail or to a browser. */
export const notificationProjection: Projection = {
  reader: "notifications",

  async apply(tx: EntityManager, after: bigint, upTo: bigint): Promise<void> {
    const made: Made[] = await tx.query(
      `WITH news AS (
         SELECT o.id AS event_id, mine.user_id,
           CASE WHEN o.type = 'movement.released' THEN 'withdrawal_failed'
             WHEN m.kind = 'transfer' THEN 'money_in'
             WHEN m.kind = 'deposit' THEN 'charged'
             ELSE 'withdrawn' END AS kind,
           jsonb_build_object('movementId', m.id, 'amount', m.amount::text, 'counterpartyId', other,
             'bank', CASE WHEN theirs.id IS NULL THEN m.counter_memo END) AS details,
           o.recorded_at AS at
         FROM outbox o JOIN movements m ON m.id = o.subject_id
         CROSS JOIN LATERAL (SELECT
           CASE WHEN m.kind = 'withdrawal' THEN m.debit_account_id ELSE m.credit_account_id END AS own,
           CASE WHEN m.kind = 'withdrawal' THEN m.credit_account_id ELSE m.debit_account_id END AS other) side
         JOIN accounts mine ON mine.id = side.own
         JOIN users owner ON owner.id = mine.user_id AND owner.closed_at IS NULL
         LEFT JOIN accounts theirs ON theirs.id = side.other
         WHERE o.id > $1::bigint AND o.id <= $2::bigint
           AND (o.type IN ('movement.posted', 'movement.settled') AND m.kind IN ('transfer', 'deposit', 'withdrawal')
             OR o.type = 'movement.released' AND m.kind = 'withdrawal')
           -- Between one's own accounts nothing is news.
           AND theirs.user_id IS DISTINCT FROM mine.user_id
         UNION ALL
         SELECT o.id, o.subject_id, CASE o.payload ->> 'category' WHEN 'money' THEN 'money_notice' ELSE 'notice' END,
           o.payload - 'category', o.recorded_at FROM outbox o JOIN users u ON u.id = o.subject_id
         WHERE o.id > $1::bigint AND o.id <= $2::bigint AND o.type = 'member.notified' AND u.closed_at IS NULL
         UNION ALL
         SELECT o.id, o.subject_id, replace(o.type, '.', '_'), o.payload, o.recorded_at
         FROM outbox o JOIN users u ON u.id = o.subject_id
         WHERE o.id > $1::bigint AND o.id <= $2::bigint AND u.closed_at IS NULL
           AND o.type IN ('request.made', 'request.reminded', 'request.declined', 'request.cancelled', 'request.expired')
       )
       INSERT INTO notifications (event_id, user_id, kind, details, at)
       SELECT event_id, user_id, kind, details, at FROM news ORDER BY event_id
       ON CONFLICT DO NOTHING
       RETURNING event_id AS "eventId", user_id AS "userId", kind,
         kind IN ('notice', 'money_notice') AND details -> 'isForThoseWhoWant' IS DISTINCT FROM 'true' AS "isMailed"`,
      [String(after), String(upTo)],
    );
    if (made.length === 0) return;
    const userIds = [...new Set(made.map(({ userId }) => userId))];
    const settings: Array<{ userId: string; category: string; email: boolean; push: boolean }> = await tx.query(
      `SELECT user_id AS "userId", category, email, push FROM notification_settings WHERE user_id = ANY($1)`,
      [userIds],
    );
    const browsers: Array<{ userId: string; sessionId: string }> = await tx.query(
      `SELECT user_id AS "userId", session_id AS "sessionId" FROM push_subscriptions WHERE user_id = ANY($1)`,
      [userIds],
    );
    const settingOf = new Map(settings.map((each) => [`${each.userId} ${each.category}`, each]));
    const browsersOf = Map.groupBy(browsers, ({ userId }) => userId);
    for (const { eventId, userId, kind, isMailed } of made) {
      const category = categoryOf(kind);
      const setting = settingOf.get(`${userId} ${category}`);
      if (setting?.email && !isMailed) {
        await addJob(tx, MAIL_TASK, { eventId, userId }, { key: `${MAIL_TASK}:${eventId}:${userId}` });
      }
      if (category !== "security" && setting?.push === false) continue;
      for (const { sessionId } of browsersOf.get(userId) ?? []) {
        const key = `${PUSH_TASK}:${eventId}:${sessionId}`;
        await addJob(
          tx,
          PUSH_TASK,
          { eventId, userId, sessionId },
          { key, attemptsMax: PUSH_ATTEMPTS_MAX, urgency: "spare" },
        );
      }
    }
  },

  async clear(tx: EntityManager): Promise<void> {
    await tx.query(`DELETE FROM notifications`);
  },
};
