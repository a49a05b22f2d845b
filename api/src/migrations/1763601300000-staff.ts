import type { MigrationInterface, QueryRunner } from "typeorm";

/** The staff, members who are locked, and sessions that are worth nothing without their client's key. */
export class Staff1763601300000 implements MigrationInterface {
  name = "Staff1763601300000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        ADD COLUMN role text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'operator', 'administrator')),
        ADD COLUMN locked_at timestamptz;
      -- Processes that remember names look here for those they must forget.
      CREATE INDEX users_closed_idx ON users (closed_at) WHERE closed_at IS NOT NULL;

      ALTER TABLE sessions
        -- Whether the browser keeps it when it is closed.
        ADD COLUMN remembered boolean NOT NULL DEFAULT true,
        -- RFC 7638 thumbprint of the key that the client proves to hold (RFC 9449); null for a session like most.
        ADD COLUMN key_thumbprint text CHECK (key_thumbprint ~ '^[A-Za-z0-9_-]{43}$');

      -- Proofs that were taken, until their nonce is too old to be taken again: SHA-256 of key and number.
      CREATE TABLE key_proofs (
        hash bytea PRIMARY KEY,
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX key_proofs_seen_idx ON key_proofs (seen_at);
      GRANT SELECT, INSERT, DELETE ON key_proofs TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE key_proofs;
      ALTER TABLE sessions DROP COLUMN key_thumbprint, DROP COLUMN remembered;
      DROP INDEX users_closed_idx;
      ALTER TABLE users DROP COLUMN role, DROP COLUMN locked_at;
    `);
  }
}
