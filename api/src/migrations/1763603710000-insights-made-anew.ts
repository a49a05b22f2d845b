import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who makes the insights of a large book anew forgets the old ones at once: deleting them takes longer than a statement may. */
export class InsightsMadeAnew1763603710000 implements MigrationInterface {
  name = "InsightsMadeAnew1763603710000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT TRUNCATE ON account_days, counterparty_months TO chickpay_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE TRUNCATE ON account_days, counterparty_months FROM chickpay_app`);
  }
}
