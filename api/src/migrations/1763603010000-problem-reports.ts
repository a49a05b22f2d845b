import type { MigrationInterface, QueryRunner } from "typeorm";

/** What members say is wrong with a transfer, for the operators. The text is sealed with the member's own key. */
export class ProblemReports1763603010000 implements MigrationInterface {
  name = "ProblemReports1763603010000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE problem_reports (
        -- Random, so that nobody counts them: what the member names when asking for it.
        number text PRIMARY KEY CHECK (number ~ '^[2-9A-Z]{4}-[2-9A-Z]{4}$'),
        user_id uuid NOT NULL REFERENCES users,
        movement_id uuid NOT NULL REFERENCES movements,
        problem text NOT NULL CHECK (problem IN ('wrong_payee', 'wrong_amount', 'not_mine', 'other')),
        sealed bytea NOT NULL,
        reported_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX problem_reports_user_idx ON problem_reports (user_id, reported_at);
      CREATE INDEX problem_reports_reported_idx ON problem_reports (reported_at);
      GRANT SELECT, INSERT, DELETE ON problem_reports TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE problem_reports`);
  }
}
