import type { MigrationInterface, QueryRunner } from "typeorm";

/** Raised limits wait before they count, so that whoever's account it is can still say no. */
export class LimitRaises1763602700000 implements MigrationInterface {
  name = "LimitRaises1763602700000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE limit_raises (
        account_id uuid PRIMARY KEY REFERENCES accounts,
        limit_single bigint,
        limit_daily bigint,
        asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        effective_at timestamptz NOT NULL,
        CHECK (limit_single IS NOT NULL OR limit_daily IS NOT NULL)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON limit_raises TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE limit_raises`);
  }
}
