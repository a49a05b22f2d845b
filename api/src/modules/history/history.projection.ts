import type { EntityManager } from "typeorm";
import type { Projection } from "../outbox/index.js";

/** Shorter histories are looked through whole as quickly as they are searched, and most are: they are not indexed. */
const INDEXED_FROM = 500;

/** What stands in a table of postings of some accounts, of each up to the version that is said of it. */
const standing = (accounts: string, postings: string) => `
    SELECT p.account_id, CASE direction WHEN 'out' THEN m.credit_account_id ELSE m.debit_account_id END AS other_id,
           p.version, direction, m.kind, m.operation, m.state, m.amount,
           CASE direction WHEN 'out' THEN m.memo ELSE m.counter_memo END AS own_memo, m.counter_memo, m.reservation_id,
           p.recorded_at
    FROM ${accounts} a JOIN ${postings} p ON p.account_id = a.account_id AND p.version <= a.version
    JOIN movements m ON m.id = p.movement_id AND m.operation <> 'release'
    CROSS JOIN LATERAL (SELECT CASE p.account_id WHEN m.debit_account_id THEN 'out' ELSE 'in' END AS direction) side`;

/**
 * Both sides of the movements behind a range of events, as far as they are of accounts that are indexed; and all of an
 * account that has become long enough ($3).
 */
const SIDES = `
  WITH moved AS (
    SELECT o.type, m.* FROM outbox o JOIN movements m ON m.id = o.subject_id
    WHERE o.id > $1::bigint AND o.id <= $2::bigint AND o.type LIKE 'movement.%'
  ), news AS (
    SELECT debit_account_id AS account_id, credit_account_id AS other_id, debit_version AS version, 'out' AS direction,
           kind, operation, state, amount, memo AS own_memo, counter_memo, reservation_id, recorded_at
    FROM moved WHERE type <> 'movement.released' AND debit_version IS NOT NULL
    UNION ALL
    SELECT credit_account_id, debit_account_id, credit_version, 'in',
           kind, operation, state, amount, counter_memo, counter_memo, reservation_id, recorded_at
    FROM moved WHERE credit_version IS NOT NULL
  ), grown AS (
    SELECT n.account_id, max(n.version) AS version FROM news n
    WHERE NOT EXISTS (SELECT FROM history_accounts h WHERE h.account_id = n.account_id)
    GROUP BY n.account_id HAVING max(n.version) >= $3::bigint
  ), sides AS (
    SELECT n.* FROM news n JOIN history_accounts h ON h.account_id = n.account_id
    UNION ALL ${standing("grown", "postings")}
  )`;

/**
 * The keys of a posting; `historyKeys` in history.search.ts asks for them. A bank is named by the memo of the movement
 * (`004 1234`). Of a memo each pair of neighbouring letters is a key.
 */
const KEYS = `
  SELECT account_id, version, recorded_at, key FROM sides CROSS JOIN LATERAL (
    SELECT 'c:' || other_id AS key
    UNION ALL SELECT 'a:' || amount
    UNION ALL SELECT 'd:' || length(amount::text)
    UNION ALL SELECT 'k:' || kind || ':' || direction
    UNION ALL SELECT 'r' WHERE operation = 'reserve'
    UNION ALL SELECT 'x' WHERE operation = 'reserve' AND state = 'released'
    UNION ALL SELECT 'm:' || reservation_id WHERE reservation_id IS NOT NULL
    UNION ALL SELECT 'b:' || split_part(counter_memo, ' ', 1) WHERE kind <> 'transfer' AND counter_memo IS NOT NULL
    UNION ALL SELECT 't:' || substr(lower(own_memo), place, 2) FROM generate_series(1, length(own_memo) - 1) place
              WHERE kind = 'transfer'
  ) keys`;

/** What the bank has refused is found by where it was reserved. */
const REFUSED = `
  SELECT r.debit_account_id, r.debit_version, r.recorded_at, 'x'
  FROM moved JOIN movements r ON r.id = moved.reservation_id
  JOIN history_accounts h ON h.account_id = r.debit_account_id
  WHERE moved.type = 'movement.released' AND r.debit_version IS NOT NULL`;

const insertKeys = (keys: string) => `
  INSERT INTO history_keys (account_id, key, version, recorded_at)
  SELECT account_id, hashtextextended(key, 0) AS hash, version, recorded_at FROM (${keys}) k
  ORDER BY account_id, hash, version ON CONFLICT DO NOTHING`;

const INSERT_COUNTERPARTIES = `
  INSERT INTO history_counterparties (account_id, counterparty_id)
  SELECT DISTINCT s.account_id, s.other_id FROM sides s
  JOIN ledger_accounts a ON a.id = s.other_id AND a.kind IN ('customer', 'merchant')
  ORDER BY s.account_id, s.other_id ON CONFLICT DO NOTHING`;

async function take(tx: EntityManager, range: readonly string[]): Promise<void> {
  // Of most events there is nothing to index, and looking for it once is cheaper than three times.
  const [{ concerns }] = await tx.query(
    `${SIDES} SELECT EXISTS (SELECT FROM sides UNION ALL SELECT FROM moved WHERE type = 'movement.released') AS concerns`,
    [...range],
  );
  if (!concerns) return;
  await tx.query(`${SIDES} ${insertKeys(`${KEYS} UNION ALL ${REFUSED}`)}`, [...range]);
  await tx.query(`${SIDES} ${INSERT_COUNTERPARTIES}`, [...range]);
  // Last: what is indexed from now on is what was not when the others looked.
  await tx.query(
    `${SIDES}
     INSERT INTO history_accounts AS h (account_id, version)
     SELECT account_id, max(version) FROM sides GROUP BY account_id ORDER BY account_id
     ON CONFLICT (account_id) DO UPDATE SET version = greatest(h.version, excluded.version)`,
    [...range],
  );
}

/**
 * Indexes what comes back from the archive in a table that is about to be a partition: an account may have become long
 * enough, or all may have been made anew, while it was away. The reader is held, so that it sees it or we see what it wrote.
 */
export async function indexRestored(tx: Pick<EntityManager, "query">, table: string): Promise<void> {
  const sides = `WITH sides AS (${standing("history_accounts", table)})`;
  await tx.query(`${sides} ${insertKeys(KEYS)}`);
  await tx.query(`${sides} ${INSERT_COUNTERPARTIES}`);
}

/**
 * Keeps `history_keys` and what goes with it. Rows are written in their order, so that readers never lock crosswise.
 *
 * @param versions how long a history is that is indexed
 */
export function indexHistories(versions: number): Projection {
  return {
    reader: "history",
    apply: (tx, after, upTo) => take(tx, [String(after), String(upTo), String(versions)]),
    async clear(tx: EntityManager): Promise<void> {
      // What is not indexed is looked at itself, so a history that is being made anew is complete all the same.
      await tx.query(`TRUNCATE history_accounts, history_counterparties, history_keys`);
    },
  };
}

export const historyProjection = indexHistories(INDEXED_FROM);
