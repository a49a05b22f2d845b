/** What the last look at the whole book has found. */
export interface BookVerdict {
  /** When the look began. */
  checkedAt: Date;
  /** Names of the rules that rows broke. */
  broken: string[];
}

type Query = (sql: string, values?: unknown[]) => Promise<unknown>;

export async function writeVerdict(query: Query, { checkedAt, broken }: BookVerdict): Promise<void> {
  await query(
    `INSERT INTO book_verdict (checked_at, broken) VALUES ($1, $2)
     ON CONFLICT (is_only) DO UPDATE SET checked_at = excluded.checked_at, broken = excluded.broken`,
    [checkedAt, broken],
  );
}

/** Null before the first look. */
export async function readVerdict(query: Query): Promise<BookVerdict | null> {
  const [verdict] = (await query(`SELECT checked_at AS "checkedAt", broken FROM book_verdict`)) as BookVerdict[];
  return verdict ?? null;
}
