import type { MigrationInterface, QueryRunner } from "typeorm";

/** Browsers that a member has logged in from. */
export class Devices1763601200000 implements MigrationInterface {
  name = "Devices1763601200000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE known_devices (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users,
        -- SHA-256 of the random token in the browser's cookie; one browser may serve several members.
        token_hash bytea NOT NULL,
        name text NOT NULL CHECK (length(name) <= 100),
        first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (user_id, token_hash)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON known_devices TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE known_devices`);
  }
}
