import type { MigrationInterface, QueryRunner } from "typeorm";

/** Transfers that are made later, once or again and again, and what became of each. */
export class Schedules1763602300000 implements MigrationInterface {
  name = "Schedules1763602300000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE schedules (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users,
        from_account_id uuid NOT NULL REFERENCES accounts,
        payee_account_id uuid NOT NULL REFERENCES accounts,
        amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000000),
        memo text CHECK (length(memo) BETWEEN 1 AND 200),
        recipient_memo text CHECK (length(recipient_memo) BETWEEN 1 AND 200),
        kind text NOT NULL CHECK (kind IN ('once', 'delayed', 'weekly', 'monthly')),
        weekday smallint CHECK (weekday BETWEEN 1 AND 7),
        day_of_month smallint CHECK (day_of_month BETWEEN 1 AND 31),
        hour smallint CHECK (hour BETWEEN 0 AND 23),
        starts_on date,
        ends_on date,
        times_max integer CHECK (times_max > 0),
        state text NOT NULL CHECK (state IN ('active', 'paused', 'ended', 'cancelled')),
        -- Milliseconds are what the program knows: a run is named by this moment.
        next_run_at timestamptz(3),
        -- Runs begun.
        run_count integer NOT NULL DEFAULT 0,
        idempotency_key text NOT NULL,
        request_hash bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        UNIQUE (user_id, idempotency_key),
        CHECK (from_account_id <> payee_account_id),
        CHECK ((state = 'active') = (next_run_at IS NOT NULL)),
        CHECK ((kind = 'weekly') = (weekday IS NOT NULL)),
        CHECK ((kind = 'monthly') = (day_of_month IS NOT NULL)),
        CHECK ((kind IN ('weekly', 'monthly')) = (hour IS NOT NULL))
      );
      CREATE TABLE schedule_runs (
        schedule_id uuid NOT NULL REFERENCES schedules ON DELETE CASCADE,
        due_at timestamptz(3) NOT NULL,
        state text NOT NULL CHECK (state IN ('running', 'succeeded', 'failed')),
        movement_id uuid,
        failure text,
        finished_at timestamptz,
        PRIMARY KEY (schedule_id, due_at),
        CHECK ((state = 'succeeded') = (movement_id IS NOT NULL)),
        CHECK ((state = 'failed') = (failure IS NOT NULL)),
        CHECK ((state = 'running') = (finished_at IS NULL))
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON schedules TO chickpay_app;
      GRANT SELECT, INSERT, UPDATE ON schedule_runs TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE schedule_runs, schedules`);
  }
}
