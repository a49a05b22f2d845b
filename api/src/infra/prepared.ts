import type { PoolClient } from "pg";
import type { DataSource } from "typeorm";

/**
 * A query that each connection plans once and keeps, for those that PostgreSQL takes longer to plan than to carry out.
 * A plan is some hundred kilobytes of every connection, so names must be few: of a filter's shapes the commonest.
 */
export async function queryPrepared<Row>(
  source: DataSource,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const runner = source.createQueryRunner();
  try {
    const client: PoolClient = await runner.connect();
    return (await client.query({ name, text, values })).rows as Row[];
  } finally {
    await runner.release();
  }
}
