import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Events written in the transaction of the change they tell of. Ids do not commit in their order, so a consumer must not
 * simply read on from the last one it saw. A movement's event carries no copy of the movement, which never changes.
 */
export class Outbox1763600100000 implements MigrationInterface {
  name = "Outbox1763600100000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        type text NOT NULL,
        subject_id uuid NOT NULL,
        payload jsonb,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      GRANT SELECT, INSERT ON outbox TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE outbox`);
  }
}
