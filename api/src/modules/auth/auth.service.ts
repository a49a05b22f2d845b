import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import type { Locale } from "../../graphql/texts.js";
import {
  ChallengeExpiredError,
  EmailTakenError,
  type FactorMethod,
  InvalidCredentialsError,
  InvalidInputError,
  InvalidPasswordError,
  PasskeyRefusedError,
  PasswordExpiredError,
  SecondFactorOnError,
} from "../../shared/errors.js";
import { newId, type UserId } from "../../shared/ids.js";
import { line, readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction, sqlState } from "../../shared/transaction.js";
import { type AuditEvent, recordAudit, recordRefusal } from "../audit/index.js";
import type { MailService } from "../mail/index.js";
import {
  emailField,
  type Member,
  nameField,
  passwordField,
  phoneField,
  UserEntity,
  type UserStore,
} from "../users/index.js";
import type { PasswordTry } from "./attempt.policy.js";
import type { AttemptLimiter } from "./attempt-limiter.service.js";
import type { Challenge, ChallengeStore } from "./challenge.store.js";
import { whereabouts } from "./device.policy.js";
import type { DeviceStore } from "./device.store.js";
import { type CodeProof, codeField, type EmailCodeService } from "./email-code.service.js";
import type { PasskeyService } from "./passkey.service.js";
import type { PasswordService } from "./password.service.js";
import type { Proof, SecondFactorService } from "./second-factor.service.js";
import { turnedAway } from "./session.policy.js";
import type { Credentials, SessionService } from "./session.service.js";

const DAY_MS = 86_400_000;

const SignUp = z.object({
  email: emailField,
  password: passwordField,
  name: nameField,
  phone: phoneField.nullish(),
  code: codeField.nullish(),
  termsVersion: line(40, "too_long", 0)
    .nullish()
    .transform((version) => version?.slice(0, 40) || null),
  marketing: z
    .boolean()
    .nullish()
    .transform((agreed) => agreed ?? false),
});
/** Passwords are normalised like at sign-up but not judged: a rule of today must not lock out one of yesterday. */
const LogIn = z.object({
  email: emailField,
  password: z
    .string()
    .max(1000, "password_long")
    .transform((text) => text.normalize("NFKC")),
});

export interface NewMember {
  email: string;
  password: string;
  name: string;
  phone?: string | null | undefined;
  termsVersion?: string | null;
  marketing?: boolean | null;
  language?: Locale;
}

/** The password was right and is not enough. */
export interface SecondFactorQuestion {
  challenge: Challenge;
  passkeyOptions: object | null;
}

/** Sign-up, log-in, and the check of a password where one is asked again. */
export class AuthService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly attempts: AttemptLimiter,
    private readonly challenges: ChallengeStore,
    private readonly factors: SecondFactorService,
    private readonly passkeys: PasskeyService,
    private readonly codes: EmailCodeService,
    private readonly devices: DeviceStore,
    private readonly mail: MailService,
    /** Whether a code from the mail is asked for at sign-up. */
    readonly signUpNeedsCode: boolean,
    /** How old a password may be that logs somebody in; 0 is any age. */
    private readonly passwordMaxAgeDays: number,
    /** What a new member starts with, written in the same transaction (an account). */
    private readonly onSignUp: (tx: EntityManager, user: Member) => Promise<void>,
  ) {}

  /**
   * Where a code is asked for, whoever cannot read the mail of the address does not learn whether it has a member.
   * @throws InvalidInputError, InvalidCodeError, EmailTakenError, TooManyAttemptsError
   */
  async signUp(input: NewMember & { code?: string | null }, language: Locale, origin: Origin): Promise<Credentials> {
    const { code, ...member } = readInput(SignUp, input);
    if (this.signUpNeedsCode && !code) throw InvalidInputError.of("code", "code");
    await this.attempts.takeSignUp(origin.address);
    const proof = this.signUpNeedsCode && code ? await this.codes.check("sign_up", member.email, code, origin) : null;
    this.passwords.judge("password", member.password, [member.email, member.name]);
    const user = await this.register({ ...member, language, kind: "person" }, origin, proof);
    return this.sessions.open(user, ["PASSWORD"], origin);
  }

  /** Makes a member without logging in. @throws EmailTakenError, InvalidCodeError when the code was used meanwhile */
  async register(
    member: NewMember & { kind: "person" | "shop" },
    origin: Origin,
    proof: CodeProof | null = null,
  ): Promise<Member> {
    const passwordHash = await this.passwords.hash(member.password, origin.address);
    const now = new Date();
    const user: Member = {
      id: newId<UserId>(),
      kind: member.kind,
      role: "member",
      lockedAt: null,
      email: member.email,
      name: member.name,
      passwordHash,
      termsVersion: member.termsVersion ?? null,
      termsAgreedAt: member.termsVersion ? now : null,
      marketingAgreedAt: member.marketing ? now : null,
      language: member.language ?? "ko",
      phone: member.phone ?? null,
      findable: false,
      emailVerifiedAt: proof ? now : null,
      passwordChangedAt: null,
      createdAt: now,
      leavesAt: null,
      closedAt: null,
    };
    try {
      await inTransaction(this.source, async (tx) => {
        if (proof) await this.codes.use(tx, proof);
        await this.users.insert(tx, user);
        await this.onSignUp(tx, user);
        await recordAudit(tx, { action: "membership.opened", actorId: user.id, after: { kind: user.kind } }, origin);
      });
    } catch (error) {
      if (sqlState(error) === "23505") throw new EmailTakenError();
      throw error;
    }
    return user;
  }

  /**
   * A member with a second factor gets a question instead of a session.
   * @throws InvalidInputError, InvalidCredentialsError, TooManyAttemptsError, MemberLockedError, PasswordExpiredError
   */
  async logIn(
    input: { email: string; password: string; remember?: boolean | null },
    origin: Origin,
  ): Promise<Credentials | SecondFactorQuestion> {
    const { email, password } = readInput(LogIn, input);
    const refusalTime = this.passwords.refusalTime();
    const user = await this.requirePassword(email, password, origin).catch(async (error: unknown) => {
      await refusalTime;
      throw error;
    });
    await this.sessions.requireKey(user, origin);
    await recordRefusal(this.source, turnedAway(user), origin, async () => this.checkAge(user));
    const methods = await this.factors.methodsOf(user.id);
    if (methods.length > 0) return this.askSecondFactor(user, methods, origin);
    return this.sessions.open(user, ["PASSWORD"], origin, input.remember ?? true).catch(async (error: unknown) => {
      // Turned on since we looked.
      if (!(error instanceof SecondFactorOnError)) throw error;
      return this.askSecondFactor(user, await this.factors.methodsOf(user.id), origin);
    });
  }

  /** Before a code is asked for in vain. Whoever is locked hears of that, as ever. @throws PasswordExpiredError */
  private checkAge({ passwordChangedAt, createdAt, lockedAt }: Member): void {
    const ageMs = Date.now() - (passwordChangedAt ?? createdAt).getTime();
    const isTooOld = this.passwordMaxAgeDays > 0 && ageMs > this.passwordMaxAgeDays * DAY_MS;
    if (isTooOld && !lockedAt) throw new PasswordExpiredError();
  }

  /** @throws InvalidCredentialsError, TooManyAttemptsError */
  private async requirePassword(email: string, password: string, origin: Origin): Promise<Member> {
    const user = await this.users.findByEmail(email);
    const tried = await this.tryOf(email, user, origin);
    const attemptsLeft = await this.attempts.takePasswordTry(tried);
    if (!(await this.verify(tried, user, password)) || !user) {
      const event = { action: "log_in.refused", outcome: "refused", actorId: null, userId: user?.id ?? null } as const;
      await this.recordWrongPassword(tried, attemptsLeft, user, event, origin);
      throw new InvalidCredentialsError(attemptsLeft);
    }
    await this.attempts.forgivePasswordTries(tried);
    return this.passwords.isOutdated(user.passwordHash) ? this.hashAnew(user, password, origin) : user;
  }

  /** Hashes of a former setting cost less. Not when too many wait to be hashed: the next log-in is as good. */
  private async hashAnew(user: Member, password: string, { address }: Origin): Promise<Member> {
    const passwordHash = await this.passwords.hash(password, address).catch(() => null);
    if (passwordHash === null) return user;
    const known = { id: user.id, passwordHash: user.passwordHash };
    const { affected } = await this.source.manager.update(UserEntity, known, { passwordHash });
    if (affected === 1) return { ...user, passwordHash };
    // Another log-in was first, or the password was changed meanwhile: only the former may go on.
    const present = await this.users.find(user.id);
    return present && (await this.passwords.verify(present.passwordHash, password, address)) ? present : user;
  }

  /**
   * Answers the question of logIn.
   * @throws ChallengeExpiredError, InvalidCodeError, PasskeyRefusedError, TooManyAttemptsError, MemberLockedError
   */
  async completeMfa(challengeId: string, proof: Proof, origin: Origin, remember = true): Promise<Credentials> {
    const challenge = await this.challenges.takeTry(challengeId, "log_in");
    const userId = challenge.userId as UserId;
    // As it was when the code was asked for: a password that is reset meanwhile ends this log-in too.
    const user = await this.openMember(userId);
    // Before a code is used up in vain.
    await this.sessions.requireKey(user, origin);
    const method = await this.factors.requireCode(userId, { ...proof, password: null }, origin, challenge);
    await inTransaction(this.source, (tx) => this.challenges.pass(tx, challenge));
    return this.sessions.open(user, ["PASSWORD", method], origin, remember);
  }

  /** The question for a log-in by passkey alone: it tells by itself whose it is. */
  async beginPasskeyLogIn({ address }: Origin): Promise<{ challenge: Challenge; options: object }> {
    await this.attempts.takeQuestion(address);
    const options = await this.passkeys.authenticationOptions(null);
    const challenge = await this.challenges.ask({
      purpose: "passkey_log_in",
      userId: null,
      methods: ["PASSKEY"],
      webauthnChallenge: options.challenge,
    });
    return { challenge, options };
  }

  /** @throws ChallengeExpiredError, PasskeyRefusedError, MemberLockedError; RequestError RATE_LIMITED */
  async logInWithPasskey(challengeId: string, response: object, origin: Origin, remember = true): Promise<Credentials> {
    // Each answer that fits nobody leaves a row that nobody can delete.
    await this.attempts.takeQuestion(origin.address);
    const challenge = await this.challenges.takeTry(challengeId, "passkey_log_in");
    const userId = await recordRefusal(this.source, refusedPasskey, origin, () =>
      this.passkeys.authenticate(challenge, response),
    );
    await inTransaction(this.source, (tx) => this.challenges.pass(tx, challenge));
    return this.sessions.open(await this.openMember(userId), ["PASSKEY"], origin, remember);
  }

  private async askSecondFactor(user: Member, methods: FactorMethod[], origin: Origin): Promise<SecondFactorQuestion> {
    const passkeyOptions = methods.includes("PASSKEY") ? await this.passkeys.authenticationOptions(user.id) : null;
    const challenge = await inTransaction(this.source, async (tx) => {
      // A reset withdraws the questions that it finds.
      await this.sessions.holdMember(tx, user);
      await recordAudit(tx, { action: "log_in.challenged", actorId: user.id, after: { methods } }, origin);
      const webauthnChallenge = passkeyOptions?.challenge ?? null;
      return this.challenges.ask({ purpose: "log_in", userId: user.id, methods, webauthnChallenge }, tx);
    });
    return { challenge, passkeyOptions };
  }

  /** @throws ChallengeExpiredError when the member has left meanwhile */
  private async openMember(userId: UserId): Promise<Member> {
    const user = await this.users.find(userId);
    if (!user) throw new ChallengeExpiredError();
    return user;
  }

  /**
   * Asks for the password again before something that cannot be undone.
   * @returns the member as it was when the password was right @throws InvalidPasswordError, TooManyAttemptsError
   */
  async confirmPassword(userId: UserId, password: string, origin: Origin): Promise<Member> {
    const user = await this.users.find(userId);
    const tried = { ...(await this.tryOf(user?.email ?? userId, user, origin)), isMember: true };
    const attemptsLeft = await this.attempts.takePasswordTry(tried);
    const normalized = password.slice(0, 1000).normalize("NFKC");
    if (!(await this.verify(tried, user, normalized)) || !user) {
      const event = { action: "password.refused", outcome: "refused", actorId: userId } as const;
      await this.recordWrongPassword(tried, attemptsLeft, user, event, origin);
      throw new InvalidPasswordError();
    }
    await this.attempts.forgivePasswordTries(tried);
    return user;
  }

  /** A busy server costs nobody a try. @throws RequestError OVERLOADED */
  private async verify(tried: PasswordTry, user: Member | null, password: string): Promise<boolean> {
    try {
      return await this.passwords.verify(user?.passwordHash ?? null, password, tried.address);
    } catch (error) {
      await this.attempts.givePasswordTryBack(tried);
      throw error;
    }
  }

  private async tryOf(email: string, user: Member | null, origin: Origin): Promise<PasswordTry> {
    const deviceId = user && (await this.devices.find(user.id, origin.deviceToken));
    return { email, address: origin.address, deviceId };
  }

  private async recordWrongPassword(
    tried: PasswordTry,
    attemptsLeft: number,
    user: Member | null,
    event: AuditEvent,
    origin: Origin,
  ): Promise<void> {
    const { lockedSeconds, stuffing } = await this.attempts.countWrongPassword(tried, attemptsLeft);
    const isTold = user !== null && lockedSeconds !== null && (await this.attempts.takeLockNotice(user.id));
    await inTransaction(this.source, async (tx) => {
      await recordAudit(tx, event, origin);
      const noticed = { action: "log_in.stuffing", outcome: "refused", actorId: null } as const;
      if (stuffing) await recordAudit(tx, { ...noticed, after: { closedTo: stuffing } }, origin);
      if (!user || lockedSeconds === null) return;
      const locked = { action: "log_in.locked", outcome: "refused", actorId: null, userId: user.id } as const;
      await recordAudit(tx, { ...locked, after: { seconds: lockedSeconds } }, origin);
      if (isTold) {
        const minutes = Math.ceil(lockedSeconds / 60);
        await this.mail.notify(tx, user, "log_in_locked", { ...whereabouts(origin), minutes });
      }
    });
  }
}

function refusedPasskey(error: unknown): AuditEvent | null {
  if (!(error instanceof PasskeyRefusedError)) return null;
  return { action: "passkey.refused", actorId: null, userId: error.owner, after: { for: "log_in", method: "PASSKEY" } };
}
