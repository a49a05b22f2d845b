import type { MigrationInterface, QueryRunner } from "typeorm";

/** Months end in UTC, whatever zone the session of whoever makes their partitions is in. */
export class PartitionsInUtc1763603810000 implements MigrationInterface {
  name = "PartitionsInUtc1763603810000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER FUNCTION ledger_ensure_partitions(int) SET timezone = 'UTC'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER FUNCTION ledger_ensure_partitions(int) RESET timezone`);
  }
}
