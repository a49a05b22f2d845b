import type { DataSource } from "typeorm";
import { queryPrepared } from "../../infra/prepared.js";
import type { AccountId, MovementId } from "../../shared/ids.js";
import {
  MOVEMENT_COLUMNS,
  type MovedEntry,
  type MovementRecord,
  type MovementRow,
  toMovement,
} from "../ledger/index.js";
import type { HistoryFilter } from "./history.search.js";

/** Where to look: postings of one account, newest first. */
export interface Look {
  /** Versions from `from` on, and under `below`. */
  from: bigint;
  below: bigint;
  /** Postings under any of these keys, or of these movements; all of them when null. */
  keys: readonly string[] | null;
  movements?: readonly MovementId[];
  /** How many of each key are looked at, and how many are answered. */
  scan: number;
  limit: number;
}

export interface Found {
  entries: MovedEntry[];
  /** Nothing at or above this version was left out; 0 when everything was looked at. */
  horizon: bigint;
}

type Row = MovementRow & { version: string; balance_after: string; outgoing: boolean };

/**
 * What one payment looks like to a person is one entry: a reservation while it is open or when it was given up,
 * the settlement once it happened. The reservation's own posting is hidden then, and releases always are.
 */
const VISIBLE = `(m.operation IN ('post', 'settle') OR (m.operation = 'reserve' AND m.state <> 'settled'))`;

/**
 * Candidates of each key, of the movements, and of what is not indexed yet ($4 null: of all), at most $6 of each. Where one
 * of them stopped early the others may have older ones, so what is below its last one waits for the next look.
 */
const candidates = `
  WITH candidates AS MATERIALIZED (
    SELECT k.place AS stream, f.version, f.recorded_at
    FROM unnest($4::text[]) WITH ORDINALITY k (key, place) CROSS JOIN LATERAL (
      SELECT h.version, h.recorded_at FROM history_keys h
      WHERE h.account_id = $1 AND h.key = hashtextextended(k.key, 0) AND h.version < $2::bigint AND h.version >= $3::bigint
      ORDER BY h.version DESC LIMIT $6) f
    UNION ALL
    SELECT 0, f.version, f.recorded_at FROM (
      SELECT p.version, p.recorded_at FROM postings p
      WHERE p.account_id = $1 AND p.version < $2::bigint AND p.version >= greatest($3::bigint,
        CASE WHEN $4::text[] IS NULL THEN 0
             ELSE coalesce((SELECT a.version FROM history_accounts a WHERE a.account_id = $1), 0) + 1 END)
      ORDER BY p.version DESC LIMIT $6) f
    UNION ALL
    SELECT -1, f.version, f.recorded_at FROM (
      SELECT m.version, m.recorded_at FROM unnest($5::uuid[]) n (id) CROSS JOIN LATERAL (
        SELECT CASE WHEN m.debit_account_id = $1 THEN m.debit_version ELSE m.credit_version END AS version, m.recorded_at
        FROM movements m WHERE m.id = n.id AND $1 IN (m.debit_account_id, m.credit_account_id)
        UNION ALL
        SELECT h.version, h.recorded_at FROM history_keys h
        WHERE h.account_id = $1 AND h.key = hashtextextended('m:' || n.id, 0)) m
      WHERE m.version < $2::bigint AND m.version >= $3::bigint
      ORDER BY m.version DESC LIMIT $6) f
  ), horizon AS (
    SELECT coalesce(max(lowest), 0) AS version
    FROM (SELECT min(version) AS lowest FROM candidates GROUP BY stream HAVING count(*) >= $6) s
  ), chosen AS (
    SELECT DISTINCT version, recorded_at FROM candidates WHERE version >= (SELECT version FROM horizon)
  )`;

/** Finds postings for the history. Each statement looks at a bounded number of rows, all through indexes. */
export class HistoryStore {
  constructor(private readonly source: DataSource) {}

  /** @returns entries newest first, and how far down they are complete unless there are `limit` of them */
  async look(account: AccountId, filter: HistoryFilter, look: Look): Promise<Found> {
    const [sql, values] = lookStatement(account, filter, look);
    // What everybody opens first and scrolls on in takes PostgreSQL five times as long to plan as to carry out.
    const isPlain = look.keys === null && Object.values(filter).every((each) => each === undefined);
    const rows: Array<Row & { horizon: string; id: string | null }> = isPlain
      ? await queryPrepared(this.source, "history", sql, values)
      : await this.source.query(sql, values);
    return {
      horizon: BigInt(rows[0]?.horizon ?? 0),
      entries: rows.flatMap((row) =>
        row.id === null
          ? []
          : [
              {
                movement: toMovement(row),
                direction: row.outgoing ? "out" : "in",
                version: BigInt(row.version),
                balanceAfter: BigInt(row.balance_after),
              },
            ],
      ),
    };
  }

  /** What was refused to the account's owner, newest first; older than the movement `before`. */
  async refused(
    account: AccountId,
    filter: HistoryFilter,
    before: string | null,
    limit: number,
  ): Promise<MovementRecord[]> {
    const values: unknown[] = [account, limit];
    const where = conditions(filter, values, "m");
    if (before !== null) where.push(`m.id < $${values.push(before)}::uuid`);
    const rows: MovementRow[] = await this.source.query(
      `SELECT ${MOVEMENT_COLUMNS} FROM movements m
       WHERE m.debit_account_id = $1 AND m.state = 'refused' AND m.operation IN ('post', 'reserve')
         ${where.map((each) => `AND ${each}`).join(" ")} ORDER BY m.id DESC LIMIT $2`,
      values,
    );
    return rows.map(toMovement);
  }

  /** Whom the account has had to do with; null when they are more than `limit`. */
  async counterparties(account: AccountId, limit: number): Promise<AccountId[] | null> {
    const rows: Array<{ id: AccountId }> = await this.source.query(
      `SELECT counterparty_id AS id FROM history_counterparties WHERE account_id = $1 LIMIT $2`,
      [account, limit + 1],
    );
    return rows.length > limit ? null : rows.map(({ id }) => id);
  }
}

/** Beside `look`, for the test that asks PostgreSQL how it would go about it. */
export function lookStatement(account: AccountId, filter: HistoryFilter, look: Look): [sql: string, values: unknown[]] {
  const { from, below, keys, movements, scan, limit } = look;
  const values: unknown[] = [account, String(below), String(from), keys, movements ?? [], scan, limit];
  const where = [VISIBLE, ...conditions(filter, values, "p")];
  if (filter.direction) where.push(filter.direction === "in" ? "p.amount > 0" : "p.amount <= 0");
  if (filter.progress === "done") where.push("m.state IN ('posted', 'settled')");
  if (filter.progress === "waiting") where.push("m.state = 'reserved'");
  if (filter.progress === "failed") where.push("m.state = 'released'");
  return [
    `${candidates}
     SELECT (SELECT version FROM horizon) AS horizon, e.* FROM (VALUES (1)) one LEFT JOIN LATERAL (
       SELECT ${MOVEMENT_COLUMNS}, p.version, p.balance_after, p.amount <= 0 AS outgoing
       FROM chosen c
       JOIN postings p ON p.account_id = $1 AND p.version = c.version AND p.recorded_at = c.recorded_at
       JOIN movements m ON m.id = p.movement_id
       WHERE ${where.join(" AND ")} ORDER BY c.version DESC LIMIT $7) e ON true
     ORDER BY e.version DESC`,
    values,
  ];
}

function conditions(filter: HistoryFilter, values: unknown[], timed: "p" | "m"): string[] {
  const where: string[] = [];
  if (filter.from) where.push(`${timed}.recorded_at >= $${values.push(filter.from)}`);
  if (filter.to) where.push(`${timed}.recorded_at < $${values.push(filter.to)}`);
  if (filter.kinds) where.push(`m.kind = ANY($${values.push(filter.kinds)}::text[])`);
  if (filter.amountMin !== undefined) where.push(`m.amount >= $${values.push(String(filter.amountMin))}::bigint`);
  if (filter.amountMax !== undefined) where.push(`m.amount <= $${values.push(String(filter.amountMax))}::bigint`);
  return where;
}
