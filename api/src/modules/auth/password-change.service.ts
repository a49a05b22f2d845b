import type { DataSource } from "typeorm";
import { z } from "zod";
import { InvalidCodeError, InvalidInputError, InvalidPasswordError } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";
import { readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { recordAudit } from "../audit/index.js";
import type { MailService } from "../mail/index.js";
import { emailField, type Member, passwordField, UserEntity, type UserStore } from "../users/index.js";
import type { AttemptLimiter } from "./attempt-limiter.service.js";
import type { AuthService } from "./auth.service.js";
import type { ChallengeStore } from "./challenge.store.js";
import type { DeviceStore } from "./device.store.js";
import { type CodeProof, codeField, type EmailCodeService } from "./email-code.service.js";
import type { PasswordService } from "./password.service.js";
import type { SessionService } from "./session.service.js";
import type { StepUpService } from "./step-up.service.js";

const Reset = z.object({ email: emailField, code: codeField, newPassword: passwordField });
const Change = z.object({ newPassword: passwordField });

/** A new password for an old one, or for a code from the mail. */
export class PasswordChangeService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly auth: AuthService,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly stepUps: StepUpService,
    private readonly attempts: AttemptLimiter,
    private readonly challenges: ChallengeStore,
    private readonly codes: EmailCodeService,
    private readonly mail: MailService,
    private readonly devices: DeviceStore,
    /** How many of the last passwords, the present one among them, may not be the new one. */
    private readonly historyLength: number,
  ) {}

  /**
   * Ends every session, and opens none: who has lost the password proves the rest at the log-in. Whoever reads the
   * member's mail is no stranger, so the way in is open again where too many tries had closed it.
   * @returns by what the browser is known again
   * @throws InvalidInputError, InvalidCodeError, TooManyAttemptsError
   */
  async reset(input: { email: string; code: string; newPassword: string }, origin: Origin): Promise<string> {
    const { email, code, newPassword } = readInput(Reset, input);
    const proof = await this.codes.check("password_reset", email, code, origin);
    const user = await this.users.findByEmail(email);
    if (!user) throw new InvalidCodeError(0);
    const deviceId = await this.devices.find(user.id, origin.deviceToken);
    if (!(await this.replace(user, newPassword, { proof, keepsOwn: false, origin }))) throw new InvalidCodeError(0);
    // The browser is known again as the device that it was, and so are its tries.
    for (const id of new Set([null, deviceId]))
      await this.attempts.forgiveAllPasswordTries({ email, address: origin.address, deviceId: id });
    return inTransaction(this.source, async (tx) => (await this.devices.remember(tx, user.id, origin)).token);
  }

  /**
   * Ends the other sessions, and forgets the other devices.
   * @throws InvalidInputError, InvalidPasswordError, TooManyAttemptsError, StepUpRequiredError for members with a second
   * factor
   */
  async change(
    userId: UserId,
    input: { currentPassword: string; newPassword: string; stepUpToken?: string | null },
    origin: Origin,
  ): Promise<void> {
    const { newPassword } = readInput(Change, input);
    // Of several changes at once, those that checked an older password come too late.
    const user = await this.auth.confirmPassword(userId, input.currentPassword, origin);
    // However long the history: it would be said to have changed.
    if (newPassword === input.currentPassword.normalize("NFKC"))
      throw InvalidInputError.of("newPassword", "password_used");
    // Once there is another password, an approval for this one is worth nothing.
    const operation = ["change password", user.passwordHash] as const;
    await this.stepUps.requireSecondFactor(userId, operation, input.stepUpToken, origin);
    const isReplaced = await this.replace(user, newPassword, { proof: null, keepsOwn: true, origin });
    if (!isReplaced) throw new InvalidPasswordError();
  }

  /** False when the password is no longer the one that `user` was read with. */
  private async replace(
    user: Member,
    newPassword: string,
    { proof, keepsOwn, origin }: { proof: CodeProof | null; keepsOwn: boolean; origin: Origin },
  ): Promise<boolean> {
    this.passwords.judge("newPassword", newPassword, [user.email, user.name]);
    await this.refuseFormer(user, newPassword, origin);
    const passwordHash = await this.passwords.hash(newPassword, origin.address);
    const ended = await inTransaction(this.source, async (tx) => {
      if (proof) await this.codes.use(tx, proof);
      const changed = await tx.update(
        UserEntity,
        { id: user.id, passwordHash: user.passwordHash },
        { passwordHash, passwordChangedAt: new Date() },
      );
      if (changed.affected !== 1) return null;
      await this.challenges.withdrawLogIns(tx, user.id);
      // Whoever knew the former password may have logged in there.
      await this.devices.forgetOthers(tx, user.id, origin);
      if (this.historyLength > 1) {
        await tx.query(`INSERT INTO former_passwords (user_id, password_hash) VALUES ($1, $2)`, [
          user.id,
          user.passwordHash,
        ]);
      }
      await tx.query(
        `DELETE FROM former_passwords WHERE user_id = $1 AND replaced_at NOT IN (
           SELECT replaced_at FROM former_passwords WHERE user_id = $1 ORDER BY replaced_at DESC LIMIT $2)`,
        [user.id, Math.max(0, this.historyLength - 1)],
      );
      await this.mail.notify(tx, user, "password_changed", {});
      const action = keepsOwn ? "password.changed" : "password.reset";
      await recordAudit(tx, { action, actorId: user.id }, origin);
      return keepsOwn ? this.sessions.endOthers(tx, user.id, origin) : this.sessions.endAll(tx, user.id, origin);
    });
    for (const session of ended ?? []) this.sessions.forget(session);
    return ended !== null;
  }

  private async refuseFormer(user: Member, newPassword: string, { address }: Origin): Promise<void> {
    if (this.historyLength === 0) return;
    const former: Array<{ hash: string }> = await this.source.query(
      `SELECT password_hash AS hash FROM former_passwords WHERE user_id = $1 ORDER BY replaced_at DESC LIMIT $2`,
      [user.id, this.historyLength - 1],
    );
    for (const hash of [user.passwordHash, ...former.map((each) => each.hash)]) {
      if (await this.passwords.verify(hash, newPassword, address))
        throw InvalidInputError.of("newPassword", "password_used");
    }
  }
}
