import type { MigrationInterface, QueryRunner } from "typeorm";

/** What members called their accounts goes with them: a former version left it beside the closed account. */
export class NicknamesGo1763604110000 implements MigrationInterface {
  name = "NicknamesGo1763604110000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE accounts a SET nickname = '-' FROM users u WHERE u.id = a.user_id AND u.closed_at IS NOT NULL`,
    );
  }

  /** Nobody knows them any more. */
  async down(): Promise<void> {}
}
