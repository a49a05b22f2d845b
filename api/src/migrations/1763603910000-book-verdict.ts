import type { MigrationInterface, QueryRunner } from "typeorm";

/** What the last look at the whole book has found. It outlives the process that looked, and the others know it too. */
export class BookVerdict1763603910000 implements MigrationInterface {
  name = "BookVerdict1763603910000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row, and none before the first look.
      CREATE TABLE book_verdict (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        checked_at timestamptz NOT NULL,
        -- Names of the rules that rows broke.
        broken text[] NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON book_verdict TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE book_verdict`);
  }
}
