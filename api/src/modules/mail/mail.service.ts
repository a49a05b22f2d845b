import type { DataSource, EntityManager } from "typeorm";
import type { Locale } from "../../graphql/texts.js";
import type { Logger } from "../../infra/logger.js";
import { MailRefusedError, type MailSender } from "../../infra/mail/mail-sender.js";
import { forgetAll } from "../../shared/forget.js";
import { newId, type ScheduleId, type UserId } from "../../shared/ids.js";
import { recordEvent } from "../outbox/index.js";
import type { MailDetails, MailTemplate } from "./mail.details.js";
import { asHtml, asText } from "./mail.layout.js";
import { ATTEMPTS_MAX, waitAfter } from "./mail.policy.js";
import { MAIL_TEXTS } from "./mail.texts.js";

/** Longer than one try may take, so that nobody else takes a mail that is being sent. */
const LEASE_SECONDS = 120;
const BATCH_MAX = 10;
const NOTICE_HOURS = 24;
const KEPT_DAYS = 30;
/** What the development mailbox keeps. */
const MAILBOX_MAX = 500;

export interface Letter<Template extends MailTemplate> {
  template: Template;
  to: string;
  language: Locale;
  details: MailDetails[Template];
  /** Of no use afterwards, like a code that has run out. A day when left out. */
  sendBefore?: Date;
}

/** Of a member, what a mail needs. */
export interface Addressee {
  id: UserId;
  email: string;
  language: Locale;
}

/** How a mail stands among the notifications. */
export interface Notice {
  /** Security when left out. */
  category?: "security" | "money";
  /** The schedule that it tells of, whose page tells more. */
  scheduleId?: ScheduleId;
  /** Or the statement. */
  statementId?: string;
  /** Not said by mail at once: only to those who want what it is about by mail. */
  isForThoseWhoWant?: boolean;
}

interface WaitingMail {
  id: string;
  template: string;
  recipient: string;
  subject: string;
  body_text: string;
  body_html: string;
  attempts: number;
}

/** A mail as the development mailbox shows it. */
export interface ReceivedMail {
  id: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  createdAt: Date;
}

export interface Delivery {
  sent: number;
  retried: number;
  failed: number;
  /** Mails that are due, and how long the oldest has been. */
  backlog: { waiting: number; oldestSeconds: number };
}

/**
 * Mail is written in the transaction of what it tells of and sent after the commit. A process that dies between sending
 * and noting it down sends the mail again, under the same Message-ID.
 */
export class MailService {
  constructor(
    private readonly source: DataSource,
    /** Null: nothing leaves the house, mails stay in the development mailbox. */
    private readonly sender: MailSender | null,
    private readonly logger: Logger,
  ) {}

  async write<Template extends MailTemplate>(tx: EntityManager, letter: Letter<Template>): Promise<void> {
    const { template, to, language, details } = letter;
    const content = MAIL_TEXTS[language][template](details);
    const sendBefore = letter.sendBefore ?? new Date(Date.now() + NOTICE_HOURS * 3_600_000);
    await tx.query(
      `INSERT INTO mails (id, template, recipient, subject, body_text, body_html, send_before, state, finished_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $8 = 'sent' THEN clock_timestamp() END)`,
      [
        newId(),
        template,
        to,
        content.subject,
        asText(content, language),
        asHtml(content, language),
        sendBefore,
        this.sender ? "waiting" : "sent",
      ],
    );
  }

  /** A mail whose words the member also finds among the notifications, in whatever language they read them. */
  async notify<Template extends MailTemplate>(
    tx: EntityManager,
    member: Addressee,
    template: Template,
    details: MailDetails[Template],
    { category = "security", ...about }: Notice = {},
  ): Promise<void> {
    if (!about.isForThoseWhoWant)
      await this.write(tx, { template, to: member.email, language: member.language, details });
    const words = (locale: Locale) => {
      const { title, paragraphs } = MAIL_TEXTS[locale][template](details);
      return { title, text: paragraphs[0] ?? "" };
    };
    await recordEvent(tx, "member.notified", member.id, { category, ...about, ko: words("ko"), en: words("en") });
  }

  /** Sends what is due. Several processes may do it at once. */
  async deliver(): Promise<Delivery> {
    const delivery: Delivery = { sent: 0, retried: 0, failed: 0, backlog: { waiting: 0, oldestSeconds: 0 } };
    const { sender } = this;
    if (!sender) return delivery;
    for (let taken = BATCH_MAX; taken === BATCH_MAX; ) {
      delivery.failed += await this.giveUpOld();
      const mails = await this.take();
      taken = mails.length;
      for (const outcome of await Promise.all(mails.map((mail) => this.try(sender, mail)))) delivery[outcome]++;
    }
    const [backlog] = await this.source.query(
      `SELECT count(*)::int AS waiting,
              coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float AS "oldestSeconds"
       FROM mails WHERE state = 'waiting'`,
    );
    return { ...delivery, backlog };
  }

  /** Of the development mailbox, newest first. Mails that were sent are not among them: nothing of theirs is kept. */
  async received(limit: number): Promise<ReceivedMail[]> {
    return this.source.query(`${RECEIVED} ORDER BY created_at DESC, id DESC LIMIT $1`, [limit]);
  }

  async findReceived(id: string): Promise<ReceivedMail | null> {
    const [mail] = await this.source.query(`${RECEIVED} AND id = $1`, [id]);
    return mail ?? null;
  }

  /** Keeps the table small. */
  async forgetOld(): Promise<void> {
    await forgetAll(
      this.source,
      `DELETE FROM mails WHERE id IN (
         SELECT id FROM mails
         WHERE state <> 'waiting' AND created_at < clock_timestamp() - make_interval(days => $2) LIMIT $1)`,
      [KEPT_DAYS],
    );
    await this.source.query(
      `DELETE FROM mails WHERE id IN (
         SELECT id FROM mails WHERE state = 'sent' AND recipient IS NOT NULL ORDER BY created_at DESC OFFSET $1)`,
      [MAILBOX_MAX],
    );
  }

  close(): void {
    this.sender?.close();
  }

  private async take(): Promise<WaitingMail[]> {
    const [mails] = await this.source.query(
      `UPDATE mails SET attempts = attempts + 1, due_at = clock_timestamp() + make_interval(secs => $1)
       WHERE id IN (SELECT id FROM mails WHERE state = 'waiting' AND due_at <= clock_timestamp()
                    ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id, template, recipient, subject, body_text, body_html, attempts`,
      [LEASE_SECONDS, BATCH_MAX],
    );
    return mails;
  }

  private async try(sender: MailSender, mail: WaitingMail): Promise<"sent" | "retried" | "failed"> {
    const { id, template, recipient, subject, attempts } = mail;
    try {
      await sender.send({ id, recipient, subject, text: mail.body_text, html: mail.body_html });
    } catch (error) {
      if (!(error instanceof MailRefusedError)) throw error;
      const outcome = error.isFinal || attempts >= ATTEMPTS_MAX ? "failed" : "retried";
      this.logger.warn({ mail: id, template, attempts, reason: error.reason, outcome }, "mail was not sent");
      if (outcome === "failed") await this.finish(mail, "failed", error.reason);
      else
        await this.source.query(
          `UPDATE mails SET due_at = clock_timestamp() + make_interval(secs => $3 * (0.75 + random() / 2)), last_error = $4
           WHERE id = $1 AND state = 'waiting' AND attempts = $2`,
          [id, attempts, waitAfter(attempts), error.reason],
        );
      return outcome;
    }
    await this.finish(mail, "sent", null);
    return "sent";
  }

  /** Guarded by the attempt: a try that outlived its lease does not speak for the one after it. */
  private async finish({ id, attempts }: WaitingMail, state: "sent" | "failed", error: string | null): Promise<void> {
    await this.source.query(`${FINISH} WHERE id = $1 AND state = 'waiting' AND attempts = $4`, [
      id,
      state,
      error,
      attempts,
    ]);
  }

  private async giveUpOld(): Promise<number> {
    const [given]: [Array<{ id: string; template: string; attempts: number }>] = await this.source.query(
      `UPDATE mails SET state = 'failed', finished_at = clock_timestamp(), last_error = coalesce(last_error, 'too late'),
              recipient = NULL, subject = NULL, body_text = NULL, body_html = NULL
       WHERE id IN (SELECT id FROM mails
                    WHERE state = 'waiting' AND due_at <= clock_timestamp() AND send_before <= clock_timestamp()
                    LIMIT 1000 FOR UPDATE SKIP LOCKED)
       RETURNING id, template, attempts`,
    );
    for (const { id, ...mail } of given) this.logger.error({ mail: id, ...mail }, "mail was given up: it is too late");
    return given.length;
  }
}

const RECEIVED = `
  SELECT id, recipient, subject, body_text AS text, body_html AS html, created_at AS "createdAt"
  FROM mails WHERE state = 'sent' AND recipient IS NOT NULL`;

const FINISH = `
  UPDATE mails SET state = $2, finished_at = clock_timestamp(), last_error = $3,
         recipient = NULL, subject = NULL, body_text = NULL, body_html = NULL`;
