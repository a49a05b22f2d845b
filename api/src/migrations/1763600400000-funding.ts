import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Orders to a bank: money drawn from it (deposit) or sent to it (withdrawal). The order is written before the bank is
 * asked and under the id of the ledger's reservation, so that a crash at any point leaves something to finish.
 */
export class Funding1763600400000 implements MigrationInterface {
  name = "Funding1763600400000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bank_orders (
        id uuid PRIMARY KEY,
        direction text NOT NULL CHECK (direction IN ('deposit', 'withdrawal')),
        user_id uuid NOT NULL REFERENCES users,
        account_id uuid NOT NULL REFERENCES accounts,
        amount bigint NOT NULL CHECK (amount > 0),
        bank_code text NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
        bank_account_number text NOT NULL CHECK (bank_account_number ~ '^[0-9]{8,16}$'),
        idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 200),
        request_hash bytea NOT NULL,
        -- asked: the bank may have moved the money. confirmed, refused: its answer, not yet in the books.
        state text NOT NULL DEFAULT 'new'
          CHECK (state IN ('new', 'asked', 'confirmed', 'refused', 'settled', 'released', 'void')),
        refusal text,
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz,
        UNIQUE (user_id, idempotency_key)
      );
      CREATE INDEX bank_orders_open_idx ON bank_orders (next_attempt_at)
        WHERE state IN ('new', 'asked', 'confirmed', 'refused');
      GRANT SELECT, INSERT, UPDATE ON bank_orders TO chickpay_app;

      -- What the sandbox bank remembers: a real bank keeps this on its side, and answers by our reference.
      CREATE TABLE sandbox_bank_transfers (
        reference uuid PRIMARY KEY,
        direction text NOT NULL,
        bank_code text NOT NULL,
        bank_account_number text NOT NULL,
        amount bigint NOT NULL,
        result text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      GRANT SELECT, INSERT ON sandbox_bank_transfers TO chickpay_app;

      -- The bank's side of every deposit and withdrawal.
      SELECT ledger_open_account('00000000-0000-7000-8000-000000000001', 'KRW', 'clearing', NULL, NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sandbox_bank_transfers, bank_orders`);
  }
}
