import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { sqlState } from "../../shared/transaction.js";
import {
  ARCHIVE_SCHEMA_VERSION,
  type ArchiveContent,
  type ArchiveManifest,
  deleteFile,
  exists,
  fileNameOf,
  fileSha256,
  listArchive,
  manifestPathOf,
  readContent,
  readLines,
  readManifest,
  requireSame,
  writeLines,
  writeManifest,
} from "./archive-file.js";

export interface ArchiveOptions {
  /** Whole months, besides the present one, that stay in the database. */
  onlineMonths: number;
  retentionYears: number;
  /** Takes one line of progress. */
  log: (line: string) => void;
}

/** What was asked is not done, for the reason given; nothing was changed by it. */
export class ArchiveRefused extends Error {}

/** `yyyy-mm`, in UTC as the partitions are. */
export type Month = string;

/** Pages of the table that one statement reads: some twenty thousand postings. */
const PAGES_AT_ONCE = 256;

/** Taking a month out needs everybody to let go of the postings for a moment, and nobody shall wait longer for us. */
const LOCK_WAIT = "1s";
const LOCK_ATTEMPTS_MAX = 24;
const LOCK_PAUSE_MS = 4_000;
const ROLL_UP_ATTEMPTS_MAX = 120;
const ROLL_UP_PAUSE_MS = 500;

/** A posting as a line of an archive file. Numbers are text: readers of JSON round what is above 2^53. */
const LINE = `SELECT movement_id, account_id, amount::text, hold::text, balance_after::text, held_after::text, version::text,
  to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS recorded_at`;

/** Takes months of postings out of the database into files, and puts them back. `owner` is a connection as the owner. */
export class LedgerArchive {
  constructor(
    private readonly owner: Client,
    private readonly options: ArchiveOptions,
  ) {}

  /** Months before `before` that are in the database, oldest first. @throws ArchiveRefused when it is too young */
  async monthsBefore(before: Month): Promise<Array<{ month: Month; bytes: number }>> {
    const limit = indexOf(await this.presentMonth()) - this.options.onlineMonths;
    if (indexOf(before) > limit) {
      throw new ArchiveRefused(
        `${this.options.onlineMonths} months stay in the database: --before is at most ${monthOf(limit)}`,
      );
    }
    const { rows } = await this.owner.query<{ month: Month; bytes: string }>(
      `SELECT replace(substr(c.relname, 10), '_', '-') AS month, pg_total_relation_size(c.oid) AS bytes
       FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
       WHERE inhparent = 'postings'::regclass AND c.relname ~ '^postings_[0-9]{4}_[0-9]{2}$' AND c.relname < $1
       ORDER BY c.relname`,
      [tableOf(before)],
    );
    return rows.map(({ month, bytes }) => ({ month, bytes: Number(bytes) }));
  }

  /**
   * Takes one month out: writes its file, reads it back, compares it with the database, and only then, in the same
   * transaction that has kept writers away since before the first row was read, drops the partition.
   * Wherever it is interrupted, the month is in the database or it is in a file that was compared with it.
   */
  async archive(month: Month, directory: string): Promise<ArchiveManifest> {
    const path = resolve(directory, fileNameOf(month));
    // Committed before the month goes, so that no balance is ever added up from postings that are leaving.
    await this.rollUpBeyond(month);
    return this.exclusively(async () => {
      // No query of this transaction outlives its statement, so it does not keep VACUUM from the busy tables.
      await this.owner.query(`LOCK TABLE ${tableOf(month)} IN SHARE ROW EXCLUSIVE MODE`);
      const { content, manifest } = await this.write(month, path);
      await this.requireSameAsTable(month, content);
      await this.patiently(() =>
        this.owner.query(`SELECT ledger_archive_month($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'))`, [
          `${month}-01`,
          manifest.postings,
          manifest.file,
          manifest.fileSha256,
          manifest.contentSha256,
        ]),
      );
      return manifest;
    });
  }

  /**
   * Puts the month of a file back.
   *
   * @param onFilled for what others keep of postings: in the same transaction, once they are back in their table, which
   * is not a partition yet, so that nobody waits for it
   * @throws ArchiveRefused, ArchiveFileError when it is not the file that was written
   */
  async restore(
    path: string,
    onFilled: (table: string) => Promise<void> = async () => undefined,
  ): Promise<ArchiveManifest> {
    const manifest = await readManifest(path);
    if (!manifest) throw new ArchiveRefused(`there is no manifest at ${manifestPathOf(path)}`);
    if (manifest.schemaVersion !== ARCHIVE_SCHEMA_VERSION || !isMonth(manifest.month)) {
      throw new ArchiveRefused(`${manifestPathOf(path)} is of a version that this program does not know`);
    }
    if (!(await exists(path))) throw new ArchiveRefused(`there is no file at ${path}`);
    const known = await this.archived(manifest.month);
    if (!known) throw new ArchiveRefused(`${manifest.month} is not in the archive of this database`);
    // The manifest lies beside the file, within reach of the same hand; the books remember the file themselves.
    if (known.contentSha256 !== manifest.contentSha256 || known.fileSha256 !== (await fileSha256(path))) {
      throw new ArchiveRefused(`${path} is not the file that ${manifest.month} was archived to`);
    }
    return this.exclusively(async () => {
      const table = tableOf(manifest.month);
      await this.owner.query(`CREATE TABLE ${table} (LIKE postings INCLUDING ALL)`);
      const { pieces, content } = readLines(path);
      for await (const lines of pieces) {
        if (lines.length === 0) continue;
        await this.owner.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::postings, $1)`, [
          `[${lines.join(",")}]`,
        ]);
      }
      requireSame(path, manifest, content());
      await this.requireSameAsTable(manifest.month, content());
      await onFilled(table);
      await this.patiently(() => this.owner.query(`SELECT ledger_restore_month($1)`, [`${manifest.month}-01`]));
      return manifest;
    });
  }

  /** Files of this ledger whose time is over. Counted from the end of their month, by the database's clock. */
  async expired(directory: string): Promise<Array<{ month: Month; path: string }>> {
    const present = indexOf(await this.presentMonth());
    const old: Array<{ month: Month; path: string }> = [];
    for (const { path, manifest } of await listArchive(directory)) {
      if (indexOf(manifest.month) + 1 + 12 * this.options.retentionYears > present) continue;
      const known = await this.archived(manifest.month);
      if (known?.contentSha256 === manifest.contentSha256) old.push({ month: manifest.month, path });
    }
    return old;
  }

  /** Deletes them. What their postings came to stays in the books. */
  async expire(directory: string): Promise<void> {
    for (const { path } of await this.expired(directory)) await deleteFile(path);
  }

  /** Moves what the default partition holds into partitions of its own. */
  async mend(): Promise<Array<{ month: Month; postings: number }>> {
    return this.exclusively(() =>
      this.patiently(async () => {
        const { rows } = await this.owner.query<{ month: Month; postings: string }>(
          `SELECT to_char(month, 'YYYY-MM') AS month, postings FROM ledger_mend_default_partition()`,
        );
        return rows.map(({ month, postings }) => ({ month, postings: Number(postings) }));
      }),
    );
  }

  /** The file of a month: the one that an interrupted run has left if it is right, else a new one. */
  private async write(month: Month, path: string): Promise<{ content: ArchiveContent; manifest: ArchiveManifest }> {
    const sent = createHash("sha256");
    const found = await readManifest(path);
    if (found) {
      for await (const page of this.lines(month)) sent.update(page);
    } else {
      await writeLines(
        path,
        tapped(this.lines(month), (page) => sent.update(page)),
      );
    }
    const content = await readContent(path);
    if (sent.digest("hex") !== content.contentSha256) {
      throw new ArchiveRefused(
        found
          ? `${path} is there already and holds something else: move it away`
          : `${path} does not hold what was written to it`,
      );
    }
    if (found) {
      requireSame(path, found, content);
      return { content, manifest: found };
    }
    const { perAccount: _, ...figures } = content;
    const manifest: ArchiveManifest = {
      schemaVersion: ARCHIVE_SCHEMA_VERSION,
      month,
      file: fileNameOf(month),
      ...figures,
      madeAt: new Date().toISOString(),
    };
    await writeManifest(path, manifest);
    return { content, manifest };
  }

  /** The postings of a month as they lie in their table, which nobody writes meanwhile. */
  private async *lines(month: Month): AsyncGenerator<string> {
    const table = tableOf(month);
    const { rows } = await this.owner.query<{ pages: number }>(
      `SELECT (pg_relation_size('${table}') / current_setting('block_size')::int)::int AS pages`,
    );
    const pages = rows[0]?.pages ?? 0;
    for (let page = 0; page < pages; page += PAGES_AT_ONCE) {
      const part = await this.owner.query<{ lines: string | null }>(
        `SELECT string_agg(row_to_json(line)::text || E'\\n', '') AS lines
         FROM (${LINE} FROM ${table} WHERE ctid >= '(${page},0)' AND ctid < '(${page + PAGES_AT_ONCE},0)') line`,
      );
      if (part.rows[0]?.lines) yield part.rows[0].lines;
    }
  }

  /** Compares what a file comes to with what the database says of the table, account by account. */
  private async requireSameAsTable(month: Month, content: ArchiveContent): Promise<void> {
    const { rows } = await this.owner.query<{ account_id: string; postings: string; amount: string; hold: string }>(
      `SELECT account_id, count(*) AS postings, sum(amount) AS amount, sum(hold) AS hold
       FROM ${tableOf(month)} GROUP BY account_id`,
    );
    const differs = rows.find(({ account_id, postings, amount, hold }) => {
      const sum = content.perAccount.get(account_id);
      return sum?.postings !== Number(postings) || sum.amount !== BigInt(amount) || sum.hold !== BigInt(hold);
    });
    if (differs || rows.length !== content.perAccount.size) {
      throw new ArchiveRefused(`the file of ${month} and the database differ for account ${differs?.account_id ?? ""}`);
    }
  }

  private async archived(month: Month): Promise<{ fileSha256: string; contentSha256: string } | null> {
    const { rows } = await this.owner.query(
      `SELECT encode(file_sha256, 'hex') AS "fileSha256", encode(content_sha256, 'hex') AS "contentSha256"
       FROM archived_months WHERE month = $1`,
      [`${month}-01`],
    );
    return rows[0] ?? null;
  }

  private async presentMonth(): Promise<Month> {
    const { rows } = await this.owner.query<{ month: Month }>(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM') AS month`,
    );
    return rows[0]?.month as Month;
  }

  /** One transaction; two of these commands never run at once. */
  private async exclusively<T>(work: () => Promise<T>): Promise<T> {
    await this.owner.query(`SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`);
    await this.owner.query("BEGIN");
    try {
      const { rows } = await this.owner.query(
        `SELECT pg_try_advisory_xact_lock(hashtext('chickpay ledger archive')) AS mine`,
      );
      if (!rows[0].mine) throw new ArchiveRefused("another ledger:archive is at work");
      const result = await work();
      await this.owner.query("COMMIT");
      return result;
    } catch (error) {
      await this.owner.query("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  /** Adds accounts without a floor up to a moment after the month, as soon as nothing older is under way. */
  private async rollUpBeyond(month: Month): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      // The first call may go up to an old mark, and the second to the one that the first made.
      const { rows } = await this.owner.query<{ isBeyond: boolean | null }>(
        `SELECT ledger_roll_up() > ($1::date + interval '1 month') AT TIME ZONE 'UTC' AS "isBeyond"`,
        [`${month}-01`],
      );
      if (rows[0]?.isBeyond) return;
      if (attempt === ROLL_UP_ATTEMPTS_MAX) {
        throw new ArchiveRefused(
          "a transaction has been under way for long, perhaps one that waits for a standby: try again",
        );
      }
      if (attempt > 1) await sleep(ROLL_UP_PAUSE_MS);
    }
  }

  /** Asks again and again, and lets the others go on in between: whoever waits for a lock has a queue behind him. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    await this.owner.query(`SET LOCAL lock_timeout = '${LOCK_WAIT}'`);
    for (let attempt = 1; ; attempt++) {
      await this.owner.query("SAVEPOINT attempt");
      try {
        return await work();
      } catch (error) {
        if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
        await this.owner.query("ROLLBACK TO SAVEPOINT attempt");
        if (attempt === LOCK_ATTEMPTS_MAX) {
          throw new ArchiveRefused("the postings are being read for long, perhaps by a check of the book: try again");
        }
        if (attempt === 1) this.options.log("waiting for readers of the postings …");
        await sleep(LOCK_PAUSE_MS);
      }
    }
  }
}

const LOCK_NOT_AVAILABLE = "55P03";

export const isMonth = (text: string) => /^20\d\d-(0[1-9]|1[0-2])$/.test(text);

const tableOf = (month: Month) => {
  if (!isMonth(month)) throw new ArchiveRefused(`${month} is not a month: yyyy-mm`);
  return `postings_${month.replace("-", "_")}`;
};

/** Months since the year zero. */
const indexOf = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

const monthOf = (index: number): Month =>
  `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;

async function* tapped<T>(items: AsyncIterable<T>, see: (item: T) => void): AsyncGenerator<T> {
  for await (const item of items) {
    see(item);
    yield item;
  }
}
