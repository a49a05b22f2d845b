import type { DataSource } from "typeorm";
import type { Logger } from "../../infra/logger.js";
import type { Vault } from "../../infra/vault.js";
import { isId } from "../../shared/ids.js";
import { inTransaction } from "../../shared/transaction.js";
import type { AccountDirectory, TransactionReader } from "../accounts/index.js";
import type { LedgerReader } from "../ledger/index.js";
import type { MailService } from "../mail/index.js";
import type { UserStore } from "../users/index.js";
import { asCsv } from "./statement.csv.js";
import { asPdf } from "./statement.pdf.js";
import { type Cells, type StatementHead, toCells } from "./statement.rows.js";
import {
  partPlace,
  STATEMENT_COLUMNS,
  type StatementFormat,
  type StatementRecord,
  versionsOf,
} from "./statement.service.js";
import { asXlsx } from "./statement.xlsx.js";

const BATCH_ROWS = 500;
const PART_BYTES = 256 * 1024;
const TRIES_MAX = 3;

type Writer = (head: StatementHead, rows: AsyncIterable<readonly Cells[]>) => AsyncIterable<Buffer>;
const WRITERS: Readonly<Record<StatementFormat, Writer>> = { csv: asCsv, xlsx: asXlsx, pdf: asPdf };

/** Its try: of two processes that make one at a time, the later goes on. */
type Tried = StatementRecord & { attempts: number };

interface Period {
  head: StatementHead;
  first: bigint;
  end: bigint;
}

/** Makes the files, as jobs. A batch of rows and a part of the file are all that is held at a time. */
export class StatementMaker {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
    private readonly ledger: LedgerReader,
    private readonly transactions: TransactionReader,
    private readonly mail: MailService,
    private readonly logger: Logger,
  ) {}

  /** @param payload names the statement. What an earlier try has left is written over. */
  async make(payload: unknown): Promise<void> {
    const { id } = (payload ?? {}) as { id?: unknown };
    if (typeof id !== "string" || !isId(id)) return;
    const [[statement]]: [Tried[]] = await this.source.query(
      `UPDATE statements SET state = 'running', progress = 0, attempts = attempts + 1
       WHERE id = $1 AND state IN ('queued', 'running') RETURNING ${STATEMENT_COLUMNS}, attempts`,
      [id],
    );
    // It is done, or its member has left.
    if (!statement) return;
    try {
      // Its tries had no end: the process's own was first, and would be again.
      if (statement.attempts > TRIES_MAX) throw new Error("each process that tried has ended");
      await this.write(statement);
    } catch (error) {
      if (statement.attempts < TRIES_MAX) throw error;
      this.logger.error({ err: error, statement: id }, "a statement cannot be made");
      await this.source.query(
        `UPDATE statements SET state = 'failed', finished_at = clock_timestamp()
         WHERE id = $1 AND state = 'running' AND attempts = $2`,
        [id, statement.attempts],
      );
    }
  }

  private async write(statement: Tried): Promise<void> {
    const { id, userId, format, attempts } = statement;
    const period = await this.periodOf(statement);
    const vault = await this.users.ownVault(userId);
    await this.source.query(`DELETE FROM statement_parts WHERE statement_id = $1`, [id]);
    let [parts, bytes] = [0, 0];
    const keep = async (part: Buffer) => {
      await this.keepPart(vault, id, parts++, part);
      bytes += part.length;
    };
    let waiting: Buffer[] = [];
    let size = 0;
    for await (const chunk of WRITERS[format](period.head, this.rowsOf(statement, period))) {
      waiting.push(chunk);
      size += chunk.length;
      if (size < PART_BYTES) continue;
      await keep(Buffer.concat(waiting));
      waiting = [];
      size = 0;
    }
    if (size > 0) await keep(Buffer.concat(waiting));
    await inTransaction(this.source, async (tx) => {
      const member = await this.users.lock(tx, userId);
      const [[done]] = await tx.query(
        `UPDATE statements SET state = 'ready', progress = 100, finished_at = clock_timestamp(), row_count = $2,
           byte_count = $3, part_count = $4 WHERE id = $1 AND state = 'running' AND attempts = $5 RETURNING id`,
        [id, period.head.count, bytes, parts, attempts],
      );
      if (!done || !member) return;
      const { from, to, expiresAt } = statement;
      const about = { category: "money", statementId: id, isForThoseWhoWant: true } as const;
      await this.mail.notify(tx, member, "statement_ready", { from, to, expiresAt }, about);
    });
  }

  private async periodOf({ accountId, userId, from, to, language }: StatementRecord): Promise<Period> {
    const { first, end } = await versionsOf(this.ledger, accountId, from, to);
    const [before, sums, card, member] = await Promise.all([
      first > 1n ? this.ledger.balanceAfter(accountId, first - 1n) : 0n,
      this.ledger.sums(accountId, first, end),
      this.directory.byId(accountId),
      this.users.get(userId),
    ]);
    if (before === null || !card) throw new Error(`the period of account ${accountId} is not in the books any more`);
    const closing = before + sums.in - sums.out;
    const last = end > first ? await this.ledger.balanceAfter(accountId, end - 1n) : before;
    if (last !== closing) throw new Error(`the movements of account ${accountId} do not come to its balance`);
    const head: StatementHead = {
      language,
      holder: member.name,
      accountNumber: card.number,
      from,
      to,
      opening: before,
      totalIn: sums.in,
      totalOut: sums.out,
      closing,
      count: sums.count,
      madeAt: new Date(),
    };
    return { head, first, end };
  }

  /** Oldest first, telling how far it is. */
  private async *rowsOf({ id, accountId, language, attempts }: Tried, { head, first, end }: Period) {
    let done = 0;
    for (let from = first; ; ) {
      const moved = await this.ledger.moved(accountId, from, end, BATCH_ROWS);
      const records = await this.transactions.describeAll(moved);
      if (records.length > 0) yield records.map((record) => toCells(record, language));
      done += moved.length;
      if (moved.length < BATCH_ROWS) break;
      from = (moved.at(-1)?.version ?? end) + 1n;
      // The last step is keeping the rest.
      const progress = Math.min(99, Math.floor((done * 100) / Math.max(1, head.count)));
      const [, isOurs] = await this.source.query<[unknown[], number]>(
        `UPDATE statements SET progress = $2 WHERE id = $1 AND attempts = $3`,
        [id, progress, attempts],
      );
      if (isOurs === 0) throw new Error("the statement was taken up by another process, or its member has left");
    }
    // A month that is being archived meanwhile.
    if (done !== head.count) throw new Error(`of ${head.count} movements of account ${accountId}, ${done} were read`);
  }

  private async keepPart(vault: Vault, id: string, place: number, part: Buffer): Promise<void> {
    await this.source.query(`INSERT INTO statement_parts (statement_id, place, sealed) VALUES ($1, $2, $3)`, [
      id,
      place,
      vault.seal(part, partPlace(id, place)),
    ]);
  }
}
