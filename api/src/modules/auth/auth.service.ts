import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import type { Locale } from "../../graphql/texts.js";
import {
  EmailTakenError,
  InvalidCredentialsError,
  InvalidInputError,
  InvalidPasswordError,
} from "../../shared/errors.js";
import { newId, type UserId } from "../../shared/ids.js";
import { line, readInput } from "../../shared/input.js";
import { inTransaction, sqlState } from "../../shared/transaction.js";
import { emailField, nameField, passwordField, phoneField, UserEntity } from "../users/index.js";
import type { AttemptLimiter } from "./attempt-limiter.service.js";
import { type CodeProof, codeField, type EmailCodeService } from "./email-code.service.js";
import type { PasswordService } from "./password.service.js";
import type { Credentials, DeviceInfo, SessionService } from "./session.service.js";

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

/** Sign-up, log-in, and the check of a password where one is asked again. */
export class AuthService {
  constructor(
    private readonly source: DataSource,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly attempts: AttemptLimiter,
    private readonly codes: EmailCodeService,
    /** Whether a code from the mail is asked for at sign-up. */
    readonly signUpNeedsCode: boolean,
    /** What a new member starts with, written in the same transaction (an account). */
    private readonly onSignUp: (tx: EntityManager, user: UserEntity) => Promise<void>,
  ) {}

  /**
   * Where a code is asked for, whoever cannot read the mail of the address does not learn whether it has a member.
   * @throws InvalidInputError, InvalidCodeError, EmailTakenError, TooManyAttemptsError
   */
  async signUp(
    input: NewMember & { code?: string | null },
    language: Locale,
    device: DeviceInfo,
  ): Promise<Credentials> {
    const { code, ...member } = readInput(SignUp, input);
    if (this.signUpNeedsCode && !code) throw InvalidInputError.of("code", "code");
    await this.attempts.takeSignUp(device.address);
    const proof = this.signUpNeedsCode && code ? await this.codes.check("sign_up", member.email, code) : null;
    this.passwords.judge("password", member.password, [member.email, member.name]);
    const user = await this.register({ ...member, language, kind: "person" }, proof);
    return this.sessions.open(user, device);
  }

  /** Makes a member without logging in. @throws EmailTakenError, InvalidCodeError when the code was used meanwhile */
  async register(member: NewMember & { kind: "person" | "shop" }, proof: CodeProof | null = null): Promise<UserEntity> {
    const passwordHash = await this.passwords.hash(member.password);
    const now = new Date();
    const user: UserEntity = {
      id: newId<UserId>(),
      kind: member.kind,
      email: member.email,
      name: member.name,
      passwordHash,
      termsVersion: member.termsVersion ?? null,
      termsAgreedAt: member.termsVersion ? now : null,
      marketingAgreedAt: member.marketing ? now : null,
      language: member.language ?? "ko",
      phone: member.phone ?? null,
      emailVerifiedAt: proof ? now : null,
      passwordChangedAt: null,
      createdAt: now,
      closedAt: null,
    };
    try {
      await inTransaction(this.source, async (tx) => {
        if (proof) await this.codes.use(tx, proof);
        await tx.insert(UserEntity, user);
        await this.onSignUp(tx, user);
      });
    } catch (error) {
      if (sqlState(error) === "23505") throw new EmailTakenError();
      throw error;
    }
    return user;
  }

  /** @throws InvalidInputError, InvalidCredentialsError, TooManyAttemptsError */
  async logIn(input: { email: string; password: string }, device: DeviceInfo): Promise<Credentials> {
    const { email, password } = readInput(LogIn, input);
    const attemptsLeft = await this.attempts.takePasswordTry(email, device.address);
    const user = await this.withPassword("user.email = :email AND user.closedAt IS NULL", { email });
    if (!(await this.passwords.verify(user?.passwordHash ?? null, password)) || !user) {
      throw new InvalidCredentialsError(attemptsLeft);
    }
    await this.attempts.forgivePasswordTries(email, device.address);
    return this.sessions.open(user, device);
  }

  /** Asks for the password again before something that cannot be undone. @throws InvalidPasswordError, TooManyAttemptsError */
  async confirmPassword(userId: UserId, password: string, device: DeviceInfo): Promise<void> {
    const user = await this.withPassword("user.id = :userId", { userId });
    await this.attempts.takePasswordTry(user?.email ?? userId, device.address);
    const normalized = password.slice(0, 1000).normalize("NFKC");
    if (!user || !(await this.passwords.verify(user.passwordHash, normalized))) throw new InvalidPasswordError();
    await this.attempts.forgivePasswordTries(user.email, device.address);
  }

  private withPassword(where: string, parameters: Record<string, string>): Promise<UserEntity | null> {
    return this.source.manager
      .createQueryBuilder(UserEntity, "user")
      .addSelect("user.passwordHash")
      .where(where, parameters)
      .getOne();
  }
}
