import type { MigrationInterface, QueryRunner } from "typeorm";

/** Statements for a period: asked for, made by a job, kept for some days. The file is sealed with the member's own key. */
export class Statements1763602410000 implements MigrationInterface {
  name = "Statements1763602410000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE statements (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users,
        account_id uuid NOT NULL REFERENCES accounts,
        -- In Asia/Seoul, both included.
        first_day date NOT NULL,
        last_day date NOT NULL CHECK (last_day >= first_day),
        format text NOT NULL CHECK (format IN ('csv', 'xlsx', 'pdf')),
        language text NOT NULL CHECK (language IN ('ko', 'en')),
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'ready', 'failed')),
        progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
        attempts integer NOT NULL DEFAULT 0,
        row_count integer,
        byte_count integer,
        part_count integer,
        requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX statements_user_idx ON statements (user_id, requested_at);
      CREATE INDEX statements_expiry_idx ON statements (expires_at);

      CREATE TABLE statement_parts (
        statement_id uuid NOT NULL REFERENCES statements ON DELETE CASCADE,
        place integer NOT NULL,
        sealed bytea NOT NULL,
        PRIMARY KEY (statement_id, place)
      );
      -- It is compressed or encrypted already.
      ALTER TABLE statement_parts ALTER COLUMN sealed SET STORAGE EXTERNAL;

      GRANT SELECT, INSERT, UPDATE, DELETE ON statements, statement_parts TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE statement_parts, statements`);
  }
}
