import type { DataSource, EntityManager } from "typeorm";
import type { Logger } from "../../infra/logger.js";
import { AccountNotEmptyError, RequestError } from "../../shared/errors.js";
import type { AccountId, UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { recordAudit } from "../audit/index.js";
import type { AuthService, SessionService, StepUpService } from "../auth/index.js";
import type { MailService } from "../mail/index.js";
import { holdReaders } from "../outbox/index.js";
import { type Member, UserEntity, type UserStore } from "../users/index.js";
import type { AccountService } from "./account.service.js";
import type { AccountDirectory } from "./account-directory.service.js";

const DAY_MS = 86_400_000;

/** What a member has beside the books and the audit log; `UserStore.erase` sees to the rest. */
const GOES_WITH_THE_MEMBER = [
  "totp_factors",
  "recovery_codes",
  "passkeys",
  "challenges",
  "approved_payees",
  "former_passwords",
  "known_devices",
  "favourite_payees",
  "notifications",
  "notification_settings",
  "push_subscriptions",
  "problem_reports",
  "schedules",
  "money_requests",
  "money_splits",
  "refused_askers",
  "transaction_notes",
  "statements",
] as const;

/** The service acts by itself when the time to think is over. */
const BY_ITSELF: Origin = { sessionId: null, address: "", userAgent: null, requestId: "membership" };

/**
 * Leaving the service (회원탈퇴): some days to think, which a log-in ends; then the accounts are closed and what tells
 * who the member was is erased by destroying its key. The books stay.
 */
export class MembershipService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly auth: AuthService,
    private readonly stepUps: StepUpService,
    private readonly sessions: SessionService,
    private readonly accounts: AccountService,
    private readonly directory: AccountDirectory,
    private readonly mail: MailService,
    private readonly logger: Logger,
    /** Days to think; with none the membership ends at once. */
    private readonly coolingOffDays: number,
  ) {}

  /**
   * Ends every session and, when the days to think are over, the membership.
   * @returns when that will be
   * @throws InvalidPasswordError, TooManyAttemptsError, StepUpRequiredError for members with a second factor,
   * AccountNotEmptyError; RequestError FORBIDDEN for the staff, whose role must be taken away before
   */
  async close(userId: UserId, input: { password: string; stepUpToken?: string | null }, origin: Origin): Promise<Date> {
    await this.auth.confirmPassword(userId, input.password, origin);
    await this.stepUps.requireSecondFactor(userId, ["close membership"], input.stepUpToken, origin);
    const leavesAt = new Date(Date.now() + this.coolingOffDays * DAY_MS);
    let closed: AccountId[] = [];
    const ended = await inTransaction(this.source, async (tx) => {
      const member = await this.held(tx, userId);
      if (member.role !== "member") throw new RequestError("FORBIDDEN");
      if (this.coolingOffDays === 0) {
        const { sessions, accounts } = await this.end(tx, member, origin);
        closed = accounts;
        return sessions;
      }
      await this.accounts.requireEmpty(tx, userId);
      await tx.update(UserEntity, { id: userId }, { leavesAt });
      await this.mail.notify(tx, member, "membership_closing", { leavesAt });
      await recordAudit(tx, { action: "membership.closing", actorId: userId, after: { leavesAt } }, origin);
      return this.sessions.endAll(tx, userId, origin);
    });
    for (const session of ended) this.sessions.forget(session);
    this.directory.forget(closed);
    return leavesAt;
  }

  /** Ends memberships whose time to think is over. Answers how many. */
  async endDue(limit: number): Promise<number> {
    const due: Array<{ id: UserId }> = await this.source.query(
      `SELECT id FROM users WHERE leaves_at <= clock_timestamp() AND closed_at IS NULL ORDER BY leaves_at LIMIT $1`,
      [limit],
    );
    for (const { id } of due) {
      try {
        const closed = await inTransaction(this.source, async (tx) => {
          const member = await this.users.lock(tx, id);
          // Another process, or a log-in, may have been first.
          if (!isDue(member)) return [];
          // Who is locked cannot take it back, and it may not have been the member who asked: the days begin anew.
          if (member.lockedAt) {
            await this.putOff(tx, member);
            return [];
          }
          return (await this.end(tx, member, BY_ITSELF)).accounts;
        });
        this.directory.forget(closed);
      } catch (error) {
        if (error instanceof AccountNotEmptyError) await this.keepForMoney(id);
        // Whatever keeps this one, the others go.
        else this.logger.error({ err: error, user: id }, "a membership cannot end");
      }
    }
    return due.length;
  }

  /** Money came in meanwhile: it is the member's, and the member must say where it goes. */
  private async keepForMoney(id: UserId): Promise<void> {
    await inTransaction(this.source, async (tx) => {
      const member = await this.users.lock(tx, id);
      // Another process, or a log-in, may have been first.
      if (!isDue(member)) return;
      this.logger.warn({ user: id }, "a membership cannot end: an account holds money");
      await this.mail.notify(tx, member, "membership_not_empty", {});
      await this.putOff(tx, member);
    });
  }

  private async putOff(tx: EntityManager, { id }: Member): Promise<void> {
    const leavesAt = new Date(Date.now() + Math.max(1, this.coolingOffDays) * DAY_MS);
    await tx.update(UserEntity, { id }, { leavesAt });
    const event = { action: "membership.put_off", actorId: null, userId: id, after: { leavesAt } } as const;
    await recordAudit(tx, event, BY_ITSELF);
  }

  private async end(tx: EntityManager, member: Member, origin: Origin) {
    const { id } = member;
    await holdReaders(tx);
    const accounts = await this.accounts.closeAll(tx, id);
    const sessions = await this.sessions.endAll(tx, id, origin);
    await tx.update(UserEntity, { id }, { closedAt: new Date(), leavesAt: null });
    for (const table of GOES_WITH_THE_MEMBER) await tx.query(`DELETE FROM ${table} WHERE user_id = $1`, [id]);
    // Their own word, as the notes are.
    await tx.query(`UPDATE accounts SET nickname = '-' WHERE user_id = $1`, [id]);
    // Codes are kept for addresses, members' or not.
    await tx.query(`DELETE FROM email_codes WHERE subject IN ($1, $2)`, [id, member.email]);
    await tx.query(`UPDATE sessions SET address = NULL, user_agent = NULL WHERE user_id = $1`, [id]);
    await this.users.erase(tx, id);
    await recordAudit(
      tx,
      { action: "membership.closed", actorId: origin === BY_ITSELF ? null : id, userId: id },
      origin,
    );
    return { sessions, accounts };
  }

  /** Held until the end: no account is opened meanwhile. */
  private async held(tx: EntityManager, id: UserId): Promise<Member> {
    const member = await this.users.lock(tx, id);
    // Another request of theirs was first, and has ended this session.
    if (!member || member.leavesAt) throw new RequestError("UNAUTHENTICATED");
    return member;
  }
}

function isDue(member: Member | null): member is Member {
  return member?.role === "member" && member.leavesAt !== null && member.leavesAt <= new Date();
}
