import type { MigrationInterface, QueryRunner } from "typeorm";

/** Browsers that members are told in while the app is closed (Web Push), one for each session. */
export class PushSubscriptions1763603000000 implements MigrationInterface {
  name = "PushSubscriptions1763603000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE push_subscriptions (
        session_id uuid PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users,
        -- SHA-256 of the address, which is random and stands sealed beside its keys: whoever has it can send there.
        endpoint_hash bytea NOT NULL UNIQUE,
        sealed bytea NOT NULL,
        -- Our public key that it was made for: no other is listened to.
        application_key text NOT NULL,
        hides_amounts boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_used_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX push_subscriptions_user_idx ON push_subscriptions (user_id, last_used_at);
      GRANT SELECT, INSERT, UPDATE, DELETE ON push_subscriptions TO chickpay_app;

      -- A browser hears nothing after its session, in whatever way that ends.
      CREATE FUNCTION forget_push_subscription() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM public.push_subscriptions WHERE session_id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER push_subscription_ends AFTER UPDATE OF revoked_at ON sessions FOR EACH ROW
        WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION forget_push_subscription();

      -- Nobody is told so before they have turned it on in a browser.
      ALTER TABLE notification_settings ADD COLUMN push boolean NOT NULL DEFAULT true;
      -- The sessions in whose browsers it was shown.
      ALTER TABLE notifications ADD COLUMN pushed_to uuid[] NOT NULL DEFAULT '{}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE notifications DROP COLUMN pushed_to;
      ALTER TABLE notification_settings DROP COLUMN push;
      DROP TRIGGER push_subscription_ends ON sessions;
      DROP FUNCTION forget_push_subscription;
      DROP TABLE push_subscriptions;
    `);
  }
}
