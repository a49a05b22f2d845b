import type { MigrationInterface, QueryRunner } from "typeorm";

/** Users, their sessions and their accounts, and the counters that slow down guessing. */
export class People1763600300000 implements MigrationInterface {
  name = "People1763600300000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        kind text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'shop')),
        email text NOT NULL CHECK (length(email) <= 254 AND email = lower(email)),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
        password_hash text NOT NULL,
        -- Which terms were agreed to, and when; the marketing consent may be absent.
        terms_version text CHECK (length(terms_version) <= 40),
        terms_agreed_at timestamptz,
        marketing_agreed_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        closed_at timestamptz
      );
      -- Someone who left may come back with the same address.
      CREATE UNIQUE INDEX users_email_idx ON users (email) WHERE closed_at IS NULL;

      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users,
        user_agent text CHECK (length(user_agent) <= 300),
        address text CHECK (length(address) <= 64),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_used_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX sessions_user_idx ON sessions (user_id);
      CREATE INDEX sessions_revoked_idx ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;

      CREATE TABLE refresh_tokens (
        token_hash bytea PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
        issued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        used_at timestamptz
      );
      CREATE INDEX refresh_tokens_session_idx ON refresh_tokens (session_id);

      CREATE TABLE accounts (
        id uuid PRIMARY KEY REFERENCES ledger_accounts,
        user_id uuid NOT NULL REFERENCES users,
        number text NOT NULL UNIQUE CHECK (number ~ '^[0-9]{12}$'),
        nickname text NOT NULL CHECK (length(nickname) BETWEEN 1 AND 300),
        opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        closed_at timestamptz
      );
      CREATE INDEX accounts_user_idx ON accounts (user_id);

      CREATE TABLE attempt_counters (
        key text PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      );

      GRANT SELECT, INSERT, UPDATE ON users, sessions, refresh_tokens, accounts TO chickpay_app;
      GRANT DELETE ON refresh_tokens, sessions TO chickpay_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON attempt_counters TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE attempt_counters, accounts, refresh_tokens, sessions, users`);
  }
}
