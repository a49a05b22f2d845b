import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { answerTime } from "../../shared/answer-time.js";
import { EmailTakenError, InvalidInputError } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";
import { readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction, sqlState } from "../../shared/transaction.js";
import { recordAudit } from "../audit/index.js";
import {
  type AttemptLimiter,
  type AuthService,
  type CodeSent,
  codeField,
  type EmailCodeService,
  type StepUpService,
} from "../auth/index.js";
import { type MailService, maskEmail } from "../mail/index.js";
import { emailField, formatPhone, type Member, phoneField, UserEntity, type UserStore } from "../users/index.js";

const NewEmail = z.object({ email: emailField });
const Code = z.object({ code: codeField });
const Phone = z.object({
  phone: z
    .string()
    .nullish()
    .transform((text) => text?.trim() || null)
    .pipe(phoneField.nullable()),
});

/** What members change about themselves. What tells who they are is asked for with the password. */
export class ProfileService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly auth: AuthService,
    private readonly stepUps: StepUpService,
    private readonly attempts: AttemptLimiter,
    private readonly codes: EmailCodeService,
    private readonly mail: MailService,
  ) {}

  /**
   * Mails a code to the new address, or tells its owner when it has a member already; the answer is the same. Whoever
   * has the code moves there, so all other proof is asked for here.
   * @throws InvalidInputError, InvalidPasswordError, TooManyAttemptsError, StepUpRequiredError for members with a second
   * factor
   */
  async requestEmailChange(
    userId: UserId,
    input: { password: string; email: string; stepUpToken?: string | null },
    origin: Origin,
  ): Promise<CodeSent> {
    const { email } = readInput(NewEmail, input);
    const user = await this.auth.confirmPassword(userId, input.password, origin);
    if (user.email === email) throw InvalidInputError.of("email", "email_same");
    await this.stepUps.requireSecondFactor(userId, ["change email", email], input.stepUpToken, origin);
    await this.attempts.takeEmailCode(email, origin.address);
    const time = answerTime();
    const sent = await inTransaction(this.source, async (tx) => {
      const owner = await this.users.findByEmail(email, tx);
      const asked = { action: "email_code.requested", actorId: userId, after: { purpose: "email_change" } } as const;
      await recordAudit(tx, asked, origin);
      return this.codes.send(tx, {
        purpose: "email_change",
        subject: userId,
        email,
        language: (owner ?? user).language,
        templates: ["email_change_code", "address_in_use"],
        mayHaveOne: owner === null,
      });
    });
    await time;
    return sent;
  }

  /** The old address hears of it. @throws InvalidInputError, InvalidCodeError, EmailTakenError, TooManyAttemptsError */
  async changeEmail(userId: UserId, input: { code: string }, origin: Origin): Promise<Member> {
    const { code } = readInput(Code, input);
    const proof = await this.codes.check("email_change", userId, code, origin);
    try {
      return await inTransaction(this.source, async (tx) => {
        await this.codes.use(tx, proof);
        const user = await this.locked(tx, userId);
        const changed = { email: proof.email, emailVerifiedAt: new Date() };
        await this.users.changePersonal(tx, user, { email: changed.email });
        await tx.update(UserEntity, { id: userId }, { emailVerifiedAt: changed.emailVerifiedAt });
        const change = { before: { email: maskEmail(user.email) }, after: { email: maskEmail(proof.email) } };
        await recordAudit(tx, { action: "profile.email_changed", actorId: userId, ...change }, origin);
        // The old address is the one that hears of it by mail.
        await this.mail.notify(tx, user, "email_changed", { newEmail: maskEmail(proof.email) });
        return { ...user, ...changed };
      });
    } catch (error) {
      // Taken since the code was sent; whoever reads the mail of the address may know.
      if (sqlState(error) === "23505") throw new EmailTakenError();
      throw error;
    }
  }

  /** Null takes the number away. @throws as requestEmailChange */
  async changePhone(
    userId: UserId,
    input: { password: string; phone?: string | null; stepUpToken?: string | null },
    origin: Origin,
  ): Promise<Member> {
    const { phone } = readInput(Phone, input);
    await this.auth.confirmPassword(userId, input.password, origin);
    await this.stepUps.requireSecondFactor(userId, ["change phone", phone], input.stepUpToken, origin);
    await inTransaction(this.source, async (tx) => {
      await this.users.changePersonal(tx, await this.locked(tx, userId), { phone });
      // Who asks what the number was is answered by the member, not by the log.
      const after = { hasPhone: phone !== null };
      await recordAudit(tx, { action: "profile.phone_changed", actorId: userId, after }, origin);
    });
    return this.find(userId);
  }

  /** In full, for its owner. @throws InvalidPasswordError, TooManyAttemptsError */
  async revealPhone(userId: UserId, password: string, origin: Origin): Promise<string | null> {
    await this.auth.confirmPassword(userId, password, origin);
    const { phone } = await this.find(userId);
    if (phone) await recordAudit(this.source.manager, { action: "profile.phone_revealed", actorId: userId }, origin);
    return phone && formatPhone(phone);
  }

  async changeLanguage(userId: UserId, language: "ko" | "en"): Promise<Member> {
    await this.source.manager.update(UserEntity, { id: userId }, { language });
    return this.find(userId);
  }

  /** Members of a former release are found once they say so: their numbers are made findable with it. */
  async changeFindable(userId: UserId, findable: boolean, origin: Origin): Promise<Member> {
    await inTransaction(this.source, async (tx) => {
      const user = await this.locked(tx, userId);
      if (user.findable === findable) return;
      await this.users.changePersonal(tx, user, {});
      await tx.update(UserEntity, { id: userId }, { findable });
      const change = { before: { findable: user.findable }, after: { findable } };
      await recordAudit(tx, { action: "profile.findable_changed", actorId: userId, ...change }, origin);
    });
    return this.find(userId);
  }

  private find(userId: UserId): Promise<Member> {
    return this.users.get(userId);
  }

  private async locked(tx: EntityManager, userId: UserId): Promise<Member> {
    const user = await this.users.lock(tx, userId);
    if (!user) throw new Error(`member ${userId} is not there`);
    return user;
  }
}
