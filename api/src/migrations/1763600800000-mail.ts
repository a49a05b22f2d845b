import type { MigrationInterface, QueryRunner } from "typeorm";

/** Mail waiting to be sent, codes sent by mail, and what members may add to themselves: a language, a phone number. */
export class Mail1763600800000 implements MigrationInterface {
  name = "Mail1763600800000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mails (
        id uuid PRIMARY KEY,
        template text NOT NULL,
        -- Null once it is sent or given up: nothing reads it any more, and it may hold a code.
        recipient text CHECK (length(recipient) <= 254),
        subject text,
        body_text text,
        body_html text,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        -- When it may be tried (again). Whoever takes it moves this to the end of its lease.
        due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Of no use afterwards.
        send_before timestamptz NOT NULL,
        -- What the mail server answered, as a number or a name: its sentences contain addresses.
        last_error text CHECK (length(last_error) <= 40),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz,
        CHECK (state <> 'waiting' OR (recipient IS NOT NULL AND subject IS NOT NULL
          AND body_text IS NOT NULL AND body_html IS NOT NULL AND finished_at IS NULL))
      );
      CREATE INDEX mails_due_idx ON mails (due_at) WHERE state = 'waiting';
      CREATE INDEX mails_created_idx ON mails (created_at);

      CREATE TABLE email_codes (
        purpose text NOT NULL CHECK (purpose IN ('sign_up', 'password_reset', 'email_change')),
        -- The address, or the member who wants another one.
        subject text NOT NULL CHECK (length(subject) <= 254),
        email text NOT NULL CHECK (length(email) <= 254),
        -- Keyed; for an address that may not have a code, random bytes that no code leads to.
        code_hash bytea NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        expires_at timestamptz NOT NULL,
        -- One for each purpose and subject: a newer code takes the older one's place.
        PRIMARY KEY (purpose, subject)
      );
      CREATE INDEX email_codes_expires_idx ON email_codes (expires_at);

      ALTER TABLE users
        ADD COLUMN language text NOT NULL DEFAULT 'ko' CHECK (language IN ('ko', 'en')),
        ADD COLUMN phone text CHECK (phone ~ '^\\+[1-9][0-9]{1,14}$'),
        ADD COLUMN email_verified_at timestamptz,
        ADD COLUMN password_changed_at timestamptz;

      -- Filled only where PASSWORD_HISTORY asks for it.
      CREATE TABLE former_passwords (
        user_id uuid NOT NULL REFERENCES users,
        password_hash text NOT NULL,
        replaced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (user_id, replaced_at)
      );

      GRANT SELECT, INSERT, UPDATE, DELETE ON mails, email_codes TO chickpay_app;
      GRANT SELECT, INSERT, DELETE ON former_passwords TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE former_passwords, email_codes, mails;
      ALTER TABLE users DROP COLUMN password_changed_at, DROP COLUMN email_verified_at, DROP COLUMN phone,
        DROP COLUMN language;
    `);
  }
}
