/** One rule of the books that some rows break. */
export interface Violation {
  rule: string;
  /** Up to ten of the rows, as JSON. */
  rows: string[];
}

type Query = (sql: string) => Promise<Array<{ row: unknown }>>;

/**
 * What must hold at any moment between two transactions. Each statement finds the rows that break its rule, and sees
 * the books as of one moment, so it may run beside the traffic.
 */
export const BOOK_RULES: Readonly<Record<string, string>> = {
  "the postings of every movement sum to zero": `
    SELECT movement_id, sum(amount) FROM postings GROUP BY movement_id HAVING sum(amount) <> 0`,
  "all postings together sum to zero in each currency": `
    SELECT m.currency, sum(p.amount) FROM postings p JOIN movements m ON m.id = p.movement_id
    GROUP BY m.currency HAVING sum(p.amount) <> 0`,
  "every posting has its movement": `
    SELECT p.movement_id, p.account_id FROM postings p LEFT JOIN movements m ON m.id = p.movement_id WHERE m.id IS NULL`,
  "every posting says what its movement says": `
    SELECT p.movement_id, p.account_id, p.amount, p.hold, p.version FROM postings p
    JOIN movements m ON m.id = p.movement_id
    WHERE NOT CASE p.account_id
      WHEN m.debit_account_id THEN p.version IS NOT DISTINCT FROM m.debit_version
        AND p.amount = CASE WHEN m.operation IN ('post', 'settle') THEN -m.amount ELSE 0 END
        AND p.hold = CASE WHEN m.debit_version IS NULL OR m.operation = 'post' THEN 0
                          WHEN m.operation = 'reserve' THEN m.amount ELSE -m.amount END
      WHEN m.credit_account_id THEN p.version IS NOT DISTINCT FROM m.credit_version
        AND m.operation IN ('post', 'settle') AND p.amount = m.amount AND p.hold = 0
      ELSE false END`,
  "every movement has the postings it needs, and a refused one has none": `
    SELECT m.id, m.operation, m.state, count(p.movement_id) FROM movements m
    LEFT JOIN postings p ON p.movement_id = m.id
    GROUP BY m.id
    HAVING count(p.movement_id) <> CASE WHEN m.state = 'refused' THEN 0 WHEN m.operation IN ('post', 'settle') THEN 2
                                        WHEN m.debit_version IS NULL THEN 0 ELSE 1 END`,
  "both accounts of a movement exist and are kept in its currency": `
    SELECT m.id, m.currency, d.currency AS debit, c.currency AS credit FROM movements m
    LEFT JOIN ledger_accounts d ON d.id = m.debit_account_id LEFT JOIN ledger_accounts c ON c.id = m.credit_account_id
    WHERE m.state <> 'refused' AND (d.currency IS DISTINCT FROM m.currency OR c.currency IS DISTINCT FROM m.currency)`,
  "no account is below its floor": `
    SELECT id, balance, held, floor FROM ledger_accounts WHERE floor IS NOT NULL AND balance - held < floor`,
  "a closed account is empty": `
    SELECT id, balance, held FROM ledger_accounts WHERE status = 'closed' AND (balance <> 0 OR held <> 0)`,
  "a balance is the sum of its postings, and so is what is held": `
    SELECT a.id, a.balance, a.held, s.balance AS posted, s.held AS posted_held FROM ledger_accounts a
    LEFT JOIN (SELECT account_id, sum(amount) AS balance, sum(hold) AS held FROM postings GROUP BY account_id) s
      ON s.account_id = a.id
    WHERE a.floor IS NOT NULL AND (a.balance <> coalesce(s.balance, 0) OR a.held <> coalesce(s.held, 0))`,
  "versions follow one another without a gap": `
    SELECT a.id, a.version, s.first, s.last, s.count FROM ledger_accounts a
    LEFT JOIN (SELECT account_id, min(version) AS first, max(version) AS last, count(*) AS count,
                      count(DISTINCT version) AS different
               FROM postings WHERE version IS NOT NULL GROUP BY account_id) s ON s.account_id = a.id
    WHERE a.floor IS NOT NULL AND (a.version <> coalesce(s.count, 0) OR coalesce(s.last, 0) <> a.version
      OR coalesce(s.first, 1) <> 1 OR s.different <> s.count)`,
  "each posting carries the balance that follows from the one before": `
    SELECT account_id, version, balance_after, expected FROM (
      SELECT account_id, version, balance_after, held_after,
             sum(amount) OVER w AS expected, sum(hold) OVER w AS expected_held
      FROM postings WHERE version IS NOT NULL
      WINDOW w AS (PARTITION BY account_id ORDER BY version)) s
    WHERE balance_after <> expected OR held_after <> expected_held`,
  "what is held is what is reserved": `
    SELECT a.id, a.held, coalesce(s.reserved, 0) AS reserved FROM ledger_accounts a
    LEFT JOIN (SELECT debit_account_id, sum(amount) AS reserved FROM movements
               WHERE operation = 'reserve' AND state = 'reserved' GROUP BY debit_account_id) s
      ON s.debit_account_id = a.id
    WHERE a.floor IS NOT NULL AND a.held <> coalesce(s.reserved, 0)`,
  "a reservation ended once, as its settlement or release says": `
    SELECT r.id, r.state, count(e.id) AS ends, min(e.state) AS ended FROM movements r
    LEFT JOIN movements e ON e.reservation_id = r.id AND e.state <> 'refused'
    WHERE r.operation = 'reserve' AND r.state <> 'refused'
    GROUP BY r.id HAVING count(e.id) > 1 OR coalesce(min(e.state), 'reserved') <> r.state`,
  "every accepted movement has one event, a refused one none": `
    SELECT m.id, m.state, count(o.id) AS events FROM movements m LEFT JOIN outbox o ON o.subject_id = m.id
    GROUP BY m.id HAVING count(o.id) <> CASE WHEN m.state = 'refused' THEN 0 ELSE 1 END`,
  "the roll-ups of clearing accounts are the sums of their postings": `
    SELECT r.account_id, r.up_to, r.balance, coalesce(sum(p.amount), 0) AS posted FROM clearing_rollups r
    LEFT JOIN postings p ON p.account_id = r.account_id AND p.version IS NULL AND p.recorded_at <= r.up_to
    GROUP BY r.account_id, r.up_to, r.balance HAVING r.balance <> coalesce(sum(p.amount), 0)`,
  "nothing stands in the default partition": `
    SELECT movement_id, recorded_at FROM postings WHERE tableoid = to_regclass('postings_default')`,
};

/** Looks at the whole book. An empty answer is a sound one. */
export async function checkBook(query: Query): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const [rule, sql] of Object.entries(BOOK_RULES)) {
    const rows = await query(`SELECT to_jsonb(broken) AS row FROM (${sql} LIMIT 10) broken`);
    if (rows.length > 0) violations.push({ rule, rows: rows.map(({ row }) => JSON.stringify(row)) });
  }
  return violations;
}
