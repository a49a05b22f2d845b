import type { DataSource } from "typeorm";
import { z } from "zod";
import type { Locale } from "../../graphql/texts.js";
import { addJob } from "../../infra/jobs.js";
import { kstDay } from "../../shared/clock.js";
import { InvalidInputError } from "../../shared/errors.js";
import { forgetAll } from "../../shared/forget.js";
import { type AccountId, isId, newId, type UserId } from "../../shared/ids.js";
import { readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import type { AccountDirectory } from "../accounts/index.js";
import { recordAudit } from "../audit/index.js";
import type { LedgerReader } from "../ledger/index.js";
import type { UserStore } from "../users/index.js";

export type StatementFormat = "csv" | "xlsx" | "pdf";
export type StatementState = "queued" | "running" | "ready" | "failed";

export interface StatementRecord {
  id: string;
  userId: UserId;
  accountId: AccountId;
  /** `yyyy-mm-dd` in Asia/Seoul, both included. */
  from: string;
  to: string;
  format: StatementFormat;
  language: Locale;
  state: StatementState;
  progress: number;
  rows: number | null;
  bytes: number | null;
  parts: number | null;
  requestedAt: Date;
  expiresAt: Date;
}

/** The job that makes one. */
export const MAKE_STATEMENT = "statement.make";

const DAYS_MAX = 366;
const A_DAY_MAX = 20;
const KEPT_DAYS = 7;
const LISTED_MAX = 20;
/** What a reader of the format, and the job, can well cope with. */
const ROWS_MAX: Readonly<Record<StatementFormat, number>> = { csv: 100_000, xlsx: 100_000, pdf: 20_000 };

/** No account is older; PostgreSQL knows no year 0. */
const day = z.iso.date({ error: "day" }).refine((text) => text >= "2000", { error: "day" });
const Request = z
  .object({ accountId: z.string(), from: day, to: day, format: z.enum(["csv", "xlsx", "pdf"]) })
  .superRefine(({ from, to }, context) => {
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    if (days < 1 || to > kstDay(new Date())) context.addIssue({ code: "custom", path: ["to"], message: "day" });
    else if (days > DAYS_MAX) context.addIssue({ code: "custom", path: ["from"], message: "period_long" });
  });

export const STATEMENT_COLUMNS = `id, user_id AS "userId", account_id AS "accountId", to_char(first_day, 'YYYY-MM-DD') AS "from",
  to_char(last_day, 'YYYY-MM-DD') AS "to", format, language, state, progress, row_count AS rows, byte_count AS bytes,
  part_count AS parts, requested_at AS "requestedAt", expires_at AS "expiresAt"`;

/** Asks for statements, lists them, and hands them out in parts to whom they belong. */
export class StatementService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
    private readonly ledger: LedgerReader,
  ) {}

  /** @throws InvalidInputError */
  async request(
    userId: UserId,
    input: { accountId: string; from: string; to: string; format: string },
    language: Locale,
    origin: Origin,
  ): Promise<StatementRecord> {
    const { accountId, from, to, format } = readInput(Request, input);
    const { id: account } = await this.directory.owned(userId, accountId, "accountId");
    const { first, end } = await versionsOf(this.ledger, account, from, to);
    if (first > 1n && (await this.ledger.balanceAfter(account, first - 1n)) === null)
      throw InvalidInputError.of("from", "period_archived");
    if (end - first > BigInt(ROWS_MAX[format])) throw InvalidInputError.of("from", "period_many");
    return inTransaction(this.source, async (tx) => {
      // One after the other, so that many at once do not go past the limit.
      await this.users.lock(tx, userId);
      const [{ lately }] = await tx.query(
        `SELECT count(*)::int AS lately FROM statements
         WHERE user_id = $1 AND requested_at > clock_timestamp() - interval '1 day'`,
        [userId],
      );
      if (lately >= A_DAY_MAX) throw InvalidInputError.of("accountId", "statements_full");
      const id = newId<string>();
      const [made]: StatementRecord[] = await tx.query(
        `INSERT INTO statements (id, user_id, account_id, first_day, last_day, format, language, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + make_interval(days => $8)) RETURNING ${STATEMENT_COLUMNS}`,
        [id, userId, account, from, to, format, language, KEPT_DAYS],
      );
      await addJob(tx, MAKE_STATEMENT, { id }, { attemptsMax: 5, urgency: "spare" });
      await recordAudit(
        tx,
        { action: "statement.requested", actorId: userId, after: { account, from, to, format } },
        origin,
      );
      return made as StatementRecord;
    });
  }

  /** Of all accounts, newest first. */
  async list(userId: UserId): Promise<StatementRecord[]> {
    return this.source.query(
      `SELECT ${STATEMENT_COLUMNS} FROM statements WHERE user_id = $1 AND expires_at > clock_timestamp()
       ORDER BY requested_at DESC LIMIT $2`,
      [userId, LISTED_MAX],
    );
  }

  /** One's own; null for any other id. */
  async find(userId: UserId, id: string): Promise<StatementRecord | null> {
    if (!isId(id)) return null;
    const [found]: StatementRecord[] = await this.source.query(
      `SELECT ${STATEMENT_COLUMNS} FROM statements WHERE id = $1 AND user_id = $2 AND expires_at > clock_timestamp()`,
      [id, userId],
    );
    return found ?? null;
  }

  /** A part of the file of one's own statement; null when there is none. */
  async part(userId: UserId, id: string, place: number): Promise<Buffer | null> {
    if (!isId(id)) return null;
    const [found]: Array<{ sealed: Buffer }> = await this.source.query(
      `SELECT p.sealed FROM statements s JOIN statement_parts p ON p.statement_id = s.id
       WHERE s.id = $1 AND s.user_id = $2 AND s.state = 'ready' AND s.expires_at > clock_timestamp() AND p.place = $3`,
      [id, userId, place],
    );
    return found ? (await this.users.ownVault(userId)).open(found.sealed, partPlace(id, place)) : null;
  }

  /** Those whose days are over, some at a time. */
  async forgetOld(): Promise<void> {
    // Each with all parts of its file.
    await forgetAll(
      this.source,
      `DELETE FROM statements WHERE id IN (SELECT id FROM statements WHERE expires_at < clock_timestamp() LIMIT $1)`,
      [],
      200,
    );
  }
}

export const partPlace = (id: string, place: number) => `statement_parts.sealed/${id}/${place}`;

/** The versions that an account had from the first moment of a day to the last one of another; `end` is after them. */
export async function versionsOf(
  ledger: LedgerReader,
  account: AccountId,
  from: string,
  to: string,
): Promise<{ first: bigint; end: bigint }> {
  const start = new Date(`${from}T00:00:00+09:00`);
  const after = new Date(Date.parse(`${to}T00:00:00+09:00`) + 86_400_000);
  const [first, end] = await Promise.all([ledger.versionAt(account, start), ledger.versionAt(account, after)]);
  return { first, end };
}
