/** One thing in the books that must not be. */
export interface Violation {
  rule: string;
  /** Up to ten rows that break it, as JSON. */
  rows: string[];
}

type Query = (sql: string) => Promise<Array<{ row: unknown }>>;

/** What must hold at any moment between two transactions. Each statement finds the rows that break its rule. */
const RULES: Readonly<Record<string, string>> = {
  "every movement's postings sum to zero": `
    SELECT movement_id, sum(amount) FROM postings GROUP BY movement_id HAVING sum(amount) <> 0`,
  "all postings together sum to zero in each currency": `
    SELECT m.currency, sum(p.amount) FROM postings p JOIN movements m ON m.id = p.movement_id
    GROUP BY m.currency HAVING sum(p.amount) <> 0`,
  "no account is below its floor": `
    SELECT id, balance, held, floor FROM ledger_accounts WHERE floor IS NOT NULL AND balance - held < floor`,
  "a balance is the sum of its postings, and so is what is held": `
    SELECT a.id, a.balance, a.held, s.balance AS posted, s.held AS posted_held FROM ledger_accounts a
    LEFT JOIN (SELECT account_id, sum(amount) AS balance, sum(hold) AS held FROM postings GROUP BY account_id) s
      ON s.account_id = a.id
    WHERE a.floor IS NOT NULL AND (a.balance <> coalesce(s.balance, 0) OR a.held <> coalesce(s.held, 0))`,
  "versions follow one another without a gap": `
    SELECT a.id, a.version, s.first, s.last, s.count FROM ledger_accounts a
    LEFT JOIN (SELECT account_id, min(version) AS first, max(version) AS last, count(*) AS count,
                      count(DISTINCT version) AS distinct_count
               FROM postings WHERE version IS NOT NULL GROUP BY account_id) s ON s.account_id = a.id
    WHERE a.floor IS NOT NULL AND (a.version <> coalesce(s.count, 0)
      OR coalesce(s.last, 0) <> a.version OR coalesce(s.first, 1) <> 1 OR s.distinct_count <> s.count)`,
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
  "a refused movement has no posting": `
    SELECT m.id FROM movements m JOIN postings p ON p.movement_id = m.id WHERE m.state = 'refused'`,
  "a movement that moved money has its two postings": `
    SELECT m.id, count(p.movement_id) FROM movements m LEFT JOIN postings p ON p.movement_id = m.id
    WHERE m.operation IN ('post', 'settle') AND m.state <> 'refused'
    GROUP BY m.id HAVING count(p.movement_id) <> 2`,
  "every posting has its movement": `
    SELECT p.movement_id FROM postings p LEFT JOIN movements m ON m.id = p.movement_id WHERE m.id IS NULL`,
  "a reservation ended as its settlement or release says": `
    SELECT r.id, r.state, e.state AS ended FROM movements r
    LEFT JOIN movements e ON e.reservation_id = r.id AND e.state <> 'refused'
    WHERE r.operation = 'reserve' AND r.state <> 'refused'
      AND (CASE WHEN e.id IS NULL THEN 'reserved' ELSE e.state END) <> r.state`,
  "every accepted movement has one event": `
    SELECT m.id, count(o.id) FROM movements m LEFT JOIN outbox o ON o.subject_id = m.id
    GROUP BY m.id HAVING count(o.id) <> CASE WHEN m.state = 'refused' THEN 0 ELSE 1 END`,
  "nothing stands in the default partition": `
    SELECT movement_id FROM postings WHERE tableoid = to_regclass('postings_default')`,
};

/** Looks at the whole book. An empty answer is a sound one. */
export async function checkBook(query: Query): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const [rule, sql] of Object.entries(RULES)) {
    const rows = await query(`SELECT to_jsonb(broken) AS row FROM (${sql} LIMIT 10) broken`);
    if (rows.length > 0) violations.push({ rule, rows: rows.map(({ row }) => JSON.stringify(row)) });
  }
  return violations;
}
