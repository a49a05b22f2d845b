export interface PartitionState {
  /** Postings in the default partition, counted no further than a hundred thousand. Anything above zero is an alarm. */
  defaultRows: number;
  /** Months after the present one that have their partition. */
  monthsAhead: number;
}

type Query = (sql: string) => Promise<Array<{ default_rows: string; months_ahead: string }>>;

/** How the partitions of the postings stand. Cheap: the default partition is empty and the rest is in the catalogue. */
export async function readPartitionState(query: Query): Promise<PartitionState> {
  const [row] = await query(
    `SELECT (SELECT count(*) FROM (SELECT FROM postings_default LIMIT 100000) s) AS default_rows,
            (SELECT count(*) FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
             WHERE inhparent = 'postings'::regclass AND c.relname ~ '^postings_[0-9]{4}_[0-9]{2}$'
               AND c.relname > 'postings_' || to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY_MM')) AS months_ahead`,
  );
  return { defaultRows: Number(row?.default_rows ?? 0), monthsAhead: Number(row?.months_ahead ?? 0) };
}
