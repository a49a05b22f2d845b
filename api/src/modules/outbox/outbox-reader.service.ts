import { setTimeout as sleep } from "node:timers/promises";
import type { DataSource, EntityManager } from "typeorm";
import { inTransaction } from "../../shared/transaction.js";

/** Events taken in by one transaction, where nobody says otherwise. */
const EVENTS_MAX = 1_000;
/** The last number that was given; of a sequence that gave none, `last_value` is the first that it will. */
const LAST = `SELECT (CASE WHEN is_called THEN last_value ELSE 0 END)::text AS last FROM outbox_id_seq`;
/** Between two looks whether transactions are over. */
const WAIT_MS = 50;

/** What is made of events: a read model, or jobs that are to be done. */
export interface Projection {
  /** Its position is kept under this name. */
  readonly reader: string;
  /** Takes in the events above `after`, up to and including `upTo`: each once, in the transaction that moves the position. */
  apply(tx: EntityManager, after: bigint, upTo: bigint): Promise<void>;
  /** Forgets everything, to be made anew from the first event. */
  clear(tx: EntityManager): Promise<void>;
}

interface Position {
  position: bigint;
  settled: bigint;
  mark: bigint | null;
  /** Every transaction that can have a number up to the mark is over. */
  isOver: boolean;
}

const later = (one: bigint, other: bigint) => (one > other ? one : other);

/**
 * Lets what readers, all or those named, are taking in be written first, and keeps them waiting until the transaction
 * ends: nothing that they saw before it is written after it.
 */
export async function holdReaders(tx: Pick<EntityManager, "query">, readers?: readonly string[]): Promise<void> {
  await tx.query(
    `SELECT FROM outbox_positions WHERE $1::text[] IS NULL OR reader = ANY($1) ORDER BY reader FOR UPDATE`,
    [readers ?? null],
  );
}

/**
 * Leads projections through the outbox, each event once, none left out. Numbers are given before commits, so the highest
 * one seen says nothing of those below it. Therefore a reader marks the last number given and, after that, its own
 * transaction; once every transaction before that one is over, all numbers up to the mark are settled. Writers of events
 * have their transaction's id before the number, since they lock or write other rows first.
 */
export class OutboxReader {
  constructor(private readonly source: DataSource) {}

  /** @returns how many numbers the reader went on; 0 when it has caught up or another process is at it */
  async advance(projection: Projection): Promise<number> {
    return (await this.take(projection, EVENTS_MAX)).taken;
  }

  /** The same, `max` numbers at most. @returns how many are left too; null when another process is at it */
  async take(projection: Projection, max: number): Promise<{ taken: number; left: number | null }> {
    return inTransaction(this.source, async (tx) => {
      // Read before this transaction has an id: whoever has one of these numbers has a lower one.
      const [{ last }] = await tx.query(LAST);
      const known = await this.claim(tx, projection.reader);
      if (!known) return { taken: 0, left: null };
      const { position, mark, isOver } = known;
      // Whoever read the last number and was then kept from the row may mark one that others are long past.
      const settled = mark !== null && isOver ? later(mark, known.settled) : known.settled;
      const upTo = settled - position > max ? position + BigInt(max) : later(position, settled);
      if (upTo > position) await projection.apply(tx, position, upTo);
      // A mark that waits is kept: one set anew each time would never be reached while much is written.
      const waits = mark !== null && !isOver;
      await tx.query(
        `UPDATE outbox_positions SET position = $2, settled = $3, mark = CASE WHEN $4 THEN mark ELSE $5::bigint END,
           mark_xid = CASE WHEN $4 THEN mark_xid ELSE pg_current_xact_id() END WHERE reader = $1`,
        [projection.reader, String(upTo), String(settled), waits, last],
      );
      return { taken: Number(upTo - position), left: Number(later(BigInt(last), upTo) - upTo) };
    });
  }

  /** Forgets what was made, and goes through all events again. */
  async rebuild(projection: Projection): Promise<void> {
    await inTransaction(this.source, async (tx) => {
      if (!(await this.claim(tx, projection.reader, ""))) return;
      await projection.clear(tx);
      await tx.query(`UPDATE outbox_positions SET position = 0 WHERE reader = $1`, [projection.reader]);
    });
    // A reader that never ran has nothing settled yet, and what is being written has to end first.
    const [{ last }] = await this.source.query(LAST);
    while (!(await this.hasReached(projection.reader, last)))
      if ((await this.advance(projection)) === 0) await sleep(WAIT_MS);
  }

  private async hasReached(reader: string, number: string): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      `SELECT FROM outbox_positions WHERE reader = $1 AND position >= $2::bigint`,
      [reader, number],
    );
    return rows.length > 0;
  }

  private async claim(tx: EntityManager, reader: string, wait = "SKIP LOCKED"): Promise<Position | null> {
    const lock = () => tx.query(`SELECT FROM outbox_positions WHERE reader = $1 FOR UPDATE ${wait}`, [reader]);
    if ((await lock()).length === 0) {
      await tx.query(`INSERT INTO outbox_positions (reader) VALUES ($1) ON CONFLICT DO NOTHING`, [reader]);
      if ((await lock()).length === 0) return null;
    }
    // Asked for once the row is held. A statement that had to wait for it would compare the mark of another process, which
    // ended meanwhile, with what was under way before that: its number would look like one this server has not given yet.
    // Such a number came with the data of another server; nothing of that is under way.
    const [known] = await tx.query(
      `SELECT position, settled, mark, coalesce(mark_xid <= pg_snapshot_xmin(pg_current_snapshot())
         OR mark_xid >= pg_snapshot_xmax(pg_current_snapshot()), false) AS "isOver"
       FROM outbox_positions WHERE reader = $1`,
      [reader],
    );
    const { position, settled, mark, isOver } = known;
    return { position: BigInt(position), settled: BigInt(settled), mark: mark === null ? null : BigInt(mark), isOver };
  }
}
