import type { MigrationInterface, QueryRunner } from "typeorm";

/** Accounts that a member sends money to often. */
export class Payees1763602100000 implements MigrationInterface {
  name = "Payees1763602100000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE favourite_payees (
        user_id uuid NOT NULL REFERENCES users,
        account_id uuid NOT NULL REFERENCES accounts,
        -- What the member calls them; null for the name that everybody sees.
        label text CHECK (length(label) BETWEEN 1 AND 300),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (user_id, account_id)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON favourite_payees TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE favourite_payees`);
  }
}
