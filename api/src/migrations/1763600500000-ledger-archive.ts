import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Months of postings that left the database for a file: what remains of them here, and the owner's functions that take
 * a month out, put it back, and mend what fell into the default partition. See docs/LEDGER.md, "Months and the archive".
 */
export class LedgerArchive1763600500000 implements MigrationInterface {
  name = "LedgerArchive1763600500000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(ENSURE);
    await runner.query(ARCHIVE);
    await runner.query(MEND);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION ledger_archive_month, ledger_restore_month, ledger_mend_default_partition, ledger_partition_of,
        ledger_attach_month;
      DROP TABLE archived_postings, archived_months;
      REVOKE SELECT ON postings_default FROM chickpay_app;
    `);
  }
}

const TABLES = `
  -- A month of postings that is in a file, and how to know that file again.
  CREATE TABLE archived_months (
    month date PRIMARY KEY CHECK (extract(day FROM month) = 1),
    postings bigint NOT NULL CHECK (postings >= 0),
    file text NOT NULL,
    file_sha256 bytea NOT NULL CHECK (length(file_sha256) = 32),
    content_sha256 bytea NOT NULL CHECK (length(content_sha256) = 32),
    archived_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );

  -- What an account's postings of such a month came to. An account without a floor has no versions.
  CREATE TABLE archived_postings (
    account_id uuid NOT NULL,
    month date NOT NULL REFERENCES archived_months,
    postings bigint NOT NULL CHECK (postings > 0),
    amount numeric NOT NULL,
    hold numeric NOT NULL,
    first_version bigint,
    last_version bigint,
    balance_after bigint,
    held_after bigint,
    PRIMARY KEY (account_id, month),
    CHECK (last_version IS NULL OR last_version - first_version + 1 = postings),
    CHECK ((last_version IS NULL) = (first_version IS NULL) AND (last_version IS NULL) = (balance_after IS NULL)
      AND (last_version IS NULL) = (held_after IS NULL))
  );
`;

const ENSURE = `
  -- As before, but a month whose rows are in the default partition already is left for the mending: it must not keep
  -- the months after it from being made.
  CREATE OR REPLACE FUNCTION ledger_ensure_partitions(p_months int) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    first_day timestamptz;
    made int := 0;
  BEGIN
    -- Two processes that start together would both find it missing.
    PERFORM pg_advisory_xact_lock(hashtext('chickpay ledger partitions'));
    FOR m IN 0..p_months LOOP
      first_day := date_trunc('month', clock_timestamp(), 'UTC') + make_interval(months => m);
      CONTINUE WHEN to_regclass('public.postings_' || to_char(first_day AT TIME ZONE 'UTC', 'YYYY_MM')) IS NOT NULL
        OR EXISTS (SELECT FROM postings_default
                   WHERE recorded_at >= first_day AND recorded_at < first_day + interval '1 month');
      EXECUTE format('CREATE TABLE public.postings_%s PARTITION OF public.postings FOR VALUES FROM (%L) TO (%L)',
        to_char(first_day AT TIME ZONE 'UTC', 'YYYY_MM'), first_day, first_day + interval '1 month');
      made := made + 1;
    END LOOP;
    RETURN made;
  END $$;
`;

const ARCHIVE = `
  -- The attached partition of a month; NULL when there is none.
  CREATE FUNCTION ledger_partition_of(p_month date) RETURNS regclass
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT inhrelid::regclass FROM pg_inherits
    WHERE inhparent = 'public.postings'::regclass
      AND inhrelid = to_regclass('public.postings_' || to_char(p_month, 'YYYY_MM'))
  $$;

  -- Makes the table of a month, which is filled already, a partition. The check constraint spares the scan that would
  -- else be made with everybody waiting.
  CREATE FUNCTION ledger_attach_month(p_month date) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    name text := 'postings_' || to_char(p_month, 'YYYY_MM');
    month_start timestamptz := p_month::timestamp AT TIME ZONE 'UTC';
    month_end timestamptz := (p_month + interval '1 month') AT TIME ZONE 'UTC';
  BEGIN
    EXECUTE format('ALTER TABLE public.%I ADD CONSTRAINT of_the_month CHECK (recorded_at >= %L AND recorded_at < %L)',
      name, month_start, month_end);
    EXECUTE format('ALTER TABLE public.postings ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
      name, month_start, month_end);
    EXECUTE format('ALTER TABLE public.%I DROP CONSTRAINT of_the_month', name);
  END $$;

  -- Takes a month out of the database, after its file was written and read back. Keeps what each account's postings came
  -- to; sums each account without a floor up to the month's end, so that no balance needs the month any more.
  CREATE FUNCTION ledger_archive_month(
    p_month date, p_postings bigint, p_file text, p_file_sha256 bytea, p_content_sha256 bytea
  ) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    partition regclass := ledger_partition_of(p_month);
    month_start timestamptz := p_month::timestamp AT TIME ZONE 'UTC';
    month_end timestamptz := (p_month + interval '1 month') AT TIME ZONE 'UTC';
    month_last timestamptz := month_end - interval '1 microsecond';
    wrong text;
  BEGIN
    IF partition IS NULL THEN RAISE EXCEPTION 'there is no partition of %', p_month; END IF;
    -- A day is far more than any transaction takes that still could write into the month.
    IF month_end > clock_timestamp() - interval '1 day' THEN RAISE EXCEPTION 'the month % is not over', p_month; END IF;
    EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', partition);
    IF EXISTS (SELECT FROM postings_default WHERE recorded_at >= month_start AND recorded_at < month_end) THEN
      RAISE EXCEPTION 'the default partition holds postings of %', p_month;
    END IF;

    INSERT INTO archived_months (month, postings, file, file_sha256, content_sha256)
      VALUES (p_month, p_postings, p_file, p_file_sha256, p_content_sha256);
    INSERT INTO archived_postings (account_id, month, postings, amount, hold, first_version, last_version,
        balance_after, held_after)
      SELECT s.account_id, p_month, s.postings, s.amount, s.hold, s.first_version, s.last_version,
             l.balance_after, l.held_after
      FROM (SELECT account_id, count(*) AS postings, sum(amount) AS amount, sum(hold) AS hold,
                   min(version) AS first_version, max(version) AS last_version
            FROM postings WHERE recorded_at >= month_start AND recorded_at < month_end GROUP BY account_id) s
      LEFT JOIN postings l ON l.account_id = s.account_id AND l.version = s.last_version
        AND l.recorded_at >= month_start AND l.recorded_at < month_end;

    -- A month that does not add up must stay where it can be looked at.
    IF p_postings <> (SELECT coalesce(sum(postings), 0) FROM archived_postings WHERE month = p_month) THEN
      RAISE EXCEPTION 'the month % does not have % postings', p_month, p_postings;
    END IF;
    SELECT string_agg(currency, ', ') INTO wrong FROM (
      SELECT a.currency FROM archived_postings p LEFT JOIN ledger_accounts a ON a.id = p.account_id
      WHERE p.month = p_month GROUP BY a.currency HAVING sum(p.amount) <> 0) s;
    IF wrong IS NOT NULL THEN RAISE EXCEPTION 'the postings of % do not sum to zero in %', p_month, wrong; END IF;

    -- Somebody who adds up a balance at this moment sees the roll-ups of a moment ago and the postings of now.
    IF EXISTS (SELECT FROM archived_postings p WHERE p.month = p_month AND p.last_version IS NULL AND EXISTS (
        SELECT FROM postings o WHERE o.account_id = p.account_id AND o.version IS NULL AND o.recorded_at < month_end
          AND o.recorded_at > coalesce((SELECT max(r.up_to) FROM clearing_rollups r
                                        WHERE r.account_id = p.account_id), '-infinity'))) THEN
      RAISE EXCEPTION 'the month % is not rolled up', p_month;
    END IF;
    INSERT INTO clearing_rollups (account_id, up_to, balance)
      SELECT p.account_id, month_last,
        (SELECT sum(s.amount) FROM archived_postings s WHERE s.account_id = p.account_id AND s.month <= p_month)
        + coalesce((SELECT sum(o.amount) FROM postings o WHERE o.account_id = p.account_id AND o.version IS NULL
                    AND o.recorded_at < month_start), 0)
      FROM archived_postings p WHERE p.month = p_month AND p.last_version IS NULL
      ON CONFLICT DO NOTHING;
    -- Those inside the month could no longer be compared with anything.
    DELETE FROM clearing_rollups r USING archived_postings p
      WHERE p.month = p_month AND r.account_id = p.account_id AND r.up_to >= month_start AND r.up_to < month_last;

    EXECUTE format('ALTER TABLE public.postings DETACH PARTITION %s', partition);
    EXECUTE format('DROP TABLE %s', partition);
  END $$;

  -- Puts a month back: its rows are in the table of its name, outside of the books, and become a partition again if
  -- they are what was taken out.
  CREATE FUNCTION ledger_restore_month(p_month date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    wrong bigint;
  BEGIN
    IF NOT EXISTS (SELECT FROM archived_months WHERE month = p_month) THEN
      RAISE EXCEPTION 'the month % is not in the archive', p_month;
    END IF;
    EXECUTE format(
      'SELECT count(*) FROM (SELECT * FROM archived_postings WHERE month = %L) a
       FULL JOIN (SELECT account_id, count(*) AS postings, sum(amount) AS amount, sum(hold) AS hold,
                         min(version) AS first_version, max(version) AS last_version
                  FROM public.%I GROUP BY account_id) r USING (account_id)
       WHERE (a.postings, a.amount, a.hold, a.first_version, a.last_version)
         IS DISTINCT FROM (r.postings, r.amount, r.hold, r.first_version, r.last_version)',
      p_month, 'postings_' || to_char(p_month, 'YYYY_MM')) INTO wrong;
    IF wrong > 0 THEN RAISE EXCEPTION 'the postings of % differ for % accounts', p_month, wrong; END IF;
    PERFORM ledger_attach_month(p_month);
    DELETE FROM archived_postings WHERE month = p_month;
    DELETE FROM archived_months WHERE month = p_month;
  END $$;
`;

const MEND = `
  -- Moves what is in the default partition into partitions of its months, which are made for it. Everybody waits
  -- meanwhile: a row that was on its way into the default partition would else be refused.
  CREATE FUNCTION ledger_mend_default_partition() RETURNS TABLE (month date, postings bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  #variable_conflict use_column
  DECLARE
    each date;
    name text;
    moved bigint;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('chickpay ledger partitions'));
    LOCK TABLE public.postings IN ACCESS EXCLUSIVE MODE;
    FOR each IN
      SELECT DISTINCT date_trunc('month', recorded_at AT TIME ZONE 'UTC')::date AS first_day
      FROM postings_default ORDER BY first_day
    LOOP
      -- Its file and its sums would no longer be all of the month. The engine records nothing in the past.
      IF EXISTS (SELECT FROM archived_months a WHERE a.month = each) THEN
        RAISE EXCEPTION 'the default partition holds postings of %, which is archived: somebody put them there by hand', each;
      END IF;
      name := 'postings_' || to_char(each, 'YYYY_MM');
      EXECUTE format('CREATE TABLE public.%I (LIKE public.postings INCLUDING ALL)', name);
      EXECUTE format(
        'WITH moved AS (DELETE FROM public.postings_default WHERE recorded_at >= %L AND recorded_at < %L RETURNING *)
         INSERT INTO public.%I SELECT * FROM moved',
        each::timestamp AT TIME ZONE 'UTC', (each + interval '1 month') AT TIME ZONE 'UTC', name);
      GET DIAGNOSTICS moved = ROW_COUNT;
      PERFORM ledger_attach_month(each);
      RETURN QUERY SELECT each, moved;
    END LOOP;
  END $$;
`;

const GRANTS = `
  -- Taking months out and putting them back is the owner's alone; the application only looks.
  REVOKE ALL ON FUNCTION ledger_archive_month, ledger_restore_month, ledger_mend_default_partition,
    ledger_partition_of, ledger_attach_month FROM PUBLIC;
  GRANT SELECT ON archived_months, archived_postings, postings_default TO chickpay_app;
`;
