import type { MigrationInterface, QueryRunner } from "typeorm";

/** Whether an asker was told that a request has expired. Its state is read from the time still. */
export class RequestExpiry1763603100000 implements MigrationInterface {
  name = "RequestExpiry1763603100000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE money_requests ADD COLUMN expiry_told boolean NOT NULL DEFAULT false;
      -- What expired before is no news.
      UPDATE money_requests SET expiry_told = true WHERE state = 'open' AND expires_at <= clock_timestamp();
      CREATE INDEX money_requests_expiry_idx ON money_requests (expires_at) WHERE state = 'open' AND NOT expiry_told;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE money_requests DROP COLUMN expiry_told`);
  }
}
