import type { MigrationInterface, QueryRunner } from "typeorm";

/** A row for each try and not for each payer: a key that was refused has had its answer, also after another has paid. */
export class RequestPaymentTries1763604010000 implements MigrationInterface {
  name = "RequestPaymentTries1763604010000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE money_request_payments
        DROP CONSTRAINT money_request_payments_pkey,
        ADD PRIMARY KEY (request_id, payer_id, attempt),
        ADD UNIQUE (request_id, payer_id, idempotency_key);
      -- One that may have moved money, or has: no other try of the same payer beside it.
      CREATE UNIQUE INDEX money_request_payments_one_idx ON money_request_payments (request_id, payer_id)
        WHERE state <> 'failed';
      COMMENT ON COLUMN money_request_payments.idempotency_key IS 'The payer''s, of this try.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX money_request_payments_one_idx;
      DELETE FROM money_request_payments p USING money_request_payments later
        WHERE later.request_id = p.request_id AND later.payer_id = p.payer_id AND later.attempt > p.attempt;
      ALTER TABLE money_request_payments
        DROP CONSTRAINT money_request_payments_pkey,
        DROP CONSTRAINT money_request_payments_request_id_payer_id_idempotency_key_key,
        ADD PRIMARY KEY (request_id, payer_id);
    `);
  }
}
