import type { MigrationInterface, QueryRunner } from "typeorm";

/** Money that members ask one another for, alone or as shares of one sum, and how it was paid. */
export class MoneyRequests1763602900000 implements MigrationInterface {
  name = "MoneyRequests1763602900000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE money_splits (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users,
        total bigint NOT NULL CHECK (total BETWEEN 1 AND 1000000000000000),
        -- What whoever asks bears themselves; the rest is asked for.
        own_share bigint NOT NULL CHECK (own_share >= 0 AND own_share < total),
        idempotency_key text NOT NULL,
        request_hash bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (user_id, idempotency_key)
      );
      CREATE TABLE money_requests (
        id uuid PRIMARY KEY,
        -- Who asks, and where the money is to go.
        user_id uuid NOT NULL REFERENCES users,
        account_id uuid NOT NULL REFERENCES accounts,
        -- Who is asked, under the account they were found by; whoever has the link when there is none.
        payer_id uuid REFERENCES users,
        payer_account_id uuid REFERENCES accounts,
        -- Of a link: its hash, by which it is found, and itself, sealed with the key of the member who asks.
        link_hash bytea UNIQUE,
        link_sealed bytea,
        amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000000),
        memo text CHECK (length(memo) BETWEEN 1 AND 200),
        -- One that is open past expires_at has expired: nobody has to come by for it.
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paid', 'declined', 'cancelled')),
        payers_max smallint NOT NULL DEFAULT 1 CHECK (payers_max > 0),
        paid_count smallint NOT NULL DEFAULT 0 CHECK (paid_count BETWEEN 0 AND payers_max),
        split_id uuid REFERENCES money_splits,
        -- Who is asked wants nothing of this asker, who is not told.
        hidden boolean NOT NULL DEFAULT false,
        -- Of a share they are the split's.
        idempotency_key text,
        request_hash bytea,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL,
        closed_at timestamptz,
        reminded_at timestamptz,
        UNIQUE (user_id, idempotency_key),
        CHECK (payer_id <> user_id),
        CHECK ((payer_id IS NULL) = (payer_account_id IS NULL)),
        CHECK ((payer_id IS NULL) = (link_hash IS NOT NULL) AND (link_hash IS NULL) = (link_sealed IS NULL)),
        CHECK (payer_id IS NULL OR payers_max = 1),
        CHECK ((split_id IS NULL) = (idempotency_key IS NOT NULL)
          AND (idempotency_key IS NULL) = (request_hash IS NULL)),
        CHECK ((state = 'paid') = (paid_count = payers_max)),
        CHECK ((state = 'open') = (closed_at IS NULL))
      );
      CREATE INDEX money_requests_user_idx ON money_requests (user_id, id);
      CREATE INDEX money_requests_payer_idx ON money_requests (payer_id, id) WHERE payer_id IS NOT NULL;
      CREATE INDEX money_requests_split_idx ON money_requests (split_id) WHERE split_id IS NOT NULL;

      -- Who pays or has paid: one row a member, whatever becomes of the tries.
      CREATE TABLE money_request_payments (
        request_id uuid NOT NULL REFERENCES money_requests ON DELETE CASCADE,
        payer_id uuid NOT NULL REFERENCES users,
        from_account_id uuid NOT NULL REFERENCES accounts,
        -- Counts the tries that the books were asked for: each has a key of its own there.
        attempt integer NOT NULL CHECK (attempt > 0),
        -- The payer's, of the newest try.
        idempotency_key text NOT NULL,
        state text NOT NULL CHECK (state IN ('paying', 'paid', 'failed')),
        movement_id uuid,
        finished_at timestamptz,
        PRIMARY KEY (request_id, payer_id),
        CHECK ((state = 'paid') = (movement_id IS NOT NULL)),
        CHECK ((state = 'paying') = (finished_at IS NULL))
      );
      CREATE INDEX money_request_payments_payer_idx ON money_request_payments (payer_id, request_id);

      -- Of whom a member wants no requests.
      CREATE TABLE refused_askers (
        user_id uuid NOT NULL REFERENCES users,
        asker_id uuid NOT NULL REFERENCES users,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (user_id, asker_id)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON money_splits, money_requests, money_request_payments, refused_askers
        TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE refused_askers, money_request_payments, money_requests, money_splits`);
  }
}
