import type { MigrationInterface, QueryRunner } from "typeorm";

/** Whoever ends a payment of a request says from where it was asked for: the movement is its audit row. */
export class RequestPaymentOrigins1763603610000 implements MigrationInterface {
  name = "RequestPaymentOrigins1763603610000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE money_request_payments
        ADD COLUMN session_id uuid,
        ADD COLUMN address text CHECK (length(address) <= 64);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE money_request_payments DROP COLUMN session_id, DROP COLUMN address`);
  }
}
