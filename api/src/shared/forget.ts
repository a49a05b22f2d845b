import type { DataSource } from "typeorm";

const ROWS_AT_ONCE = 5_000;

/**
 * Deletes what is over, some rows at a time, until nothing of it is left: what is made faster than once an hour's batch
 * would never be.
 *
 * @param sql deletes at most `$1` rows
 */
export async function forgetAll(
  source: DataSource,
  sql: string,
  values: readonly unknown[] = [],
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<void> {
  for (let gone = rowsAtOnce; gone === rowsAtOnce; )
    [, gone] = await source.query<[unknown[], number]>(sql, [rowsAtOnce, ...values]);
}
