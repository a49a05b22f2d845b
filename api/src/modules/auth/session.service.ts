import { createHash, createHmac, randomBytes } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { SessionExpiredError } from "../../shared/errors.js";
import { newId, type SessionId, type UserId } from "../../shared/ids.js";
import { inTransaction } from "../../shared/transaction.js";
import { UserEntity } from "../users/index.js";
import type { AccessTokenService } from "./access-token.service.js";
import { RefreshTokenEntity } from "./refresh-token.entity.js";
import { SessionEntity } from "./session.entity.js";
import { decideRefresh, SESSION_IDLE_DAYS } from "./session.policy.js";

export interface DeviceInfo {
  address: string;
  userAgent: string | null;
}

/** What a log-in or refresh hands to the client. */
export interface Credentials {
  user: UserEntity;
  sessionId: SessionId;
  accessToken: string;
  expiresAt: Date;
  refreshToken: string;
  refreshExpiresAt: Date;
}

/** Opens, continues and ends sessions. */
export class SessionService {
  private heardUntil: string | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly accessTokens: AccessTokenService,
    private readonly secret: string,
    private readonly onRevoked: (session: SessionId) => void,
  ) {}

  async open(user: UserEntity, device: DeviceInfo): Promise<Credentials> {
    const now = new Date();
    const session = {
      id: newId<SessionId>(),
      userId: user.id,
      userAgent: device.userAgent?.slice(0, 300) ?? null,
      address: device.address.slice(0, 64),
      lastUsedAt: now,
      expiresAt: sessionEnd(now),
      revokedAt: null,
    };
    const refreshToken = randomBytes(32).toString("base64url");
    await inTransaction(this.source, async (tx) => {
      await tx.insert(SessionEntity, session);
      await tx.insert(RefreshTokenEntity, {
        tokenHash: hashToken(refreshToken),
        sessionId: session.id,
        issuedAt: now,
        usedAt: null,
      });
    });
    return this.credentials(user, session.id, refreshToken, session.expiresAt, now);
  }

  /**
   * Exchanges a refresh token for its successor and a new access token.
   * @throws SessionExpiredError for unknown, expired and reused tokens; reuse ends the session
   */
  async refresh(refreshToken: string): Promise<Credentials> {
    const now = new Date();
    const successor = this.successorOf(refreshToken);
    const result = await inTransaction(this.source, (tx) => this.rotate(tx, refreshToken, successor, now));
    if (result.type === "ended") {
      if (result.sessionId) this.forget(result.sessionId);
      throw new SessionExpiredError();
    }
    return this.credentials(result.user, result.sessionId, successor, result.expiresAt, now);
  }

  /** Ends the session that the token belongs to; an unknown token ends nothing. */
  async endByToken(refreshToken: string): Promise<void> {
    const token = await this.source.manager.findOneBy(RefreshTokenEntity, { tokenHash: hashToken(refreshToken) });
    if (token) await this.end(this.source.manager, token.sessionId);
  }

  async end(tx: EntityManager, sessionId: SessionId): Promise<void> {
    await tx
      .createQueryBuilder()
      .update(SessionEntity)
      .set({ revokedAt: () => "clock_timestamp()" })
      .where("id = :sessionId AND revoked_at IS NULL", { sessionId })
      .execute();
    this.forget(sessionId);
  }

  /**
   * Ends every session of a user, or every other one. Answers which: their tokens must be dropped once the transaction
   * is committed.
   */
  async endAll(tx: EntityManager, userId: UserId, except: SessionId | null = null): Promise<SessionId[]> {
    const ended = await tx
      .createQueryBuilder()
      .update(SessionEntity)
      .set({ revokedAt: () => "clock_timestamp()" })
      .where("user_id = :userId AND revoked_at IS NULL AND id IS DISTINCT FROM :except", { userId, except })
      .returning("id")
      .execute();
    return (ended.raw as Array<{ id: SessionId }>).map((row) => row.id);
  }

  /**
   * Hears of sessions that other processes, or this one before its restart, have ended. Access tokens live ten minutes,
   * so older ends need no telling.
   */
  async hearOfEnded(): Promise<void> {
    const ended: Array<{ id: SessionId; at: string }> = await this.source.query(
      `SELECT id, revoked_at::text AS at FROM sessions
       WHERE revoked_at > coalesce($1::timestamptz, clock_timestamp() - interval '11 minutes') - interval '5 seconds'
       ORDER BY revoked_at`,
      [this.heardUntil],
    );
    for (const { id, at } of ended) {
      this.forget(id);
      this.heardUntil = at;
    }
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
  ): Promise<
    | { type: "ended"; sessionId: SessionId | null }
    | { type: "continued"; user: UserEntity; sessionId: SessionId; expiresAt: Date }
  > {
    const known = await tx.findOneBy(RefreshTokenEntity, { tokenHash: hashToken(refreshToken) });
    if (!known) return { type: "ended", sessionId: null };
    // The session's row decides between two tabs that refresh at once.
    const session = await tx
      .createQueryBuilder(SessionEntity, "session")
      .setLock("pessimistic_write")
      .where("session.id = :id", { id: known.sessionId })
      .getOneOrFail();
    const token = await tx.findOneByOrFail(RefreshTokenEntity, { tokenHash: known.tokenHash });
    const next = await tx.findOneBy(RefreshTokenEntity, { tokenHash: hashToken(successor) });
    const user = await tx.findOneBy(UserEntity, { id: session.userId });
    const decision = user && !user.closedAt ? decideRefresh(session, token, Boolean(next?.usedAt), now) : "expired";
    if (decision === "expired") return { type: "ended", sessionId: null };
    if (decision === "reuse") {
      await tx.update(SessionEntity, { id: session.id }, { revokedAt: now });
      return { type: "ended", sessionId: session.id };
    }
    const expiresAt = sessionEnd(now);
    if (decision === "rotate") {
      await tx.update(RefreshTokenEntity, { tokenHash: token.tokenHash }, { usedAt: now });
      await tx.insert(RefreshTokenEntity, {
        tokenHash: hashToken(successor),
        sessionId: session.id,
        issuedAt: now,
        usedAt: null,
      });
      await tx.update(SessionEntity, { id: session.id }, { lastUsedAt: now, expiresAt });
    }
    return { type: "continued", user: user as UserEntity, sessionId: session.id, expiresAt };
  }

  /** Follows from the token, so that a repeated request after a lost answer gets the same one without keeping it. */
  private successorOf(refreshToken: string): string {
    return createHmac("sha256", this.secret).update(refreshToken).digest("base64url");
  }

  private async credentials(
    user: UserEntity,
    sessionId: SessionId,
    refreshToken: string,
    refreshExpiresAt: Date,
    now: Date,
  ): Promise<Credentials> {
    const { token, expiresAt } = await this.accessTokens.issue(user.id, sessionId, now);
    return { user, sessionId, accessToken: token, expiresAt, refreshToken, refreshExpiresAt };
  }
}

function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

function sessionEnd(now: Date): Date {
  return new Date(now.getTime() + SESSION_IDLE_DAYS * 86_400_000);
}
