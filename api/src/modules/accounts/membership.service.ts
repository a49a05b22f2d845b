import type { DataSource } from "typeorm";
import type { UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { recordAudit } from "../audit/index.js";
import type { AuthService, SessionService } from "../auth/index.js";
import { UserEntity } from "../users/index.js";
import type { AccountService } from "./account.service.js";

/** Leaving the service (회원탈퇴). */
export class MembershipService {
  constructor(
    private readonly source: DataSource,
    private readonly auth: AuthService,
    private readonly sessions: SessionService,
    private readonly accounts: AccountService,
  ) {}

  /**
   * Closes every account and the membership, or nothing. The books stay.
   * @throws InvalidPasswordError, TooManyAttemptsError, AccountNotEmptyError
   */
  async close(userId: UserId, password: string, origin: Origin): Promise<Date> {
    await this.auth.confirmPassword(userId, password, origin);
    const closedAt = new Date();
    const ended = await inTransaction(this.source, async (tx) => {
      // Held until the end: no account is opened meanwhile.
      await tx
        .createQueryBuilder(UserEntity, "user")
        .setLock("pessimistic_write")
        .where("user.id = :userId", { userId })
        .getOneOrFail();
      await this.accounts.closeAll(tx, userId);
      await tx.update(UserEntity, { id: userId }, { closedAt });
      await recordAudit(tx, { action: "membership.closed", actorId: userId }, origin);
      return this.sessions.endAll(tx, userId, origin);
    });
    for (const session of ended) this.sessions.forget(session);
    return closedAt;
  }
}
