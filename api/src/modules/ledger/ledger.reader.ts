import type { DataSource, EntityManager } from "typeorm";
import { queryPrepared } from "../../infra/prepared.js";
import type { AccountId, MovementId } from "../../shared/ids.js";
import { rowLoader } from "../../shared/row-loader.js";
import type { MovementState, Operation, Refusal } from "./ledger.types.js";

export interface LedgerAccount {
  id: AccountId;
  currency: string;
  kind: "customer" | "merchant" | "clearing" | "suspense" | "fee";
  status: "active" | "frozen" | "closed";
  balance: bigint;
  held: bigint;
  version: bigint;
  limitSingle: bigint | null;
  limitDaily: bigint | null;
  /** Used of the daily limit on the current KST day. */
  spentToday: bigint;
}

/** A movement as recorded. */
export interface MovementRecord {
  id: MovementId;
  operation: Operation;
  kind: string;
  debit: AccountId;
  credit: AccountId;
  amount: bigint;
  currency: string;
  state: MovementState;
  /** Why it was refused, and what could have been moved at that moment. */
  refusal: Refusal | null;
  refusalAvailable: bigint | null;
  memo: string | null;
  counterMemo: string | null;
  reservation: MovementId | null;
  debitVersion: bigint | null;
  creditVersion: bigint | null;
  occurredAt: Date;
  recordedAt: Date;
}

/** A movement as seen from one of its accounts. */
export interface MovedEntry {
  movement: MovementRecord;
  direction: "in" | "out";
  version: bigint;
  balanceAfter: bigint;
}

interface AccountRow {
  id: string;
  currency: string;
  kind: string;
  status: string;
  balance: string;
  held: string;
  version: string;
  limit_single: string | null;
  limit_daily: string | null;
  spent: string;
}

/** For statements of other modules that need movements: columns of `movements m`, for `toMovement`. */
export const MOVEMENT_COLUMNS = `m.id, m.operation, m.kind, m.debit_account_id, m.credit_account_id, m.amount, m.currency,
  m.state, m.refusal, m.refusal_available, m.memo, m.counter_memo, m.reservation_id, m.debit_version, m.credit_version,
  m.occurred_at, m.recorded_at`;

export interface MovementRow {
  id: string;
  operation: string;
  kind: string;
  debit_account_id: string;
  credit_account_id: string;
  amount: string;
  currency: string;
  state: string;
  refusal: string | null;
  refusal_available: string | null;
  memo: string | null;
  counter_memo: string | null;
  reservation_id: string | null;
  debit_version: string | null;
  credit_version: string | null;
  occurred_at: Date;
  recorded_at: Date;
}

export const VERSION_AT = `
  WITH RECURSIVE s (low, high) AS (
    SELECT 0::bigint, version + 1 FROM ledger_accounts WHERE id = $1
    UNION ALL
    SELECT CASE WHEN is_before THEN middle ELSE low END, CASE WHEN is_before THEN high ELSE middle END
    FROM (SELECT low, high, (low + high) / 2 AS middle, coalesce((
            SELECT p.recorded_at < $2 FROM postings p WHERE p.account_id = $1 AND p.version = (low + high) / 2), true) AS is_before
          FROM s WHERE high - low > 1) halves
  ) SELECT min(high) AS version FROM s`;

/** Reads the books. Writes nothing. */
export class LedgerReader {
  private readonly loader = rowLoader<AccountId, LedgerAccount>((ids) => this.accounts(ids));

  constructor(private readonly source: DataSource) {}

  async account(id: AccountId): Promise<LedgerAccount | null> {
    return this.loader.load(id);
  }

  /** Inside a transaction the caller's `tx` must be given: a second connection of the pool may never come free. */
  async accounts(
    ids: readonly AccountId[],
    tx: EntityManager = this.source.manager,
  ): Promise<Map<AccountId, LedgerAccount>> {
    const rows: AccountRow[] = await tx.query(
      `SELECT id, currency, kind, status, balance, held, version, limit_single, limit_daily,
         CASE WHEN spent_on = (clock_timestamp() AT TIME ZONE 'Asia/Seoul')::date THEN spent_today ELSE 0 END AS spent
       FROM ledger_accounts WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id as AccountId, toAccount(row)]));
  }

  async movement(id: MovementId): Promise<MovementRecord | null> {
    const rows: MovementRow[] = await this.source.query(`SELECT ${MOVEMENT_COLUMNS} FROM movements m WHERE m.id = $1`, [
      id,
    ]);
    return rows[0] ? toMovement(rows[0]) : null;
  }

  /** The movement of a requester's key. */
  async movementByKey(requester: string, idempotencyKey: string): Promise<MovementRecord | null> {
    const rows: MovementRow[] = await this.source.query(
      `SELECT ${MOVEMENT_COLUMNS} FROM movements m WHERE m.requester_id = $1 AND m.idempotency_key = $2`,
      [requester, idempotencyKey],
    );
    return rows[0] ? toMovement(rows[0]) : null;
  }

  /** Transfers out of any of these accounts, newest first, among the last `limit` movements of each. */
  async sentLately(accounts: readonly AccountId[], limit: number): Promise<MovementRecord[]> {
    const rows = await queryPrepared<MovementRow>(
      this.source,
      "sent_lately",
      `SELECT ${MOVEMENT_COLUMNS}
       FROM unnest($1::uuid[]) own (id) CROSS JOIN LATERAL (
         SELECT p.movement_id FROM postings p WHERE p.account_id = own.id ORDER BY p.version DESC LIMIT $2) p
       JOIN movements m ON m.id = p.movement_id
       WHERE m.debit_account_id = own.id AND m.kind = 'transfer' AND m.state = 'posted'
       ORDER BY m.recorded_at DESC, m.id DESC`,
      [accounts, limit],
    );
    return rows.map(toMovement);
  }

  /** The account's balance right after a movement of that version; null when there is none, or it is archived. */
  async balanceAfter(account: AccountId, version: bigint): Promise<bigint | null> {
    const rows: Array<{ balance_after: string }> = await this.source.query(
      `SELECT balance_after FROM postings WHERE account_id = $1 AND version = $2`,
      [account, String(version)],
    );
    return rows[0] ? BigInt(rows[0].balance_after) : null;
  }

  /**
   * The first version recorded at or after a moment. Versions and times of an account grow together, so it is found by
   * halving: some twenty looks at an index, however long the history is. What is archived is long ago.
   */
  async versionAt(account: AccountId, at: Date): Promise<bigint> {
    const [row]: Array<{ version: string }> = await this.source.query(VERSION_AT, [account, at]);
    return BigInt(row?.version ?? 1);
  }

  /** What changed the balance between two versions, the second not included; oldest first. */
  async moved(account: AccountId, from: bigint, end: bigint, limit: number): Promise<MovedEntry[]> {
    const rows: Array<MovementRow & { version: string; balance_after: string; outgoing: boolean }> =
      await this.source.query(
        `SELECT ${MOVEMENT_COLUMNS}, p.version, p.balance_after, p.amount < 0 AS outgoing
         FROM postings p JOIN movements m ON m.id = p.movement_id
         WHERE p.account_id = $1 AND p.version >= $2 AND p.version < $3 AND p.amount <> 0 ORDER BY p.version LIMIT $4`,
        [account, String(from), String(end), limit],
      );
    return rows.map((row) => ({
      movement: toMovement(row),
      direction: row.outgoing ? "out" : "in",
      version: BigInt(row.version),
      balanceAfter: BigInt(row.balance_after),
    }));
  }

  /** What that comes to. */
  async sums(account: AccountId, from: bigint, end: bigint): Promise<{ in: bigint; out: bigint; count: number }> {
    const [row]: Array<{ in: string; out: string; count: string }> = await this.source.query(
      `SELECT coalesce(sum(amount) FILTER (WHERE amount > 0), 0) AS in,
              coalesce(-sum(amount) FILTER (WHERE amount < 0), 0) AS out, count(*) FILTER (WHERE amount <> 0) AS count
       FROM postings WHERE account_id = $1 AND version >= $2 AND version < $3`,
      [account, String(from), String(end)],
    );
    return { in: BigInt(row?.in ?? 0), out: BigInt(row?.out ?? 0), count: Number(row?.count ?? 0) };
  }

  /**
   * What came in and went out in a span of time, above a version. Reservations count once settled. Null when some of the
   * span is archived.
   */
  async turnover(
    account: AccountId,
    from: Date,
    to: Date,
    above: bigint,
  ): Promise<{ in: bigint; out: bigint; count: number } | null> {
    const [row]: Array<{ in: string; out: string; count: string; archived: boolean }> = await this.source.query(
      `SELECT coalesce(sum(amount) FILTER (WHERE amount > 0), 0) AS in,
              coalesce(-sum(amount) FILTER (WHERE amount < 0), 0) AS out,
              count(*) FILTER (WHERE amount <> 0) AS count,
              EXISTS (SELECT FROM archived_postings WHERE account_id = $1
                AND (month + interval '1 month') AT TIME ZONE 'UTC' > $2
                AND month::timestamp AT TIME ZONE 'UTC' < $3) AS archived
       FROM postings WHERE account_id = $1 AND version > $4 AND recorded_at >= $2 AND recorded_at < $3`,
      [account, from, to, String(above)],
    );
    if (row?.archived) return null;
    return { in: BigInt(row?.in ?? 0), out: BigInt(row?.out ?? 0), count: Number(row?.count ?? 0) };
  }
}

function toAccount(row: AccountRow): LedgerAccount {
  return {
    id: row.id as AccountId,
    currency: row.currency,
    kind: row.kind as LedgerAccount["kind"],
    status: row.status as LedgerAccount["status"],
    balance: BigInt(row.balance),
    held: BigInt(row.held),
    version: BigInt(row.version),
    limitSingle: row.limit_single === null ? null : BigInt(row.limit_single),
    limitDaily: row.limit_daily === null ? null : BigInt(row.limit_daily),
    spentToday: BigInt(row.spent),
  };
}

export function toMovement(row: MovementRow): MovementRecord {
  return {
    id: row.id as MovementId,
    operation: row.operation as Operation,
    kind: row.kind,
    debit: row.debit_account_id as AccountId,
    credit: row.credit_account_id as AccountId,
    amount: BigInt(row.amount),
    currency: row.currency,
    state: row.state as MovementState,
    refusal: row.refusal as Refusal | null,
    refusalAvailable: row.refusal_available === null ? null : BigInt(row.refusal_available),
    memo: row.memo,
    counterMemo: row.counter_memo,
    reservation: row.reservation_id as MovementId | null,
    debitVersion: row.debit_version === null ? null : BigInt(row.debit_version),
    creditVersion: row.credit_version === null ? null : BigInt(row.credit_version),
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
  };
}
