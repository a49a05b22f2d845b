import type { MigrationInterface, QueryRunner } from "typeorm";

/** What members are told in the app, made of outbox events: each event once for each member. */
export class Notifications1763602600000 implements MigrationInterface {
  name = "Notifications1763602600000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notifications (
        event_id bigint NOT NULL,
        user_id uuid NOT NULL REFERENCES users,
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        details jsonb NOT NULL,
        at timestamptz NOT NULL,
        read_at timestamptz,
        emailed_at timestamptz,
        -- In the order of events, so that whoever tells watchers reads on from where it was.
        PRIMARY KEY (event_id, user_id)
      );
      CREATE INDEX notifications_user_idx ON notifications (user_id, at DESC, id DESC);
      CREATE INDEX notifications_unread_idx ON notifications (user_id) WHERE read_at IS NULL;
      GRANT SELECT, INSERT, UPDATE, DELETE ON notifications TO chickpay_app;

      -- A category without a row is as its default says.
      CREATE TABLE notification_settings (
        user_id uuid NOT NULL REFERENCES users,
        category text NOT NULL,
        email boolean NOT NULL,
        PRIMARY KEY (user_id, category)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON notification_settings TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE notification_settings; DROP TABLE notifications`);
  }
}
