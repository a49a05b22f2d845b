import { createHash, ECDH } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import type { Logger } from "../../infra/logger.js";
import { PushRefusedError, type PushSender, type PushTarget } from "../../infra/push/push-sender.js";
import { InvalidInputError, RequestError } from "../../shared/errors.js";
import type { SessionId, UserId } from "../../shared/ids.js";
import { readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { recordAudit } from "../audit/index.js";
import type { UserStore } from "../users/index.js";
import { categoryOf, discreetly, pathOf } from "./notification.policy.js";
import type { NotificationService } from "./notification.service.js";

/** Browsers of one member; the one that was told nothing for longest makes room. */
const BROWSERS_MAX = 10;
/** After a day nobody needs to be told what the list in the app says. */
const KEPT_HOURS = 24;
/** In a line or two of a locked screen. */
const TEXT_MAX = 120;

const Subscription = z.object({
  endpoint: z.string().max(1_000, "push_endpoint"),
  p256dh: z.string().refine((text) => isPoint(text), "push_key"),
  auth: z.string().regex(/^[\w-]{22}$/, "push_key"),
  hidesAmounts: z.boolean().nullish(),
});
const PushJob = z.object({ eventId: z.string().regex(/^\d+$/), userId: z.uuid(), sessionId: z.uuid() });

/** Who asks, and from which browser: a session is one. */
export interface Browser {
  userId: UserId;
  sessionId: SessionId;
}

export interface PushState {
  /** Null when this server tells nobody so. */
  publicKey: string | null;
  /** In this browser. */
  isOn: boolean;
  hidesAmounts: boolean;
  /** Other browsers of the member that are told. */
  others: number;
}

/**
 * Tells members in their browsers while the app is closed (Web Push). A browser is told for as long as the session lasts
 * in which that was turned on; the table's trigger sees to that in whatever way a session ends.
 */
export class PushService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly notifications: NotificationService,
    /** Null: nobody is told so. */
    private readonly sender: PushSender | null,
    private readonly logger: Logger,
  ) {}

  async state({ userId, sessionId }: Browser): Promise<PushState> {
    const publicKey = this.sender?.publicKey ?? null;
    const rows: Array<{ sessionId: SessionId; hidesAmounts: boolean }> = await this.source.query(
      `SELECT p.session_id AS "sessionId", p.hides_amounts AS "hidesAmounts" FROM ${LIVE}
       WHERE p.user_id = $1 AND p.application_key = $2`,
      [userId, publicKey],
    );
    const own = rows.find((row) => row.sessionId === sessionId);
    return {
      publicKey,
      isOn: own !== undefined,
      hidesAmounts: own?.hidesAmounts ?? false,
      others: rows.length - (own ? 1 : 0),
    };
  }

  /**
   * From now on this browser is told; another address takes the place of the one it had.
   * @throws InvalidInputError for an address that is none of a push service's that we know, and for keys that are none
   */
  async subscribe(browser: Browser, input: PushTarget & { hidesAmounts?: boolean | null }, origin: Origin) {
    const { hidesAmounts, ...target } = readInput(Subscription, input);
    const { sender } = this;
    if (!sender?.reaches(target.endpoint)) throw InvalidInputError.of("endpoint", "push_endpoint");
    const { userId, sessionId } = browser;
    await inTransaction(this.source, async (tx) => {
      // One after the other, so that many at once do not go past the limit.
      await this.users.lock(tx, userId);
      await requireSession(tx, browser);
      const vault = await this.users.ownVault(userId, tx);
      const [[former]]: [Array<{ hidesAmounts: boolean }>] = await tx.query(
        `DELETE FROM push_subscriptions WHERE session_id = $1 RETURNING hides_amounts AS "hidesAmounts"`,
        [sessionId],
      );
      // Whoever else was told in this browser is told there no more.
      await tx.query(
        `INSERT INTO push_subscriptions (session_id, user_id, endpoint_hash, sealed, application_key, hides_amounts)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (endpoint_hash) DO UPDATE SET session_id = excluded.session_id, user_id = excluded.user_id,
           sealed = excluded.sealed, application_key = excluded.application_key, hides_amounts = excluded.hides_amounts,
           created_at = excluded.created_at, last_used_at = excluded.last_used_at`,
        [
          sessionId,
          userId,
          createHash("sha256").update(target.endpoint).digest(),
          vault.seal(Buffer.from(JSON.stringify(target)), placeOf(sessionId)),
          sender.publicKey,
          hidesAmounts ?? former?.hidesAmounts ?? false,
        ],
      );
      await tx.query(
        `DELETE FROM push_subscriptions WHERE session_id IN (
           SELECT session_id FROM push_subscriptions WHERE user_id = $1
           ORDER BY session_id = $2 DESC, last_used_at DESC OFFSET $3)`,
        [userId, sessionId, BROWSERS_MAX],
      );
      if (!former) await recordAudit(tx, { action: "push.turned_on", actorId: userId }, origin);
    });
  }

  async unsubscribe({ userId, sessionId }: Browser, origin: Origin): Promise<void> {
    await inTransaction(this.source, async (tx) => {
      const [, count]: [unknown, number] = await tx.query(
        `DELETE FROM push_subscriptions WHERE session_id = $1 AND user_id = $2`,
        [sessionId, userId],
      );
      if (count > 0) await recordAudit(tx, { action: "push.turned_off", actorId: userId }, origin);
    });
  }

  /** Carries a job out: tells one browser, once but for a process that dies between sending and noting it down. */
  async sendOne(payload: unknown): Promise<void> {
    const { eventId, userId, sessionId } = PushJob.parse(payload);
    const [row]: Array<{ sealed: Buffer; applicationKey: string; hidesAmounts: boolean }> = await this.source.query(
      `SELECT p.sealed, p.application_key AS "applicationKey", p.hides_amounts AS "hidesAmounts"
       FROM ${LIVE} JOIN notifications n ON n.user_id = p.user_id
       WHERE p.session_id = $3 AND p.user_id = $2 AND n.event_id = $1 AND NOT $3 = ANY (n.pushed_to)
         AND n.at > clock_timestamp() - make_interval(hours => $4)`,
      [eventId, userId, sessionId, KEPT_HOURS],
    );
    const member = row && (await this.users.find(userId as UserId));
    if (!row || !member || row.applicationKey !== this.sender?.publicKey) return;
    const news = await this.notifications.find(eventId, member.id, member.language);
    if (!news) return;
    const vault = await this.users.ownVault(member.id);
    const target: PushTarget = JSON.parse(vault.open(row.sealed, placeOf(sessionId as SessionId)).toString());
    const { title, text } = row.hidesAmounts ? discreetly(news.kind, news, member.language) : news;
    const path = pathOf(news);
    try {
      const outcome = await this.sender.send(target, {
        payload: JSON.stringify({ tag: eventId, title, text: shortened(text), path }),
        topic: `e${eventId}`,
        urgency: categoryOf(news.kind) === "security" ? "high" : "normal",
        ttlSeconds: KEPT_HOURS * 3_600,
      });
      if (outcome === "sent") await this.noteSent(eventId, userId, sessionId);
      else await this.forget(sessionId, row.sealed);
    } catch (error) {
      if (!(error instanceof PushRefusedError && error.isFinal)) throw error;
      this.logger.warn({ event: eventId, reason: error.message }, "a push message was given up");
    }
  }

  /** Of sessions that nobody has used for too long. */
  async forgetEnded(): Promise<void> {
    await this.source.query(
      `DELETE FROM push_subscriptions p USING sessions s WHERE s.id = p.session_id AND s.expires_at <= clock_timestamp()`,
    );
  }

  private async noteSent(eventId: string, userId: string, sessionId: string): Promise<void> {
    await this.source.query(
      `UPDATE notifications SET pushed_to = array_append(pushed_to, $3) WHERE event_id = $1 AND user_id = $2`,
      [eventId, userId, sessionId],
    );
    await this.source.query(`UPDATE push_subscriptions SET last_used_at = clock_timestamp() WHERE session_id = $1`, [
      sessionId,
    ]);
  }

  /** The address that is gone, not one that has taken its place meanwhile. */
  private async forget(sessionId: string, sealed: Buffer): Promise<void> {
    await this.source.query(`DELETE FROM push_subscriptions WHERE session_id = $1 AND sealed = $2`, [
      sessionId,
      sealed,
    ]);
  }
}

const LIVE = `push_subscriptions p JOIN sessions s ON s.id = p.session_id AND s.revoked_at IS NULL AND s.expires_at > clock_timestamp()`;

const placeOf = (session: SessionId) => `push_subscriptions.sealed/${session}`;

/** The token outlives its session by a moment: whoever ends that comes before this, or finds what this has written. */
async function requireSession(tx: EntityManager, { userId, sessionId }: Browser): Promise<void> {
  const [session] = await tx.query(
    `SELECT id FROM sessions WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL FOR SHARE`,
    [sessionId, userId],
  );
  if (!session) throw new RequestError("UNAUTHENTICATED");
}

/** Whether it is a point of P-256, uncompressed: 65 bytes in base64url. */
function isPoint(text: string): boolean {
  if (!/^[\w-]{87}$/.test(text)) return false;
  try {
    ECDH.convertKey(text, "prime256v1", "base64url", "base64url", "uncompressed");
    return true;
  } catch {
    return false;
  }
}

function shortened(text: string): string {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX - 1).trimEnd()}…`;
}
