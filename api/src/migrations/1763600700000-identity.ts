import type { MigrationInterface, QueryRunner } from "typeorm";

/** The audit log, second factors, passkeys, challenges, and what a session and a movement know of where they came from. */
export class Identity1763600700000 implements MigrationInterface {
  name = "Identity1763600700000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Written in the transaction of what it tells of. Nobody but the owner changes or deletes a row.
      CREATE TABLE audit_events (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        action text NOT NULL CHECK (action ~ '^[a-z_]{1,40}[.][a-z_]{1,40}$'),
        outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
        -- Who did it; nobody when nobody was known.
        actor_id uuid,
        -- Whose affairs it concerns.
        user_id uuid,
        session_id uuid,
        address text CHECK (length(address) <= 64),
        user_agent text CHECK (length(user_agent) <= 300),
        request_id text CHECK (length(request_id) <= 64),
        before jsonb,
        after jsonb
      );
      CREATE INDEX audit_events_user_idx ON audit_events (user_id, id DESC);
      GRANT SELECT, INSERT ON audit_events TO chickpay_app;

      ALTER TABLE sessions
        -- How the person proved who they are: password, totp, recovery_code, passkey.
        ADD COLUMN methods text[] NOT NULL DEFAULT '{password}',
        -- No use prolongs a session beyond this.
        ADD COLUMN ends_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '90 days',
        ADD COLUMN device_id uuid;

      CREATE TABLE totp_factors (
        user_id uuid PRIMARY KEY REFERENCES users,
        secret bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Null until a first code showed that the app has the secret.
        confirmed_at timestamptz,
        -- The newest time step whose code was taken. It and all before it are used up.
        last_step bigint NOT NULL DEFAULT 0
      );

      CREATE TABLE recovery_codes (
        user_id uuid NOT NULL REFERENCES users,
        hash bytea NOT NULL,
        salt bytea NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (user_id, hash)
      );

      CREATE TABLE passkeys (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users,
        credential_id text NOT NULL UNIQUE CHECK (length(credential_id) <= 1400),
        public_key bytea NOT NULL,
        counter bigint NOT NULL DEFAULT 0,
        transports text[] NOT NULL DEFAULT '{}',
        backed_up boolean NOT NULL DEFAULT false,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_used_at timestamptz
      );
      CREATE INDEX passkeys_user_idx ON passkeys (user_id);

      -- A question put to somebody: a code or a passkey, for one purpose, for a few minutes and a few tries.
      CREATE TABLE challenges (
        id uuid PRIMARY KEY,
        purpose text NOT NULL CHECK (purpose IN ('log_in', 'step_up', 'passkey_log_in', 'passkey_registration')),
        -- Null while a passkey is yet to say who it is.
        user_id uuid REFERENCES users,
        session_id uuid,
        methods text[] NOT NULL,
        webauthn_challenge text,
        -- SHA-256 of the operation that a step-up approves.
        binding bytea,
        token_hash bytea UNIQUE,
        tries integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL,
        passed_at timestamptz
      );
      CREATE INDEX challenges_expires_idx ON challenges (expires_at);
      CREATE INDEX challenges_user_idx ON challenges (user_id);

      -- Whom a member has sent a large sum before, approved by a step-up.
      CREATE TABLE approved_payees (
        user_id uuid NOT NULL REFERENCES users,
        -- An account here, or bank code and account number.
        payee text NOT NULL CHECK (length(payee) <= 100),
        approved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (user_id, payee)
      );

      GRANT SELECT, INSERT, UPDATE, DELETE ON totp_factors, recovery_codes, passkeys, challenges, approved_payees
        TO chickpay_app;

      -- A movement is its own audit row: who, what, when, before and after it knew already; from where it knows now.
      ALTER TABLE movements
        ADD COLUMN session_id uuid,
        ADD COLUMN address text CHECK (length(address) <= 64);
      ALTER TABLE bank_orders
        ADD COLUMN session_id uuid,
        ADD COLUMN address text CHECK (length(address) <= 64);
    `);
    await replaceLedgerApply(runner, (source) =>
      CHANGES.reduce((text, [from, to]) => exchanged(text, from, to), source),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceLedgerApply(runner, (source) =>
      CHANGES.reduce((text, [from, to]) => exchanged(text, to, from), source),
    );
    await runner.query(`
      ALTER TABLE bank_orders DROP COLUMN session_id, DROP COLUMN address;
      ALTER TABLE movements DROP COLUMN session_id, DROP COLUMN address;
      DROP TABLE approved_payees, challenges, passkeys, recovery_codes, totp_factors, audit_events;
      ALTER TABLE sessions DROP COLUMN methods, DROP COLUMN ends_at, DROP COLUMN device_id;
    `);
  }
}

/** A process of the release before calls with fewer arguments, and leaves the new ones out. */
const CHANGES: ReadonlyArray<readonly [from: string, to: string]> = [
  ["p_corrects uuid[])", "p_corrects uuid[], p_session uuid[] DEFAULT NULL, p_address text[] DEFAULT NULL)"],
  [
    "reservation_id, corrects, debit_version, credit_version, occurred_at, recorded_at)",
    "reservation_id, corrects, debit_version, credit_version, occurred_at, recorded_at, session_id, address)",
  ],
  ["coalesce(u.occurred_at, now_at), now_at\n", "coalesce(u.occurred_at, now_at), now_at, u.session, u.address\n"],
  ["o_dv, o_cv, p_occurred_at)\n", "o_dv, o_cv, p_occurred_at, p_session, p_address)\n"],
  [
    "counter_memo, reservation, corrects, dv, cv, occurred_at)",
    "counter_memo, reservation, corrects, dv, cv, occurred_at, session, address)",
  ],
];

function exchanged(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`ledger_apply is not as it was made: ${from.trim()}`);
  return text.replace(from, () => to);
}

/** Another list of parameters makes another function, so the old one goes; its rights are given again. */
async function replaceLedgerApply(runner: QueryRunner, change: (source: string) => string): Promise<void> {
  const [{ source, name }] = await runner.query(
    `SELECT pg_get_functiondef(oid) AS source, oid::regprocedure::text AS name FROM pg_proc
     WHERE oid = 'ledger_apply'::regproc`,
  );
  await runner.query(`DROP FUNCTION ${name}`);
  await runner.query(change(source));
  await runner.query(`
    REVOKE ALL ON FUNCTION ledger_apply FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION ledger_apply TO chickpay_app;
  `);
}
