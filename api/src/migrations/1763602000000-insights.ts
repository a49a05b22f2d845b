import type { MigrationInterface, QueryRunner } from "typeorm";

/** How far each reader of the outbox is, and the first read model that is made of it: sums by day and counterparty. */
export class Insights1763602000000 implements MigrationInterface {
  name = "Insights1763602000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox_positions (
        reader text PRIMARY KEY,
        -- Events up to this one are taken in.
        position bigint NOT NULL DEFAULT 0,
        -- No event up to this one is still being written.
        settled bigint NOT NULL DEFAULT 0,
        -- Becomes settled once every transaction before mark_xid is over.
        mark bigint,
        mark_xid xid8
      );

      CREATE TABLE account_days (
        account_id uuid NOT NULL REFERENCES ledger_accounts,
        -- In Asia/Seoul.
        day date NOT NULL,
        total_in bigint NOT NULL,
        total_out bigint NOT NULL,
        count integer NOT NULL,
        -- Where the day's last movement left the account, and at which version.
        closing bigint,
        version bigint NOT NULL,
        PRIMARY KEY (account_id, day)
      );

      CREATE TABLE counterparty_months (
        account_id uuid NOT NULL REFERENCES ledger_accounts,
        -- The first day, in Asia/Seoul.
        month date NOT NULL,
        counterparty_id uuid NOT NULL,
        total_in bigint NOT NULL,
        total_out bigint NOT NULL,
        count integer NOT NULL,
        PRIMARY KEY (account_id, month, counterparty_id)
      );

      -- To look at the last number given; taking one would need more.
      GRANT SELECT ON SEQUENCE outbox_id_seq TO chickpay_app;
      GRANT SELECT, INSERT, UPDATE ON outbox_positions TO chickpay_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON account_days, counterparty_months TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE SELECT ON SEQUENCE outbox_id_seq FROM chickpay_app`);
    await runner.query(`DROP TABLE counterparty_months, account_days, outbox_positions`);
  }
}
