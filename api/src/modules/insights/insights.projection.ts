import type { EntityManager } from "typeorm";
import type { Projection } from "../outbox/index.js";

/** Both sides of the movements behind a range of events, as far as they are people's and shops' accounts. */
const SIDES = `
  WITH moved AS (
    SELECT m.* FROM outbox o JOIN movements m ON m.id = o.subject_id
    WHERE o.id > $1::bigint AND o.id <= $2::bigint AND o.type IN ('movement.posted', 'movement.settled')
  ), sides AS (
    SELECT debit_account_id AS account_id, credit_account_id AS counterparty_id, debit_version AS version, 0 AS came,
           amount AS went, recorded_at FROM moved
    UNION ALL
    SELECT credit_account_id, debit_account_id, credit_version, amount, 0, recorded_at FROM moved
  ), own AS (
    SELECT s.*, (s.recorded_at AT TIME ZONE 'Asia/Seoul')::date AS day FROM sides s
    JOIN ledger_accounts a ON a.id = s.account_id AND a.kind IN ('customer', 'merchant')
  )`;

/** Keeps `account_days` and `counterparty_months`. Rows are taken in their order, so that readers never lock crosswise. */
export const insightsProjection: Projection = {
  reader: "insights",

  async apply(tx: EntityManager, after: bigint, upTo: bigint): Promise<void> {
    const range = [String(after), String(upTo)];
    await tx.query(
      `${SIDES}, days AS (
         SELECT account_id, day, sum(came) AS came, sum(went) AS went, count(*) AS count, max(version) AS version,
           -- Of that posting; it tells the partition, of which there are many.
           (array_agg(recorded_at ORDER BY version DESC))[1] AS recorded_at
         FROM own GROUP BY account_id, day
       )
       INSERT INTO account_days AS d (account_id, day, total_in, total_out, count, closing, version)
       SELECT n.account_id, n.day, n.came, n.went, n.count, p.balance_after, n.version
       FROM days n LEFT JOIN postings p
         ON p.account_id = n.account_id AND p.version = n.version AND p.recorded_at = n.recorded_at
       ORDER BY n.account_id, n.day
       ON CONFLICT (account_id, day) DO UPDATE SET
         total_in = d.total_in + excluded.total_in,
         total_out = d.total_out + excluded.total_out,
         count = d.count + excluded.count,
         closing = CASE WHEN excluded.version > d.version THEN excluded.closing ELSE d.closing END,
         version = greatest(d.version, excluded.version)`,
      range,
    );
    await tx.query(
      `${SIDES}
       INSERT INTO counterparty_months AS c (account_id, month, counterparty_id, total_in, total_out, count)
       SELECT account_id, date_trunc('month', day)::date AS month, counterparty_id, sum(came), sum(went), count(*)
       FROM own GROUP BY account_id, month, counterparty_id ORDER BY account_id, month, counterparty_id
       ON CONFLICT (account_id, month, counterparty_id) DO UPDATE SET
         total_in = c.total_in + excluded.total_in,
         total_out = c.total_out + excluded.total_out,
         count = c.count + excluded.count`,
      range,
    );
  },

  async clear(tx: EntityManager): Promise<void> {
    await tx.query(`TRUNCATE account_days, counterparty_months`);
  },
};

/**
 * Says where days left accounts that were summed up while their postings were in the archive. These come back in a table
 * that is about to be a partition; the reader is held.
 */
export async function closeRestored(tx: Pick<EntityManager, "query">, table: string): Promise<void> {
  await tx.query(
    `UPDATE account_days d SET closing = p.balance_after FROM ${table} p
     WHERE d.closing IS NULL AND p.account_id = d.account_id AND p.version = d.version`,
  );
}
