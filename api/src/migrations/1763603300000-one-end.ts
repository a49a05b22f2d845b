import type { MigrationInterface, QueryRunner } from "typeorm";

/** A reservation ends once, whoever calls `ledger_apply` and however: so far that rested on the engine's queue. */
export class OneEnd1763603300000 implements MigrationInterface {
  name = "OneEnd1763603300000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE UNIQUE INDEX movements_ends_idx ON movements (reservation_id)
         WHERE operation IN ('settle', 'release') AND state <> 'refused'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX movements_ends_idx`);
  }
}
