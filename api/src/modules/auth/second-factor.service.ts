import type { DataSource, EntityManager } from "typeorm";
import type { Vault } from "../../infra/vault.js";
import {
  type FactorMethod,
  InvalidCodeError,
  PasskeyRefusedError,
  SecondFactorNeededError,
  SecondFactorOffError,
  SecondFactorOnError,
} from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { type AuditEvent, recordAudit, recordRefusal } from "../audit/index.js";
import type { MailService, SecurityNotice } from "../mail/index.js";
import type { UserStore } from "../users/index.js";
import type { AttemptLimiter } from "./attempt-limiter.service.js";
import type { Challenge, ChallengeStore } from "./challenge.store.js";
import { whereabouts } from "./device.policy.js";
import type { DeviceStore } from "./device.store.js";
import type { PasskeyService } from "./passkey.service.js";
import type { MadeCodes, RecoveryCodes } from "./recovery-codes.service.js";
import { factorsOf } from "./second-factor.store.js";
import type { SessionService } from "./session.service.js";
import { matchingStep, newTotpSecret, otpauthUrl, secretAsText } from "./totp.policy.js";

/** What somebody shows for themselves; exactly one is given. */
export interface Proof {
  code?: string | null;
  recoveryCode?: string | null;
  passkey?: object | null;
  password?: string | null;
}

/** Second factors of a member: an authenticator app, passkeys, and the codes kept for when both are lost. */
export class SecondFactorService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly vault: Vault,
    private readonly passkeys: PasskeyService,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly attempts: AttemptLimiter,
    private readonly sessions: SessionService,
    private readonly challenges: ChallengeStore,
    private readonly devices: DeviceStore,
    private readonly mail: MailService,
    /** Steps before and after the present one whose codes are taken. */
    private readonly window: number,
  ) {}

  /** Empty for a member without a second factor. */
  async methodsOf(userId: UserId, tx: EntityManager = this.source.manager): Promise<FactorMethod[]> {
    return factorsOf(tx, userId);
  }

  async totpSince(userId: UserId): Promise<Date | null> {
    const [row] = await this.source.query(`SELECT confirmed_at FROM totp_factors WHERE user_id = $1`, [userId]);
    return row?.confirmed_at ?? null;
  }

  /**
   * Makes a secret for an authenticator app. It is good for its first code alone, and for that not long: until then the
   * app is no factor.
   * @throws SecondFactorOnError
   */
  async beginTotp(userId: UserId, origin: Origin): Promise<{ secret: string; otpauthUrl: string }> {
    const user = await this.users.get(userId);
    const secret = newTotpSecret();
    await inTransaction(this.source, async (tx) => {
      const rows: unknown[] = await tx.query(
        `INSERT INTO totp_factors (user_id, secret) VALUES ($1, $2)
         ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = clock_timestamp(), last_step = 0
           WHERE totp_factors.confirmed_at IS NULL
         RETURNING user_id`,
        [userId, this.vault.seal(secret, placeOf(userId))],
      );
      if (rows.length === 0) throw new SecondFactorOnError();
      await recordAudit(tx, { action: "second_factor.begun", actorId: userId, after: { method: "totp" } }, origin);
    });
    return { secret: secretAsText(secret), otpauthUrl: otpauthUrl(secret, user.email) };
  }

  /**
   * Turns the app on and ends the member's other sessions, which were opened with less.
   * @returns recovery codes, shown this once; null when earlier ones still count
   * @throws InvalidCodeError, SecondFactorOnError, SecondFactorOffError, TooManyAttemptsError
   */
  async confirmTotp(userId: UserId, code: string, origin: Origin): Promise<string[] | null> {
    const [factor] = await this.source.query(`SELECT secret, confirmed_at FROM totp_factors WHERE user_id = $1`, [
      userId,
    ]);
    if (!factor) throw new SecondFactorOffError();
    if (factor.confirmed_at) throw new SecondFactorOnError();
    await this.tryCode(userId, "TOTP", () => this.useTotp(userId, code, PENDING), origin);
    const made = await this.makeFirstCodes(userId, origin);
    const { codes, ended } = await inTransaction(this.source, async (tx) => {
      const [rows]: [unknown[], number] = await tx.query(
        `UPDATE totp_factors SET confirmed_at = clock_timestamp()
         WHERE user_id = $1 AND confirmed_at IS NULL AND secret = $2 RETURNING user_id`,
        [userId, factor.secret],
      );
      // Turned on by another, or begun anew: the code was one of a secret that counts no more.
      if (rows.length === 0) throw (await this.totpSince(userId)) ? new SecondFactorOnError() : new InvalidCodeError(0);
      await recordAudit(tx, { action: "second_factor.enabled", actorId: userId, after: { method: "totp" } }, origin);
      await this.tell(tx, userId, "second_factor_on", origin);
      return this.strengthen(tx, userId, made, origin);
    });
    for (const session of ended) this.sessions.forget(session);
    return codes;
  }

  /** Adds the one passkey that was asked for. @returns it, and recovery codes when it is the member's first second factor */
  async addPasskey(userId: UserId, challenge: Challenge, response: object, name: string, origin: Origin) {
    const refused = { action: "passkey.refused", actorId: userId, after: { for: "registration" } } as const;
    const made = await this.makeFirstCodes(userId, origin);
    const { passkey, codes, ended } = await recordRefusal(this.source, whenPasskeyRefused(refused), origin, () =>
      inTransaction(this.source, async (tx) => {
        await this.challenges.pass(tx, challenge);
        const passkey = await this.passkeys.register(tx, userId, challenge, response, name);
        await recordAudit(tx, { action: "passkey.added", actorId: userId, after: { id: passkey.id } }, origin);
        await this.tell(tx, userId, "passkey_added", origin);
        return { passkey, ...(await this.strengthen(tx, userId, made, origin)) };
      }),
    );
    for (const session of ended) this.sessions.forget(session);
    return { passkey, codes };
  }

  /** @throws InvalidCodeError, SecondFactorOffError, SecondFactorNeededError, TooManyAttemptsError */
  async disableTotp(userId: UserId, proof: Proof, origin: Origin): Promise<void> {
    if (!(await this.totpSince(userId))) throw new SecondFactorOffError();
    await this.requireCode(userId, proof, origin);
    await this.withOneLess(userId, origin, async (tx) => {
      await tx.query(`DELETE FROM totp_factors WHERE user_id = $1`, [userId]);
      await recordAudit(tx, { action: "second_factor.disabled", actorId: userId, before: { method: "totp" } }, origin);
      await this.tell(tx, userId, "second_factor_off", origin);
      return true;
    });
  }

  /** @returns false when the member has no such passkey @throws SecondFactorNeededError */
  async removePasskey(userId: UserId, id: string, origin: Origin): Promise<boolean> {
    return this.withOneLess(userId, origin, async (tx) => {
      if (!(await this.passkeys.remove(tx, userId, id))) return false;
      await recordAudit(tx, { action: "passkey.removed", actorId: userId, before: { id } }, origin);
      await this.tell(tx, userId, "passkey_removed", origin);
      return true;
    });
  }

  /** @returns what taking it off did @throws SecondFactorNeededError */
  private withOneLess(userId: UserId, origin: Origin, takeOff: (tx: EntityManager) => Promise<boolean>) {
    const after = { for: "removal", why: "SECOND_FACTOR_NEEDED" };
    const refused = { action: "second_factor.refused", actorId: userId, after } as const;
    const whenLast = (error: unknown) => (error instanceof SecondFactorNeededError ? refused : null);
    return recordRefusal(this.source, whenLast, origin, () =>
      inTransaction(this.source, async (tx) => {
        // Held before anything is looked at: of two that go at once the second must see that it is the last, and nobody is
        // made one of the staff meanwhile.
        const member = await this.users.lock(tx, userId);
        if (!(await takeOff(tx))) return false;
        if ((await this.methodsOf(userId, tx)).length > 0) return true;
        if (member && member.role !== "member") throw new SecondFactorNeededError();
        await this.recoveryCodes.forget(tx, userId);
        return true;
      }),
    );
  }

  /** @returns false when the member has no such passkey */
  async renamePasskey(userId: UserId, id: string, name: string, origin: Origin): Promise<boolean> {
    return inTransaction(this.source, async (tx) => {
      if (!(await this.passkeys.rename(tx, userId, id, name))) return false;
      // Its name is the member's own word, which goes with the member; the log stays.
      await recordAudit(tx, { action: "passkey.renamed", actorId: userId, after: { id } }, origin);
      return true;
    });
  }

  /** New recovery codes; the old ones are void. @throws InvalidCodeError when others were made meanwhile */
  async renewRecoveryCodes(userId: UserId, origin: Origin): Promise<string[]> {
    const made = await this.recoveryCodes.make(userId, origin);
    return inTransaction(this.source, async (tx) => {
      const codes = await this.recoveryCodes.replace(tx, userId, made);
      await recordAudit(tx, { action: "recovery_codes.made", actorId: userId }, origin);
      await this.tell(tx, userId, "recovery_codes_renewed", origin);
      return codes;
    });
  }

  recoveryCodesLeft(userId: UserId): Promise<number> {
    return this.recoveryCodes.left(userId);
  }

  /**
   * Checks a code or a passkey's answer. The try is taken before anything is looked at, and one count serves everything
   * that asks for a code.
   * @throws InvalidCodeError, PasskeyRefusedError, TooManyAttemptsError
   */
  async requireCode(userId: UserId, proof: Proof, origin: Origin, challenge?: Challenge): Promise<FactorMethod> {
    const { passkey } = proof;
    if (passkey) {
      const after = { method: "PASSKEY", for: challenge?.purpose };
      const refused = { action: "second_factor.refused", actorId: userId, after } as const;
      await recordRefusal(this.source, whenPasskeyRefused(refused), origin, async () => {
        if (!challenge?.methods.includes("PASSKEY")) throw new PasskeyRefusedError();
        await this.passkeys.authenticate(challenge, passkey);
      });
      return "PASSKEY";
    }
    const { code, recoveryCode } = proof;
    const method: FactorMethod = recoveryCode ? "RECOVERY_CODE" : "TOTP";
    // What was not offered is no answer.
    const offered = challenge?.methods ?? (await this.methodsOf(userId));
    const matches = async () => {
      if (!offered.includes(method)) return false;
      return recoveryCode
        ? this.useRecoveryCode(userId, recoveryCode, origin)
        : this.useTotp(userId, code ?? "", CONFIRMED);
    };
    await this.tryCode(userId, method, matches, origin, challenge);
    return method;
  }

  /**
   * Takes a try before the code is looked at; where it cannot be looked at, there was none.
   * @throws InvalidCodeError, TooManyAttemptsError
   */
  private async tryCode(
    userId: UserId,
    method: FactorMethod,
    matches: () => Promise<boolean>,
    origin: Origin,
    challenge?: Challenge,
  ): Promise<void> {
    const tried = { userId, deviceId: await this.devices.findProven(userId, origin.deviceToken) };
    const attemptsLeft = await this.attempts.takeCodeTry(tried);
    const isRight = await matches().catch(async (error: unknown) => {
      await this.attempts.giveCodeTryBack(tried);
      throw error;
    });
    if (!isRight) {
      const event = {
        action: "second_factor.refused",
        outcome: "refused",
        actorId: userId,
        after: { method, for: challenge?.purpose },
      } as const;
      await recordAudit(this.source.manager, event, origin);
      throw new InvalidCodeError(attemptsLeft);
    }
    await this.attempts.forgiveCodeTries(tried);
  }

  private async tell(tx: EntityManager, userId: UserId, template: SecurityNotice, origin: Origin): Promise<void> {
    await this.mail.notify(tx, await this.users.get(userId, tx), template, whereabouts(origin));
  }

  /** None is used up without its row and its mail. */
  private async useRecoveryCode(userId: UserId, text: string, origin: Origin): Promise<boolean> {
    const hash = await this.recoveryCodes.hashOf(userId, text, origin);
    if (!hash) return false;
    return inTransaction(this.source, async (tx) => {
      if (!(await this.recoveryCodes.use(tx, userId, hash))) return false;
      await recordAudit(tx, { action: "recovery_codes.used", actorId: userId }, origin);
      await this.tell(tx, userId, "recovery_code_used", origin);
      return true;
    });
  }

  /** A code counts once: its step must be newer than the newest that was taken, and the row decides between two at once. */
  private async useTotp(userId: UserId, code: string, which: typeof PENDING | typeof CONFIRMED): Promise<boolean> {
    const [factor] = await this.source.query(`SELECT secret FROM totp_factors WHERE user_id = $1 AND ${which}`, [
      userId,
    ]);
    if (!factor) return false;
    const step = matchingStep(this.vault.open(factor.secret, placeOf(userId)), code, new Date(), this.window);
    if (step === null) return false;
    const [rows]: [unknown[], number] = await this.source.query(
      `UPDATE totp_factors SET last_step = $2 WHERE user_id = $1 AND last_step < $2 AND ${which} RETURNING user_id`,
      [userId, step],
    );
    return rows.length > 0;
  }

  /** Before the transaction that may need them: while they wait to be hashed, nobody waits for its locks. */
  private async makeFirstCodes(userId: UserId, origin: Origin): Promise<MadeCodes | null> {
    return (await this.recoveryCodes.left(userId)) > 0 ? null : this.recoveryCodes.make(userId, origin);
  }

  /** What follows from a new factor: codes for when it is lost, and the end of sessions that were opened with less. */
  private async strengthen(tx: EntityManager, userId: UserId, made: MadeCodes | null, origin: Origin) {
    const hasCodes = (await this.recoveryCodes.left(userId, tx)) > 0;
    const codes = hasCodes || !made ? null : await this.recoveryCodes.replace(tx, userId, made);
    if (codes) await recordAudit(tx, { action: "recovery_codes.made", actorId: userId }, origin);
    await this.devices.prove(tx, userId, origin.deviceToken);
    const ended = await this.sessions.endOthers(tx, userId, origin);
    return { codes, ended };
  }
}

const CONFIRMED = "confirmed_at IS NOT NULL";
/** Between the secret on the screen and its first code. */
const PENDING = "confirmed_at IS NULL AND created_at > clock_timestamp() - interval '15 minutes'";

function whenPasskeyRefused(event: AuditEvent) {
  return (error: unknown) => (error instanceof PasskeyRefusedError ? event : null);
}

function placeOf(userId: UserId): string {
  return `totp_factors.secret/${userId}`;
}
