import { createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import type { Locale } from "../../graphql/texts.js";
import { answerTime } from "../../shared/answer-time.js";
import { type FieldIssue, InvalidCodeError } from "../../shared/errors.js";
import { forgetAll } from "../../shared/forget.js";
import type { UserId } from "../../shared/ids.js";
import { readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { recordAudit } from "../audit/index.js";
import type { MailService } from "../mail/index.js";
import { emailField, type UserStore } from "../users/index.js";
import type { AttemptLimiter } from "./attempt-limiter.service.js";
import type { DeviceStore } from "./device.store.js";

const CODE_MINUTES = 10;
const TRIES_MAX = 5;
/** A mail may take a moment; asking again sooner only makes two codes and one that works. */
const ASK_AGAIN_SECONDS = 30;

/** Six digits, however a phone's keyboard or a mail program wrote them. */
export const codeField = z
  .string()
  .max(40, "code" satisfies FieldIssue)
  .transform((text) => text.normalize("NFKC").replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "code" satisfies FieldIssue));

const Request = z.object({ email: emailField });
const Check = z.object({ email: emailField, code: codeField });

export type CodePurpose = "sign_up" | "password_reset" | "email_change";
/** What somebody who is not logged in may ask a code for. */
export type OpenCodePurpose = Exclude<CodePurpose, "email_change">;

/** A code that was right; to be used once, in the transaction of what it is for. */
export interface CodeProof {
  purpose: CodePurpose;
  subject: string;
  hash: Buffer;
  /** The address that the code was sent to. */
  email: string;
}

export interface CodeSent {
  validForSeconds: number;
  askAgainAfterSeconds: number;
}

/**
 * Codes by mail. Whatever address is named, the same rows are written and the same answer is given: a member's address
 * and a stranger's differ only in what the mail says and in whether any code can be right.
 */
export class EmailCodeService {
  private readonly key: Buffer;

  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly mail: MailService,
    private readonly attempts: AttemptLimiter,
    private readonly devices: DeviceStore,
    secret: string,
  ) {
    this.key = Buffer.from(hkdfSync("sha256", secret, "", "chickpay e-mail codes", 32));
  }

  /** @throws InvalidInputError, TooManyAttemptsError */
  async request(
    purpose: OpenCodePurpose,
    input: { email: string },
    language: Locale,
    origin: Origin,
  ): Promise<CodeSent> {
    const { email } = readInput(Request, input);
    await this.attempts.takeEmailCode(email, origin.address);
    const time = answerTime();
    const sent = await inTransaction(this.source, async (tx) => {
      const member = await this.users.findByEmail(email, tx);
      const isForMembers = purpose === "password_reset";
      // Nobody's where the address is a stranger's: both take one row.
      const event = { action: "email_code.requested", actorId: null, userId: member?.id ?? null } as const;
      await recordAudit(tx, { ...event, after: { purpose } }, origin);
      return this.send(tx, {
        purpose,
        subject: email,
        email,
        language: member?.language ?? language,
        templates: isForMembers ? ["password_reset_code", "not_a_member"] : ["sign_up_code", "already_member"],
        mayHaveOne: (member !== null) === isForMembers,
      });
    });
    await time;
    return sent;
  }

  /** Puts a code in the place of any older one and mails it, or mails why there is none. */
  async send(
    tx: EntityManager,
    letter: {
      purpose: CodePurpose;
      subject: string;
      email: string;
      language: Locale;
      templates: readonly [
        withCode: "sign_up_code" | "password_reset_code" | "email_change_code",
        without: "already_member" | "not_a_member" | "address_in_use",
      ];
      mayHaveOne: boolean;
    },
  ): Promise<CodeSent> {
    const { purpose, subject, email, language, templates, mayHaveOne } = letter;
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const expiresAt = new Date(Date.now() + CODE_MINUTES * 60_000);
    await tx.query(
      `INSERT INTO email_codes (purpose, subject, email, code_hash, expires_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (purpose, subject) DO UPDATE
       SET email = excluded.email, code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0`,
      [purpose, subject, email, mayHaveOne ? this.hash(purpose, subject, code) : randomBytes(32), expiresAt],
    );
    const addressed = { to: email, language, sendBefore: expiresAt };
    if (mayHaveOne) await this.mail.write(tx, { ...addressed, template: templates[0], details: { code } });
    else await this.mail.write(tx, { ...addressed, template: templates[1], details: {} });
    return { validForSeconds: CODE_MINUTES * 60, askAgainAfterSeconds: ASK_AGAIN_SECONDS };
  }

  /** Tells early whether a code is right, so that nobody has to fill in more before learning it. @throws as check */
  async checkFor(purpose: OpenCodePurpose, input: { email: string; code: string }, origin: Origin): Promise<void> {
    const { email, code } = readInput(Check, input);
    await this.check(purpose, email, code, origin);
  }

  /**
   * A try is taken and committed before the code is looked at, so that parallel guesses are counted exactly; a right one
   * is given back, or the fifth could never be used. A refusal is answered at one time, whoever has the address.
   * @throws InvalidCodeError, TooManyAttemptsError
   */
  async check(purpose: CodePurpose, subject: string, code: string, origin: Origin): Promise<CodeProof> {
    const time = answerTime();
    try {
      return await this.match(purpose, subject, code, origin);
    } catch (error) {
      await time;
      throw error;
    }
  }

  private async match(purpose: CodePurpose, subject: string, code: string, origin: Origin): Promise<CodeProof> {
    const userId =
      purpose === "email_change" ? (subject as UserId) : ((await this.users.findByEmail(subject))?.id ?? null);
    const deviceId = userId && (await this.devices.find(userId, origin.deviceToken));
    const tried = { subject, address: origin.address, deviceId };
    await this.attempts.requireMailCodeTry(tried);
    const [[row]] = await this.source.query(
      `UPDATE email_codes SET tries = tries + 1
       WHERE purpose = $1 AND subject = $2 AND tries < $3 AND expires_at > clock_timestamp()
       RETURNING code_hash AS hash, email, tries`,
      [purpose, subject, TRIES_MAX],
    );
    if (!row) throw new InvalidCodeError(0);
    const { hash, email, tries } = row as { hash: Buffer; email: string; tries: number };
    if (!timingSafeEqual(hash, this.hash(purpose, subject, code))) {
      await this.attempts.countWrongMailCode(tried);
      const event = { action: "email_code.refused", outcome: "refused", after: { purpose } } as const;
      await recordAudit(this.source.manager, { ...event, actorId: null, userId }, origin);
      throw new InvalidCodeError(TRIES_MAX - tries);
    }
    await this.source.query(
      `UPDATE email_codes SET tries = tries - 1 WHERE purpose = $1 AND subject = $2 AND code_hash = $3`,
      [purpose, subject, hash],
    );
    return { purpose, subject, hash, email };
  }

  /** Of many at once, one succeeds. @throws InvalidCodeError when it was used, replaced or ran out meanwhile */
  async use(tx: EntityManager, { purpose, subject, hash }: CodeProof): Promise<void> {
    const [used] = await tx.query(
      `DELETE FROM email_codes
       WHERE purpose = $1 AND subject = $2 AND code_hash = $3 AND expires_at > clock_timestamp() RETURNING 1`,
      [purpose, subject, hash],
    );
    if (used.length === 0) throw new InvalidCodeError(0);
  }

  async forgetOld(): Promise<void> {
    await forgetAll(
      this.source,
      `DELETE FROM email_codes WHERE (purpose, subject) IN (
         SELECT purpose, subject FROM email_codes WHERE expires_at < clock_timestamp() - interval '1 day' LIMIT $1)`,
    );
  }

  private hash(purpose: CodePurpose, subject: string, code: string): Buffer {
    return createHmac("sha256", this.key).update(`${purpose}\n${subject}\n${code}`).digest();
  }
}
