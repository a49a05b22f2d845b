/** One rule of the books that some rows break. */
export interface Violation {
  rule: string;
  /** Up to ten of the rows, as JSON. */
  rows: string[];
}

type Query = (sql: string) => Promise<Array<{ row: unknown }>>;

/**
 * Versioned accounts step by step: each posting is a step, and so is each archived month, whose versions are known by
 * the first and the last.
 */
const STEPS = `SELECT account_id, version AS first, version AS last, amount, hold, balance_after, held_after
    FROM postings WHERE version IS NOT NULL
  UNION ALL
  SELECT account_id, first_version, last_version, amount, hold, balance_after, held_after
    FROM archived_postings WHERE last_version IS NOT NULL`;

/** The day, in Seoul, whose limits a movement counts towards. */
const DAY_OF = (movement: string) => `(${movement}.recorded_at AT TIME ZONE 'Asia/Seoul')::date`;

/** The archived month of a movement, if it is one; and the last moment of such a month. */
const MONTH_OF_MOVEMENT = `archived_months a ON a.month = date_trunc('month', m.recorded_at AT TIME ZONE 'UTC')::date`;
const LAST_MOMENT = `((a.month + interval '1 month') AT TIME ZONE 'UTC' - interval '1 microsecond')`;

/**
 * What must hold at any moment between two transactions. Each statement finds the rows that break its rule, and sees
 * the books as of one moment, so it may run beside the traffic.
 */
export const BOOK_RULES: Readonly<Record<string, string>> = {
  "the postings of every movement sum to zero": `
    SELECT movement_id, sum(amount) FROM postings GROUP BY movement_id HAVING sum(amount) <> 0`,
  "all postings together sum to zero in each currency": `
    SELECT currency, sum(amount) FROM (
      SELECT m.currency, sum(p.amount) AS amount FROM postings p JOIN movements m ON m.id = p.movement_id GROUP BY 1
      UNION ALL
      SELECT a.currency, sum(p.amount) FROM archived_postings p JOIN ledger_accounts a ON a.id = p.account_id GROUP BY 1) s
    GROUP BY currency HAVING sum(amount) <> 0`,
  "every posting has its movement": `
    SELECT p.movement_id, p.account_id FROM postings p LEFT JOIN movements m ON m.id = p.movement_id WHERE m.id IS NULL`,
  "every posting says what its movement says": `
    SELECT p.movement_id, p.account_id, p.amount, p.hold, p.version, p.recorded_at FROM postings p
    JOIN movements m ON m.id = p.movement_id
    WHERE p.recorded_at <> m.recorded_at OR NOT CASE p.account_id
      WHEN m.debit_account_id THEN p.version IS NOT DISTINCT FROM m.debit_version
        AND p.amount = CASE WHEN m.operation IN ('post', 'settle') THEN -m.amount ELSE 0 END
        AND p.hold = CASE WHEN m.debit_version IS NULL OR m.operation = 'post' THEN 0
                          WHEN m.operation = 'reserve' THEN m.amount ELSE -m.amount END
      WHEN m.credit_account_id THEN p.version IS NOT DISTINCT FROM m.credit_version
        AND m.operation IN ('post', 'settle') AND p.amount = m.amount AND p.hold = 0
      ELSE false END`,
  "every movement has the postings it needs, and a refused one has none": `
    SELECT m.id, m.operation, m.state, coalesce(p.postings, 0) AS postings, a.month AS archived FROM movements m
    LEFT JOIN (SELECT movement_id, count(*) AS postings FROM postings GROUP BY movement_id) p ON p.movement_id = m.id
    LEFT JOIN ${MONTH_OF_MOVEMENT}
    WHERE coalesce(p.postings, 0) <> CASE WHEN m.state = 'refused' OR a.month IS NOT NULL THEN 0
                                          WHEN m.operation IN ('post', 'settle') THEN 2
                                          WHEN m.debit_version IS NULL THEN 0 ELSE 1 END`,
  "both accounts of a movement exist and are kept in its currency": `
    SELECT m.id, m.currency, d.currency AS debit, c.currency AS credit FROM movements m
    LEFT JOIN ledger_accounts d ON d.id = m.debit_account_id LEFT JOIN ledger_accounts c ON c.id = m.credit_account_id
    WHERE m.state <> 'refused' AND (d.currency IS DISTINCT FROM m.currency OR c.currency IS DISTINCT FROM m.currency)`,
  "a key of a requester is in one movement": `
    -- Not as it stands in an index, which may be what is broken.
    SELECT requester_id, idempotency_key || '' AS key, count(*) AS movements FROM movements
    GROUP BY 1, 2 HAVING count(*) > 1`,
  "no account was ever below its floor": `
    SELECT p.account_id, p.version, p.balance_after, p.held_after, a.floor FROM postings p
    JOIN ledger_accounts a ON a.id = p.account_id WHERE p.balance_after - p.held_after < a.floor`,
  "no account is below its floor": `
    SELECT id, balance, held, floor FROM ledger_accounts WHERE floor IS NOT NULL AND balance - held < floor`,
  "nobody may go below zero": `
    SELECT id, kind, floor FROM ledger_accounts WHERE kind IN ('customer', 'merchant') AND floor <> 0`,
  "a closed account is empty": `
    SELECT id, balance, held FROM ledger_accounts WHERE status = 'closed' AND (balance <> 0 OR held <> 0)`,
  "a balance is the sum of its postings, and so is what is held": `
    SELECT a.id, a.balance, a.held, s.balance AS posted, s.held AS posted_held FROM ledger_accounts a
    LEFT JOIN (SELECT account_id, sum(amount) AS balance, sum(hold) AS held
               FROM (SELECT account_id, amount, hold FROM postings
                     UNION ALL SELECT account_id, amount, hold FROM archived_postings) p GROUP BY account_id) s
      ON s.account_id = a.id
    WHERE a.floor IS NOT NULL AND (a.balance <> coalesce(s.balance, 0) OR a.held <> coalesce(s.held, 0))`,
  "versions follow one another without a gap": `
    SELECT account_id, previous, first, last FROM (
      SELECT account_id, first, last, coalesce(lag(last) OVER (PARTITION BY account_id ORDER BY first), 0) AS previous
      FROM (${STEPS}) p) s
    WHERE first <> previous + 1`,
  "times follow versions": `
    SELECT account_id, version, recorded_at, previous FROM (
      SELECT account_id, version, recorded_at,
             lag(recorded_at) OVER (PARTITION BY account_id ORDER BY version) AS previous
      FROM postings WHERE version IS NOT NULL) s
    WHERE recorded_at < previous`,
  "an account's version is that of its last posting": `
    SELECT a.id, a.version, s.last FROM ledger_accounts a
    LEFT JOIN (SELECT account_id, max(last) AS last FROM (${STEPS}) p GROUP BY account_id) s ON s.account_id = a.id
    WHERE a.floor IS NOT NULL AND a.version <> coalesce(s.last, 0)`,
  "each posting carries the balance that follows from the one before": `
    SELECT account_id, version, balance_after, expected FROM (
      SELECT account_id, last AS version, balance_after, held_after,
             sum(amount) OVER w AS expected, sum(hold) OVER w AS expected_held
      FROM (${STEPS}) p
      WINDOW w AS (PARTITION BY account_id ORDER BY first)) s
    WHERE balance_after <> expected OR held_after <> expected_held`,
  "what is held is what is reserved": `
    SELECT a.id, a.held, coalesce(s.reserved, 0) AS reserved FROM ledger_accounts a
    LEFT JOIN (SELECT debit_account_id, sum(amount) AS reserved FROM movements
               WHERE operation = 'reserve' AND state = 'reserved' GROUP BY debit_account_id) s
      ON s.debit_account_id = a.id
    WHERE a.floor IS NOT NULL AND a.held <> coalesce(s.reserved, 0)`,
  "what an account has spent on its day is what its movements of that day come to": `
    WITH counted AS MATERIALIZED (
      SELECT a.id, a.spent_on, m.limited, m.operation, m.amount, m.reservation_id
      FROM ledger_accounts a JOIN movements m ON m.debit_account_id = a.id AND ${DAY_OF("m")} = a.spent_on
      WHERE m.state <> 'refused' AND m.debit_version IS NOT NULL)
    SELECT a.id, a.spent_on, a.spent_today, coalesce(s.spent, 0) AS spent FROM ledger_accounts a LEFT JOIN (
      SELECT c.id, bool_or(c.limited IS NULL) AS is_unknown,
             sum(CASE WHEN NOT c.limited OR c.operation = 'settle' THEN 0
                      WHEN c.operation <> 'release' THEN c.amount
                      WHEN ${DAY_OF("r")} = c.spent_on THEN -c.amount ELSE 0 END) AS spent
      FROM counted c LEFT JOIN movements r ON r.id = c.reservation_id GROUP BY c.id) s ON s.id = a.id
    WHERE a.spent_on IS NOT NULL AND a.spent_today <> coalesce(s.spent, 0) AND s.is_unknown IS NOT TRUE`,
  "nothing that counts is of a later day than its account's": `
    SELECT m.id, m.debit_account_id, m.recorded_at, a.spent_on FROM movements m
    JOIN ledger_accounts a ON a.id = m.debit_account_id
    WHERE m.limited AND m.operation IN ('post', 'reserve') AND m.state <> 'refused' AND m.debit_version IS NOT NULL
      AND (a.spent_on IS NULL OR ${DAY_OF("m")} > a.spent_on)`,
  "a reservation ended once, as its settlement or release says": `
    SELECT r.id, r.state, count(e.id) AS ends, min(e.state) AS ended FROM movements r
    LEFT JOIN movements e ON e.reservation_id = r.id AND e.state <> 'refused'
    WHERE r.operation = 'reserve' AND r.state <> 'refused'
    GROUP BY r.id HAVING count(e.id) > 1 OR coalesce(min(e.state), 'reserved') <> r.state`,
  "a movement's state is one that its operation can have": `
    SELECT id, operation, state, credit_version FROM movements WHERE state <> 'refused' AND (
      state <> ALL (CASE operation WHEN 'post' THEN '{posted}' WHEN 'reserve' THEN '{reserved,settled,released}'
                                   WHEN 'settle' THEN '{settled}' ELSE '{released}' END::text[])
      OR operation IN ('reserve', 'release') AND credit_version IS NOT NULL)`,
  "what ends a reservation is of the same accounts and sum": `
    SELECT e.id, e.operation, e.reservation_id FROM movements e
    LEFT JOIN movements r ON r.id = e.reservation_id AND r.operation = 'reserve'
      AND (r.debit_account_id, r.credit_account_id, r.amount, r.currency)
        = (e.debit_account_id, e.credit_account_id, e.amount, e.currency)
    WHERE e.operation IN ('settle', 'release') AND e.state <> 'refused' AND r.id IS NULL`,
  "a posting has a version where its account has a floor, and nowhere else": `
    SELECT p.movement_id, p.account_id, p.version, a.floor FROM postings p JOIN ledger_accounts a ON a.id = p.account_id
    WHERE (p.version IS NULL) <> (a.floor IS NULL)`,
  "an event says what its movement did": `
    SELECT o.id, o.type, m.operation FROM outbox o LEFT JOIN movements m ON m.id = o.subject_id
    WHERE o.type LIKE 'movement.%' AND o.type IS DISTINCT FROM 'movement.' || CASE m.operation WHEN 'post' THEN 'posted'
      WHEN 'reserve' THEN 'reserved' WHEN 'settle' THEN 'settled' WHEN 'release' THEN 'released' END`,
  "every accepted movement has one event, a refused one none": `
    SELECT m.id, m.state, count(o.id) AS events
    FROM movements m LEFT JOIN outbox o ON o.subject_id = m.id AND o.type LIKE 'movement.%'
    GROUP BY m.id HAVING count(o.id) <> CASE WHEN m.state = 'refused' THEN 0 ELSE 1 END`,
  "the roll-ups of clearing accounts are the sums of their postings": `
    SELECT account_id, at AS up_to, balance, posted FROM (
      SELECT account_id, at, balance, sum(amount) OVER (PARTITION BY account_id ORDER BY at, is_rollup) AS posted FROM (
        SELECT account_id, recorded_at AS at, amount, NULL::numeric AS balance, 0 AS is_rollup
          FROM postings WHERE version IS NULL
        UNION ALL
        SELECT a.account_id, ${LAST_MOMENT}, a.amount, NULL, 0
          FROM archived_postings a WHERE a.last_version IS NULL
        UNION ALL
        SELECT account_id, up_to, 0, balance, 1 FROM clearing_rollups) e) s
    WHERE balance <> posted`,
  "every account without a floor is rolled up past its archived months": `
    SELECT a.account_id, a.month FROM archived_postings a WHERE a.last_version IS NULL AND NOT EXISTS (
      SELECT FROM clearing_rollups r WHERE r.account_id = a.account_id
        AND r.up_to >= ${LAST_MOMENT})`,
  "an archived month is what its accounts' sums say": `
    SELECT a.month, a.postings, sum(p.postings) AS of_accounts, sum(p.amount) AS amount FROM archived_months a
    LEFT JOIN archived_postings p ON p.month = a.month
    GROUP BY a.month HAVING a.postings <> coalesce(sum(p.postings), 0) OR coalesce(sum(p.amount), 0) <> 0`,
  "what is archived of an account is what its movements say": `
    SELECT account_id, month, s.postings AS said, p.postings, s.amount AS said_amount, p.amount FROM (
      SELECT account_id, month, count(*) AS postings, sum(amount) AS amount, sum(hold) AS hold,
             min(version) AS first_version, max(version) AS last_version
      FROM (
        SELECT m.debit_account_id AS account_id, a.month, m.debit_version AS version,
               CASE WHEN m.operation IN ('post', 'settle') THEN -m.amount ELSE 0 END AS amount,
               CASE WHEN m.debit_version IS NULL OR m.operation = 'post' THEN 0
                    WHEN m.operation = 'reserve' THEN m.amount ELSE -m.amount END AS hold
        FROM movements m JOIN ${MONTH_OF_MOVEMENT}
        WHERE m.state <> 'refused' AND (m.debit_version IS NOT NULL OR m.operation IN ('post', 'settle'))
        UNION ALL
        SELECT m.credit_account_id, a.month, m.credit_version, m.amount, 0
        FROM movements m JOIN ${MONTH_OF_MOVEMENT}
        WHERE m.state <> 'refused' AND m.operation IN ('post', 'settle')) legs
      GROUP BY account_id, month) s
    FULL JOIN archived_postings p USING (account_id, month)
    WHERE (s.postings, s.amount, s.hold, s.first_version, s.last_version)
      IS DISTINCT FROM (p.postings, p.amount, p.hold, p.first_version, p.last_version)`,
  "nothing stands in the default partition": `SELECT movement_id, recorded_at FROM postings_default`,
};

/**
 * Looks at the whole book. An empty answer is a sound one. All of `query` is on one connection: everything is joined with
 * everything here, and statistics older than the day's traffic would have PostgreSQL do that row by row.
 */
export async function checkBook(query: Query, rules = BOOK_RULES): Promise<Violation[]> {
  const violations: Violation[] = [];
  await query("SET enable_nestloop = off");
  try {
    for (const [rule, sql] of Object.entries(rules)) {
      const rows = await query(`SELECT to_jsonb(broken) AS row FROM (${sql} LIMIT 10) broken`);
      if (rows.length > 0) violations.push({ rule, rows: rows.map(({ row }) => JSON.stringify(row)) });
    }
  } finally {
    await query("RESET enable_nestloop");
  }
  return violations;
}
