import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What the history is searched by: an inverted index over the postings, kept from the outbox so that no transfer waits for
 * it. A key is the hash of a short text (`c:` counterparty, `a:` amount, …), so neither memo nor amount can be read here,
 * and two keys of one hash cost a look at a row, never a wrong answer: every hit is looked up in the books.
 */
export class History1763602400000 implements MigrationInterface {
  name = "History1763602400000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE history_keys (
        account_id uuid NOT NULL,
        key bigint NOT NULL,
        version bigint NOT NULL,
        -- Of the posting: names its partition.
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (account_id, key, version) INCLUDE (recorded_at)
      );

      -- Postings of the account up to this version are in history_keys.
      CREATE TABLE history_accounts (
        account_id uuid PRIMARY KEY,
        version bigint NOT NULL
      );

      -- Whom an account has had to do with: few, beside its movements.
      CREATE TABLE history_counterparties (
        account_id uuid NOT NULL,
        counterparty_id uuid NOT NULL,
        PRIMARY KEY (account_id, counterparty_id)
      );

      -- What a member has written on a movement: text and tags, sealed with the member's own key. The root is the movement,
      -- or the reservation that came before it.
      CREATE TABLE transaction_notes (
        user_id uuid NOT NULL REFERENCES users,
        root_id uuid NOT NULL REFERENCES movements,
        sealed bytea NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (user_id, root_id)
      );

      -- Failed attempts have neither posting nor event. What is accepted never enters this index.
      CREATE INDEX movements_refused_idx ON movements (debit_account_id, id) WHERE state = 'refused';

      GRANT SELECT, INSERT, UPDATE, DELETE ON history_keys, history_accounts, history_counterparties, transaction_notes
        TO chickpay_app;
      -- To be made anew from the events: deleting that many rows would take longer than a statement may.
      GRANT TRUNCATE ON history_keys, history_accounts, history_counterparties TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX movements_refused_idx;
      DROP TABLE transaction_notes, history_counterparties, history_accounts, history_keys;
    `);
  }
}
