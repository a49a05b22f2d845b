import { createHash, createHmac, randomBytes } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import {
  type FactorMethod,
  KeyProofError,
  MemberLockedError,
  RequestError,
  SecondFactorOnError,
  SessionExpiredError,
} from "../../shared/errors.js";
import { isId, newId, type SessionId, type UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { recordAudit, recordRefusal } from "../audit/index.js";
import type { MailService } from "../mail/index.js";
import type { Member, Role, UserStore } from "../users/index.js";
import type { AccessTokenService } from "./access-token.service.js";
import { whereabouts } from "./device.policy.js";
import type { DeviceStore, KnownDevice } from "./device.store.js";
import { RefreshTokenEntity } from "./refresh-token.entity.js";
import { factorsOf } from "./second-factor.store.js";
import { SessionEntity } from "./session.entity.js";
import { checkKey, decideRefresh, type Lifetime, sessionEnd, turnedAway } from "./session.policy.js";

/** The channel on which processes tell each other. */
export const SESSIONS_ENDED = "sessions_ended";

/** What a log-in or refresh hands to the client. */
export interface Credentials {
  user: Member;
  sessionId: SessionId;
  accessToken: string;
  expiresAt: Date;
  refreshToken: string;
  /** Null when the browser is to forget it as it is closed. */
  refreshExpiresAt: Date | null;
  /** How long a page may lie there open before it logs out; null when it need not. */
  unattendedMs: number | null;
  /** Thumbprint of the client's key that all of it needs; null where bearing it is enough. */
  boundTo: string | null;
  /** After a log-in: by what the browser is known again. */
  deviceToken?: string;
  /** The log-in kept a membership that was about to end. */
  isKept?: boolean;
}

/** The staff's sessions are as short as their day. */
export interface Lifetimes {
  /** Of members who keep their sessions as the browser is closed. */
  member: Lifetime;
  /** Of those who do not. */
  passing: Lifetime;
  staff: Lifetime;
}

/** Opens, continues and ends sessions. */
export class SessionService {
  private heardUntil: string | null = null;
  /** Ends heard of that the next look finds again. */
  private heard: ReadonlySet<SessionId> = new Set();

  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly accessTokens: AccessTokenService,
    private readonly devices: DeviceStore,
    private readonly mail: MailService,
    private readonly secret: string,
    private readonly lifetimes: Lifetimes,
    private readonly onRevoked: (session: SessionId) => void,
  ) {}

  /**
   * With a key that the request has proved to hold, the session is bound to it; the staff have no other sessions. The
   * one that the browser had, whoever's, ends.
   * @param methods how the person proved who they are
   * @param remembered whether the browser keeps the session when it is closed
   * @throws MemberLockedError, KeyProofError, SecondFactorOnError when the password alone was shown, and is not enough
   */
  async open(user: Member, methods: readonly FactorMethod[], origin: Origin, remembered = true): Promise<Credentials> {
    const now = new Date();
    const lifetime = this.lifetimeOf(user.role, remembered);
    const endsAt = new Date(now.getTime() + lifetime.absoluteMs);
    const session = {
      id: newId<SessionId>(),
      userId: user.id,
      userAgent: origin.userAgent?.slice(0, 300) ?? null,
      address: origin.address.slice(0, 64),
      methods: methods.map((each) => each.toLowerCase()),
      createdAt: now,
      lastUsedAt: now,
      endsAt,
      expiresAt: sessionEnd(now, endsAt, lifetime),
      revokedAt: null,
      remembered,
      keyThumbprint: origin.proofKey ?? null,
    };
    const refreshToken = randomBytes(32).toString("base64url");
    let isKept = false;
    let replaced: SessionId[] = [];
    const opened = async (tx: EntityManager) => {
      await this.requireOpenDoor(tx, user, methods, origin);
      const device = await this.rememberDevice(tx, user, { ...origin, sessionId: session.id });
      if (methods.some((each) => each !== "PASSWORD")) await this.devices.prove(tx, user.id, device.token);
      await tx.insert(SessionEntity, { ...session, deviceId: device.id });
      await tx.insert(RefreshTokenEntity, {
        tokenHash: hashToken(refreshToken),
        sessionId: session.id,
        issuedAt: now,
        usedAt: null,
      });
      // Who logs in has thought it over.
      const [kept]: [unknown[], number] = await tx.query(
        `UPDATE users SET leaves_at = NULL WHERE id = $1 AND leaves_at IS NOT NULL AND closed_at IS NULL RETURNING id`,
        [user.id],
      );
      isKept = kept.length > 0;
      const theirs = { ...origin, sessionId: session.id };
      replaced = await this.endFormer(tx, user.id, theirs);
      if (isKept) await recordAudit(tx, { action: "membership.kept", actorId: user.id }, theirs);
      const after = { methods: session.methods };
      await recordAudit(tx, { action: "log_in.done", actorId: user.id, after }, theirs);
      return device.token;
    };
    const deviceToken = await recordRefusal(this.source, turnedAway(user), origin, () =>
      inTransaction(this.source, opened),
    );
    for (const each of replaced) this.forget(each);
    const credentials = await this.credentials(user, session, refreshToken, now);
    return { ...credentials, deviceToken, isKept };
  }

  /**
   * As the member stands at this moment. Whoever locks one, changes the password or the role, or turns on a factor, waits
   * for us and ends what we begin with the rest, or is waited for: then what was shown before counts no more.
   * @throws RequestError UNAUTHENTICATED
   */
  async holdMember(tx: EntityManager, { id, role, passwordHash }: Member): Promise<Member> {
    const member = await this.users.lock(tx, id);
    if (member?.role !== role || member.passwordHash !== passwordHash) throw new RequestError("UNAUTHENTICATED");
    return member;
  }

  private async requireOpenDoor(
    tx: EntityManager,
    user: Member,
    methods: readonly FactorMethod[],
    origin: Origin,
  ): Promise<void> {
    const member = await this.holdMember(tx, user);
    const isPasswordAlone = methods.every((each) => each === "PASSWORD");
    if (isPasswordAlone && (await factorsOf(tx, user.id)).length > 0) throw new SecondFactorOnError();
    if (member.lockedAt) throw new MemberLockedError();
    checkKey(user, origin);
  }

  /** For before anything is written or used up. @throws KeyProofError */
  async requireKey(user: Member, origin: Origin): Promise<void> {
    await recordRefusal(this.source, turnedAway(user), origin, async () => checkKey(user, origin));
  }

  /** Nobody would use it again: the new session's cookie takes the place of its own. */
  private async endFormer(tx: EntityManager, actorId: UserId, origin: Origin): Promise<SessionId[]> {
    const { refreshToken, proofKey } = origin;
    const token = refreshToken ? await tx.findOneBy(RefreshTokenEntity, { tokenHash: hashToken(refreshToken) }) : null;
    const session = token && (await tx.findOneBy(SessionEntity, { id: token.sessionId }));
    if (!session || session.expiresAt <= new Date()) return [];
    // As in a refresh: the cookie alone does nothing to a session that is bound to a key.
    if (session.keyThumbprint !== null && session.keyThumbprint !== proofKey) return [];
    const { id, userId } = session;
    return this.endWhere(tx, userId, "id = :id", { id }, origin, actorId);
  }

  private lifetimeOf(role: Role, remembered: boolean): Lifetime {
    if (role !== "member") return this.lifetimes.staff;
    return remembered ? this.lifetimes.member : this.lifetimes.passing;
  }

  /** Tells the member of a device they never logged in from, unless it is their very first. */
  private async rememberDevice(tx: EntityManager, user: Member, origin: Origin): Promise<KnownDevice> {
    const device = await this.devices.remember(tx, user.id, origin);
    if (!device.isNew) return device;
    await recordAudit(tx, { action: "device.added", actorId: user.id, after: { id: device.id } }, origin);
    const [first]: [unknown[], number] = await tx.query(
      `UPDATE users SET first_log_in_at = clock_timestamp() WHERE id = $1 AND first_log_in_at IS NULL RETURNING id`,
      [user.id],
    );
    if (first.length === 0) await this.mail.notify(tx, user, "new_device", whereabouts(origin));
    return device;
  }

  /**
   * Exchanges a refresh token for its successor and a new access token.
   * @throws SessionExpiredError for unknown, expired and reused tokens; reuse ends the session
   * @throws KeyProofError when the session is bound to a key that the request has not proved to hold
   */
  async refresh(refreshToken: string, origin: Origin): Promise<Credentials> {
    const now = new Date();
    const successor = this.successorOf(refreshToken);
    const result = await inTransaction(this.source, (tx) => this.rotate(tx, refreshToken, successor, now, origin));
    if (result.type === "ended") {
      if (result.sessionId) this.forget(result.sessionId);
      throw new SessionExpiredError();
    }
    return this.credentials(result.user, result.session, successor, now);
  }

  /** Ends the session that the token belongs to; an unknown token ends nothing. */
  async endByToken(refreshToken: string, origin: Origin): Promise<void> {
    const token = await this.source.manager.findOneBy(RefreshTokenEntity, { tokenHash: hashToken(refreshToken) });
    const session = token && (await this.source.manager.findOneBy(SessionEntity, { id: token.sessionId }));
    if (!session) return;
    // As in a refresh: the cookie alone does nothing to a session that is bound to a key.
    if (session.keyThumbprint !== null && session.keyThumbprint !== origin.proofKey) return;
    await this.endOne(session.userId, session.id, origin);
  }

  async end(sessionId: SessionId, origin: Origin): Promise<void> {
    const session = await this.source.manager.findOneBy(SessionEntity, { id: sessionId });
    if (session) await this.endOne(session.userId, sessionId, origin);
  }

  /** @returns false when the member has no such session, or it had ended */
  async endOne(userId: UserId, sessionId: string, origin: Origin): Promise<boolean> {
    if (!isId<SessionId>(sessionId)) return false;
    const ended = await inTransaction(this.source, (tx) =>
      this.endWhere(tx, userId, "id = :sessionId", { sessionId }, origin),
    );
    for (const each of ended) this.forget(each);
    return ended.length > 0;
  }

  async endAllOthers(userId: UserId, origin: Origin): Promise<void> {
    const ended = await inTransaction(this.source, (tx) => this.endOthers(tx, userId, origin));
    for (const each of ended) this.forget(each);
  }

  /** Ends all but one. Answers which: their tokens must be dropped once the transaction is committed. */
  async endOthers(tx: EntityManager, userId: UserId, origin: Origin): Promise<SessionId[]> {
    return this.endWhere(tx, userId, "id IS DISTINCT FROM :kept", { kept: origin.sessionId }, origin);
  }

  /** Ends every session of a user. Answers which: their tokens must be dropped once the transaction is committed. */
  async endAll(
    tx: EntityManager,
    userId: UserId,
    origin: Origin,
    actorId: UserId | null = userId,
  ): Promise<SessionId[]> {
    return this.endWhere(tx, userId, "true", {}, origin, actorId);
  }

  /** Whether it still lives, was opened with more than a password by somebody who still has more, and is bound to a key. */
  async isStrong(tx: EntityManager, sessionId: SessionId): Promise<boolean> {
    const session = await tx.findOneBy(SessionEntity, { id: sessionId });
    if (!session || session.revokedAt || !session.keyThumbprint) return false;
    const isMore = session.methods.some((method) => method !== "password");
    return isMore && (await factorsOf(tx, session.userId)).length > 0;
  }

  /** Those that can still be used, the newest use first. */
  async list(userId: UserId): Promise<SessionEntity[]> {
    return this.source.manager
      .createQueryBuilder(SessionEntity, "session")
      .where("session.userId = :userId AND session.revokedAt IS NULL AND session.expiresAt > clock_timestamp()", {
        userId,
      })
      .orderBy("session.lastUsedAt", "DESC")
      .limit(100)
      .getMany();
  }

  private async endWhere(
    tx: EntityManager,
    userId: UserId,
    condition: string,
    parameters: Record<string, unknown>,
    origin: Origin,
    actorId: UserId | null = userId,
  ): Promise<SessionId[]> {
    const result = await tx
      .createQueryBuilder()
      .update(SessionEntity)
      .set({ revokedAt: () => "clock_timestamp()" })
      .where(`user_id = :userId AND revoked_at IS NULL AND ${condition}`, { userId, ...parameters })
      .returning("id")
      .execute();
    const ended = (result.raw as Array<{ id: SessionId }>).map((row) => row.id);
    if (ended.length > 0) {
      await tellOthers(tx);
      await recordAudit(tx, { action: "session.ended", actorId, userId, before: { sessions: ended } }, origin);
    }
    return ended;
  }

  /**
   * Hears of sessions that other processes, or this one before its restart, have ended. Access tokens live ten minutes,
   * so older ends need no telling. Called when another process tells of one, and now and then in case that got lost.
   * Looks back further than a transaction that ended one can take to its commit: a statement has 15 seconds, and so has
   * the pause after it. Never further ahead than the database's clock: an end that one with another clock wrote down must
   * not hide those that follow.
   */
  async hearOfEnded(): Promise<void> {
    const ended: Array<{ id: SessionId; at: string }> = await this.source.query(
      `SELECT id, least(revoked_at, clock_timestamp())::text AS at FROM sessions
       WHERE revoked_at > coalesce($1::timestamptz, clock_timestamp() - interval '11 minutes') - interval '60 seconds'
       ORDER BY revoked_at`,
      [this.heardUntil],
    );
    for (const { id, at } of ended) {
      if (!this.heard.has(id)) this.forget(id);
      this.heardUntil = at;
    }
    this.heard = new Set(ended.map((each) => each.id));
  }

  /** Stops believing a session's access tokens and closes its sockets. */
  forget(sessionId: SessionId): void {
    this.accessTokens.revoke(sessionId);
    this.onRevoked(sessionId);
  }

  private async rotate(
    tx: EntityManager,
    refreshToken: string,
    successor: string,
    now: Date,
    origin: Origin,
  ): Promise<
    { type: "ended"; sessionId: SessionId | null } | { type: "continued"; user: Member; session: OpenSession }
  > {
    const known = await tx.findOneBy(RefreshTokenEntity, { tokenHash: hashToken(refreshToken) });
    if (!known) return { type: "ended", sessionId: null };
    // The session's row decides between two tabs that refresh at once.
    const session = await tx
      .createQueryBuilder(SessionEntity, "session")
      .setLock("pessimistic_write")
      .where("session.id = :id", { id: known.sessionId })
      .getOneOrFail();
    // Whoever has the cookie alone neither uses it nor spoils it for whom it belongs to.
    if (session.keyThumbprint !== null && session.keyThumbprint !== origin.proofKey)
      throw new KeyProofError("REQUIRED");
    const token = await tx.findOneByOrFail(RefreshTokenEntity, { tokenHash: known.tokenHash });
    const next = await tx.findOneBy(RefreshTokenEntity, { tokenHash: hashToken(successor) });
    const user = await this.users.find(session.userId, tx);
    const decision = user ? decideRefresh(session, token, Boolean(next?.usedAt), now) : "expired";
    if (decision === "expired") return { type: "ended", sessionId: null };
    if (decision === "reuse") {
      await tx.update(SessionEntity, { id: session.id }, { revokedAt: () => "clock_timestamp()" });
      await tellOthers(tx);
      const theirs = { ...origin, sessionId: session.id };
      await recordAudit(
        tx,
        { action: "session.reused_token", outcome: "refused", actorId: null, userId: session.userId },
        theirs,
      );
      if (user) await this.mail.notify(tx, user, "session_reused", whereabouts(origin));
      return { type: "ended", sessionId: session.id };
    }
    const member = user as Member;
    // A repeated answer is no further use.
    if (decision === "repeat") return { type: "continued", user: member, session };
    const expiresAt = sessionEnd(now, session.endsAt, this.lifetimeOf(member.role, session.remembered));
    await tx.update(RefreshTokenEntity, { tokenHash: token.tokenHash }, { usedAt: now });
    await tx.insert(RefreshTokenEntity, {
      tokenHash: hashToken(successor),
      sessionId: session.id,
      issuedAt: now,
      usedAt: null,
    });
    await tx.update(SessionEntity, { id: session.id }, { lastUsedAt: now, expiresAt });
    return { type: "continued", user: member, session: { ...session, expiresAt } };
  }

  /** Follows from the token, so that a repeated request after a lost answer gets the same one without keeping it. */
  private successorOf(refreshToken: string): string {
    return createHmac("sha256", this.secret).update(refreshToken).digest("base64url");
  }

  private async credentials(user: Member, session: OpenSession, refreshToken: string, now: Date): Promise<Credentials> {
    const { id: sessionId, keyThumbprint: boundTo, remembered } = session;
    const refreshExpiresAt = remembered ? session.expiresAt : null;
    const { token, expiresAt } = await this.accessTokens.issue(user.id, sessionId, now, boundTo, session.expiresAt);
    const { unattendedMs } = this.lifetimeOf(user.role, remembered);
    return { user, sessionId, accessToken: token, expiresAt, refreshToken, refreshExpiresAt, unattendedMs, boundTo };
  }
}

type OpenSession = Pick<SessionEntity, "id" | "expiresAt" | "keyThumbprint" | "remembered">;

/** At the commit, every process that listens is told that there is something to read. */
async function tellOthers(tx: EntityManager): Promise<void> {
  await tx.query(`SELECT pg_notify($1, '')`, [SESSIONS_ENDED]);
}

function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
