import type { MigrationInterface, QueryRunner } from "typeorm";

/** Whether a member has logged in before is the member's own, not the audit log's, whose rows are deleted in time. */
export class FirstLogIn1763603200000 implements MigrationInterface {
  name = "FirstLogIn1763603200000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users ADD COLUMN first_log_in_at timestamptz;
      -- Who joined before this was kept rather hears of a device once too often.
      UPDATE users SET first_log_in_at = created_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users DROP COLUMN first_log_in_at`);
  }
}
