import type { MigrationInterface, QueryRunner } from "typeorm";

/** Which browsers have shown a second factor: they alone have tries of their own at it. */
export class ProvenDevices1763603510000 implements MigrationInterface {
  name = "ProvenDevices1763603510000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE known_devices ADD COLUMN is_proven boolean NOT NULL DEFAULT false;
      UPDATE known_devices d SET is_proven = true WHERE EXISTS (
        SELECT FROM sessions s WHERE s.device_id = d.id AND s.user_id = d.user_id AND s.methods <> '{password}');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE known_devices DROP COLUMN is_proven`);
  }
}
