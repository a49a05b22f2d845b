import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Names, addresses and phone numbers are sealed with a key of each member's own, so that destroying the key erases them
 * wherever a copy may lie. Rows of before are sealed by a worker; until then both forms are read.
 */
export class PersonalData1763601100000 implements MigrationInterface {
  name = "PersonalData1763601100000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- To be backed up apart from the rest, and kept there for days, not years.
      CREATE TABLE personal_keys (
        user_id uuid PRIMARY KEY REFERENCES users,
        sealed_key bytea NOT NULL
      );

      ALTER TABLE users
        -- JSON of name, email and phone under the member's own key.
        ADD COLUMN personal bytea,
        -- Keyed; finds a member by address.
        ADD COLUMN email_hash bytea,
        -- When the membership ends, unless the member logs in before.
        ADD COLUMN leaves_at timestamptz,
        ALTER COLUMN email DROP NOT NULL,
        ALTER COLUMN name DROP NOT NULL;
      CREATE UNIQUE INDEX users_email_hash_idx ON users (email_hash) WHERE closed_at IS NULL;
      CREATE INDEX users_unsealed_idx ON users (id) WHERE name IS NOT NULL;
      CREATE INDEX users_leaving_idx ON users (leaves_at) WHERE leaves_at IS NOT NULL AND closed_at IS NULL;

      GRANT SELECT, INSERT, UPDATE, DELETE ON personal_keys TO chickpay_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error("what was sealed has no other form to go back to");
  }
}
