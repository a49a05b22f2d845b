import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Clearing accounts are added up to a moment that no transaction can write before any more. The clock alone does not know
 * it: a commit may wait for its standby longer than any margin. So a call adds up to the moment that one before it marked,
 * once every transaction that began before that mark is over.
 */
export class ClearingMark1763603410000 implements MigrationInterface {
  name = "ClearingMark1763603410000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row. Its transaction is later than all that had begun at its moment.
      CREATE TABLE clearing_mark (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        at timestamptz NOT NULL,
        xid xid8 NOT NULL
      );
      INSERT INTO clearing_mark (at, xid) VALUES (clock_timestamp(), pg_current_xact_id());
      DROP FUNCTION ledger_roll_up();

      -- Answers up to when every account without a floor is added up, or NULL while something older is still under way.
      CREATE FUNCTION ledger_roll_up() RETURNS timestamptz
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      DECLARE
        -- Before this transaction has a number: whoever recorded something by now has a lower one, or will have it within
        -- a statement's time, which is far below the five minutes left out.
        now_at timestamptz := clock_timestamp();
        mark clearing_mark;
        border timestamptz;
      BEGIN
        SELECT * INTO mark FROM clearing_mark FOR UPDATE;
        -- A number that this server has not given yet came with the data of another one; nothing of that is under way.
        IF mark.xid > pg_snapshot_xmin(pg_current_snapshot()) AND mark.xid < pg_snapshot_xmax(pg_current_snapshot()) THEN
          RETURN NULL;
        END IF;
        border := mark.at - interval '5 minutes';
        INSERT INTO clearing_rollups (account_id, up_to, balance)
          SELECT a.id, border, coalesce(last.balance, 0) + tail.sum
          FROM ledger_accounts a
          LEFT JOIN LATERAL (SELECT balance, up_to FROM clearing_rollups WHERE account_id = a.id
                             ORDER BY up_to DESC LIMIT 1) last ON true
          CROSS JOIN LATERAL (SELECT sum(p.amount) AS sum FROM postings p WHERE p.account_id = a.id
                              AND p.version IS NULL AND p.recorded_at <= border
                              AND p.recorded_at > coalesce(last.up_to, '-infinity')) tail
          WHERE a.floor IS NULL AND tail.sum IS NOT NULL;
        UPDATE clearing_mark SET at = now_at, xid = pg_current_xact_id();
        RETURN border;
      END $$;
      REVOKE ALL ON FUNCTION ledger_roll_up FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION ledger_roll_up TO chickpay_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error("A roll-up by the clock may leave a deposit out of a clearing account's balance.");
  }
}
