import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The sums of a day and of a counterparty refer to accounts without a foreign key, as postings do: its check locked the
 * accounts' rows in the order of the events, many at a time, and made each of them costlier to move money on.
 */
export class InsightsWithoutKeys1763602800000 implements MigrationInterface {
  name = "InsightsWithoutKeys1763602800000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account_days DROP CONSTRAINT account_days_account_id_fkey;
      ALTER TABLE counterparty_months DROP CONSTRAINT counterparty_months_account_id_fkey;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account_days ADD FOREIGN KEY (account_id) REFERENCES ledger_accounts;
      ALTER TABLE counterparty_months ADD FOREIGN KEY (account_id) REFERENCES ledger_accounts;
    `);
  }
}
