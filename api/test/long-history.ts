import type { Pool } from "pg";

/**
 * A long history of one account, made by SQL as the ledger would have written it: it pays and is paid one won in turns, by
 * a hundred others, over five months. One movement of `rareEvery` has a memo that is met rarely, one of five times as many
 * an amount of 777 won.
 */
export async function makeLongHistory(
  owner: Pool,
  accountId: string,
  movements: number,
  rareEvery = 1_000,
): Promise<void> {
  await owner.query(`SELECT ledger_open_account(uuidv7(), 'KRW', 'customer', NULL, NULL) FROM generate_series(1, 100)`);
  for (let ago = 1; ago <= 5; ago++) {
    const { rows } = await owner.query(
      `SELECT to_char(first, 'YYYY_MM') AS name, first::text, (first + interval '1 month')::text AS next
       FROM (SELECT date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => $1) AS first) month`,
      [ago],
    );
    const { name, first, next } = rows[0];
    await owner.query(
      `CREATE TABLE IF NOT EXISTS postings_${name} PARTITION OF postings FOR VALUES FROM ('${first}+00') TO ('${next}+00')`,
    );
  }
  const client = await owner.connect();
  try {
    await client.query(`BEGIN; SET LOCAL synchronous_commit = off; SET LOCAL work_mem = '256MB'`);
    await client.query(
      `CREATE TEMPORARY TABLE made ON COMMIT DROP AS
       WITH others AS (SELECT id, row_number() OVER () - 1 AS ix FROM ledger_accounts WHERE kind = 'customer' AND id <> $1 LIMIT 100)
       SELECT uuidv7(at - now()) AS id, n, n % 2 = 0 AS is_out, o.id AS other, at,
         CASE WHEN n % $3::int = 0 THEN '드문메모' ELSE '점심값' END AS memo, CASE WHEN n % (5 * $3::int) = 0 THEN 777 ELSE 1 END AS amount
       FROM generate_series(1, $2::int) n JOIN others o ON o.ix = n % (SELECT count(*) FROM others),
         LATERAL (SELECT now() - interval '140 days' * (1 - n::float / ($2::int + 1)) AS at) t`,
      [accountId, movements, rareEvery],
    );
    await client.query(
      `INSERT INTO movements (id, operation, kind, debit_account_id, credit_account_id, amount, currency, state,
         requester_id, idempotency_key, request_hash, memo, counter_memo, debit_version, credit_version, occurred_at, recorded_at)
       SELECT id, 'post', 'transfer', CASE WHEN is_out THEN $1 ELSE other END, CASE WHEN is_out THEN other ELSE $1 END,
         amount, 'KRW', 'posted', $1, 'long ' || n, '\\x00', memo, memo, n, n, at, at FROM made`,
      [accountId],
    );
    await client.query(
      `INSERT INTO postings (movement_id, account_id, amount, balance_after, held_after, version, recorded_at)
       SELECT id, $1, CASE WHEN is_out THEN -amount ELSE amount END, 0, 0, n, at FROM made`,
      [accountId],
    );
    await client.query(`UPDATE ledger_accounts SET version = $2 WHERE id = $1`, [accountId, movements]);
    await client.query(
      `INSERT INTO outbox (type, subject_id, recorded_at) SELECT 'movement.posted', id, at FROM made ORDER BY n`,
    );
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
