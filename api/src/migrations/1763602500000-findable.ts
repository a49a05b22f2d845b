import type { MigrationInterface, QueryRunner } from "typeorm";

/** Members who want it are found by their e-mail address or phone number by those who want to send them money. */
export class Findable1763602500000 implements MigrationInterface {
  name = "Findable1763602500000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        ADD COLUMN findable boolean NOT NULL DEFAULT false,
        -- Keyed. Not unique: whose number it is nobody has checked.
        ADD COLUMN phone_hash bytea;
      CREATE INDEX users_phone_hash_idx ON users (phone_hash) WHERE closed_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users DROP COLUMN phone_hash, DROP COLUMN findable`);
  }
}
