import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The books: accounts, movements, postings, and the functions that are the only way to write them.
 * The functions run as the owner (SECURITY DEFINER) and the application may only call them, so a balance cannot be
 * changed by a stray UPDATE, nor a posting be altered, whatever the application's code does. See docs/LEDGER.md.
 * pg_temp stands last in each function's search_path: left out it would be searched first, and a temporary table of the
 * caller's could stand in for one of the books.
 */
export class Ledger1763600200000 implements MigrationInterface {
  name = "Ledger1763600200000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(PARTITIONS);
    await runner.query(APPLY);
    await runner.query(ACCOUNT_FUNCTIONS);
    await runner.query(ROLLUP);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION ledger_apply, ledger_open_account, ledger_close_account, ledger_set_limits,
        ledger_ensure_partitions, ledger_roll_up, ledger_account_balance;
      DROP TYPE ledger_outcome;
      DROP TABLE clearing_rollups, postings, movements, ledger_accounts;
    `);
  }
}

const TABLES = `
  CREATE TABLE ledger_accounts (
    id uuid PRIMARY KEY,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    kind text NOT NULL CHECK (kind IN ('customer', 'merchant', 'clearing', 'suspense', 'fee')),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'frozen', 'closed')),
    -- NULL: no floor. Such an account is never locked nor updated; its balance is the sum of its postings.
    floor bigint,
    balance bigint NOT NULL DEFAULT 0,
    held bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
    version bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
    limit_single bigint CHECK (limit_single >= 0),
    limit_daily bigint CHECK (limit_daily >= 0),
    spent_on date,
    spent_today bigint NOT NULL DEFAULT 0 CHECK (spent_today >= 0),
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    closed_at timestamptz,
    CHECK ((kind IN ('customer', 'merchant')) = (floor IS NOT NULL)),
    CHECK (floor IS NULL OR balance - held >= floor),
    CHECK (floor IS NOT NULL OR (balance = 0 AND held = 0 AND version = 0)),
    CHECK (status <> 'closed' OR (balance = 0 AND held = 0))
  ) WITH (fillfactor = 50);

  CREATE TABLE movements (
    id uuid PRIMARY KEY,
    operation text NOT NULL CHECK (operation IN ('post', 'reserve', 'settle', 'release')),
    kind text NOT NULL CHECK (kind ~ '^[a-z_]{1,40}$'),
    debit_account_id uuid NOT NULL,
    credit_account_id uuid NOT NULL,
    amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000000),
    currency text NOT NULL,
    state text NOT NULL CHECK (state IN ('posted', 'reserved', 'settled', 'released', 'refused')),
    refusal text,
    refusal_limit bigint,
    refusal_available bigint,
    requester_id uuid NOT NULL,
    idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 200),
    request_hash bytea NOT NULL,
    memo text CHECK (length(memo) <= 200),
    counter_memo text CHECK (length(counter_memo) <= 200),
    reservation_id uuid,
    corrects uuid,
    debit_version bigint,
    credit_version bigint,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    UNIQUE (requester_id, idempotency_key),
    CHECK (debit_account_id <> credit_account_id),
    CHECK ((state = 'refused') = (refusal IS NOT NULL)),
    CHECK ((operation IN ('settle', 'release')) = (reservation_id IS NOT NULL))
  );
  -- Open reservations are few at any time; this finds those of an account that wants to close.
  CREATE INDEX movements_reserved_idx ON movements (credit_account_id) WHERE state = 'reserved';

  CREATE TABLE postings (
    movement_id uuid NOT NULL,
    account_id uuid NOT NULL,
    amount bigint NOT NULL,
    hold bigint NOT NULL DEFAULT 0,
    balance_after bigint,
    held_after bigint,
    version bigint,
    recorded_at timestamptz NOT NULL,
    CHECK (amount <> 0 OR hold <> 0),
    CHECK ((version IS NULL) = (balance_after IS NULL) AND (version IS NULL) = (held_after IS NULL))
  ) PARTITION BY RANGE (recorded_at);
  -- One index for three uses: no version twice, history by keyset on the version, the tail of a clearing account.
  CREATE UNIQUE INDEX postings_account_version_idx ON postings (account_id, version, recorded_at);
  CREATE TABLE postings_default PARTITION OF postings DEFAULT;

  CREATE TABLE clearing_rollups (
    account_id uuid NOT NULL REFERENCES ledger_accounts,
    up_to timestamptz NOT NULL,
    balance numeric NOT NULL,
    PRIMARY KEY (account_id, up_to)
  );
`;

const PARTITIONS = `
  -- Makes the partitions of this month and the p_months that follow. Months are counted in UTC.
  CREATE FUNCTION ledger_ensure_partitions(p_months int) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    first_day timestamptz;
    made int := 0;
  BEGIN
    FOR m IN 0..p_months LOOP
      first_day := date_trunc('month', clock_timestamp(), 'UTC') + make_interval(months => m);
      IF to_regclass('public.postings_' || to_char(first_day AT TIME ZONE 'UTC', 'YYYY_MM')) IS NULL THEN
        EXECUTE format('CREATE TABLE public.postings_%s PARTITION OF public.postings FOR VALUES FROM (%L) TO (%L)',
          to_char(first_day AT TIME ZONE 'UTC', 'YYYY_MM'), first_day, first_day + interval '1 month');
        made := made + 1;
      END IF;
    END LOOP;
    RETURN made;
  END $$;
  SELECT ledger_ensure_partitions(3);
`;

const APPLY = `
  CREATE TYPE ledger_outcome AS (
    ix int,
    movement_id uuid,
    state text,            -- NULL: the key belongs to another request
    refusal text,
    refusal_limit bigint,
    refusal_available bigint,
    replayed boolean,
    recorded_at timestamptz,
    debit_version bigint, debit_balance bigint, debit_held bigint,
    credit_version bigint, credit_balance bigint, credit_held bigint
  );

  -- Applies a batch of movements in array order: lock once, apply in memory, write each table once.
  -- p_accounts holds each account once; p_debit and p_credit are 1-based places in it.
  -- A key may stand once in a batch, and so may a reservation (the caller holds the second one back).
  -- The planner is kept on index lookups: its guesses for arrays would else turn to scans as the tables grow.
  CREATE FUNCTION ledger_apply(
    p_accounts uuid[], p_id uuid[], p_operation text[], p_kind text[], p_debit int[], p_credit int[],
    p_amount bigint[], p_currency text[], p_limited boolean[], p_requester uuid[], p_key text[], p_hash bytea[],
    p_memo text[], p_counter_memo text[], p_occurred_at timestamptz[], p_reservation uuid[], p_corrects uuid[]
  ) RETURNS SETOF ledger_outcome
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
  AS $$
  DECLARE
    -- Far below what a bigint holds, with room for many reservations that are still to settle.
    balance_max CONSTANT bigint := 100000000000000000;
    n int := cardinality(p_id);
    r record;
    i int; d int; c int;
    op text; amt bigint; why text; lim bigint; rest bigint;
    now_at timestamptz; today date;
    m int := cardinality(p_accounts);
    -- a_: one place an account. Filled up front: an array that grows from the middle would shift under unnest.
    a_currency text[] := array_fill(NULL::text, ARRAY[m]);
    a_status text[] := array_fill(NULL::text, ARRAY[m]);
    a_floor bigint[] := array_fill(NULL::bigint, ARRAY[m]);
    a_balance bigint[] := array_fill(NULL::bigint, ARRAY[m]);
    a_held bigint[] := array_fill(NULL::bigint, ARRAY[m]);
    a_version bigint[] := array_fill(NULL::bigint, ARRAY[m]);
    a_limit_single bigint[] := array_fill(NULL::bigint, ARRAY[m]);
    a_limit_daily bigint[] := array_fill(NULL::bigint, ARRAY[m]);
    a_spent_on date[] := array_fill(NULL::date, ARRAY[m]);
    a_spent bigint[] := array_fill(NULL::bigint, ARRAY[m]);
    a_touched boolean[] := array_fill(false, ARRAY[m]);
    -- v_, o_: one place a movement: the reservation it ends, its outcome.
    v_found boolean := false;
    v_state text[] := array_fill(NULL::text, ARRAY[n]);
    v_day date[] := array_fill(NULL::date, ARRAY[n]);
    o_state text[] := array_fill(NULL::text, ARRAY[n]);
    o_refusal text[] := array_fill(NULL::text, ARRAY[n]);
    o_limit bigint[] := array_fill(NULL::bigint, ARRAY[n]);
    o_available bigint[] := array_fill(NULL::bigint, ARRAY[n]);
    o_seen boolean[] := array_fill(false, ARRAY[n]);
    o_dv bigint[] := array_fill(NULL::bigint, ARRAY[n]);
    o_db bigint[] := array_fill(NULL::bigint, ARRAY[n]);
    o_dh bigint[] := array_fill(NULL::bigint, ARRAY[n]);
    o_cv bigint[] := array_fill(NULL::bigint, ARRAY[n]);
    o_cb bigint[] := array_fill(NULL::bigint, ARRAY[n]);
    o_ch bigint[] := array_fill(NULL::bigint, ARRAY[n]);
  BEGIN
    -- 1. Lock every account that has a floor, once, in id order. Those without one are only read.
    FOR r IN
      SELECT u.ix, a.currency, a.status, a.floor, a.balance, a.held, a.version, a.limit_single, a.limit_daily,
             a.spent_on, a.spent_today
      FROM unnest(p_accounts) WITH ORDINALITY u (id, ix) JOIN ledger_accounts a ON a.id = u.id
      WHERE a.floor IS NOT NULL
      ORDER BY a.id FOR NO KEY UPDATE OF a
    LOOP
      i := r.ix;
      a_currency[i] := r.currency; a_status[i] := r.status; a_floor[i] := r.floor;
      a_balance[i] := r.balance; a_held[i] := r.held; a_version[i] := r.version;
      a_limit_single[i] := r.limit_single; a_limit_daily[i] := r.limit_daily;
      a_spent_on[i] := r.spent_on; a_spent[i] := r.spent_today;
    END LOOP;
    FOR r IN
      SELECT u.ix, a.currency, a.status
      FROM unnest(p_accounts) WITH ORDINALITY u (id, ix) JOIN ledger_accounts a ON a.id = u.id
      WHERE a.floor IS NULL
    LOOP
      a_currency[r.ix::int] := r.currency; a_status[r.ix::int] := r.status;
    END LOOP;
    now_at := clock_timestamp();
    today := (now_at AT TIME ZONE 'Asia/Seoul')::date;

    -- 2. Then the keys, in a statement of its own: its snapshot shows what rivals committed while we waited.
    FOR r IN
      SELECT u.ix, m.request_hash = u.hash AS same, m.id, m.state, m.refusal, m.refusal_limit, m.refusal_available,
             m.recorded_at, m.debit_version, m.credit_version,
             dp.balance_after AS debit_balance, dp.held_after AS debit_held,
             cp.balance_after AS credit_balance, cp.held_after AS credit_held
      FROM unnest(p_requester, p_key, p_hash) WITH ORDINALITY u (requester, key, hash, ix)
      JOIN movements m ON m.requester_id = u.requester AND m.idempotency_key = u.key
      LEFT JOIN postings dp ON dp.account_id = m.debit_account_id AND dp.version = m.debit_version
        AND dp.recorded_at = m.recorded_at
      LEFT JOIN postings cp ON cp.account_id = m.credit_account_id AND cp.version = m.credit_version
        AND cp.recorded_at = m.recorded_at
    LOOP
      o_seen[r.ix::int] := true;
      IF r.same THEN
        RETURN NEXT ROW(r.ix::int, r.id, r.state, r.refusal, r.refusal_limit, r.refusal_available, true, r.recorded_at,
          r.debit_version, r.debit_balance, r.debit_held, r.credit_version, r.credit_balance, r.credit_held
        )::ledger_outcome;
      ELSE
        RETURN NEXT ROW(r.ix::int, r.id, NULL, NULL, NULL, NULL, false, r.recorded_at,
          NULL, NULL, NULL, NULL, NULL, NULL)::ledger_outcome;
      END IF;
    END LOOP;

    -- Reservations that this batch settles or releases. The lock on their accounts keeps rivals out.
    FOR r IN
      SELECT u.ix, m.state, (m.recorded_at AT TIME ZONE 'Asia/Seoul')::date AS day
      FROM unnest(p_reservation, p_debit, p_credit, p_amount) WITH ORDINALITY u (id, d, c, amount, ix)
      JOIN movements m ON m.id = u.id
      WHERE m.operation = 'reserve' AND m.state <> 'refused' AND m.amount = u.amount
        AND m.debit_account_id = p_accounts[u.d] AND m.credit_account_id = p_accounts[u.c]
    LOOP
      v_state[r.ix::int] := r.state; v_day[r.ix::int] := r.day; v_found := true;
    END LOOP;

    -- 3. Apply in arrival order, in memory. A refusal is a value: it never disturbs its neighbours.
    FOR i IN 1..n LOOP
      CONTINUE WHEN o_seen[i];
      op := p_operation[i]; d := p_debit[i]; c := p_credit[i]; amt := p_amount[i];
      why := NULL; lim := NULL; rest := NULL;

      IF a_status[d] IS NULL THEN why := 'debit_not_found';
      ELSIF a_status[c] IS NULL THEN why := 'credit_not_found';
      ELSIF a_currency[d] <> p_currency[i] OR a_currency[c] <> p_currency[i] THEN why := 'currency_mismatch';
      ELSIF op = 'settle' OR op = 'release' THEN
        IF v_state[i] IS NULL THEN why := 'reservation_not_found';
        ELSIF v_state[i] <> 'reserved' THEN why := 'reservation_not_open';
        END IF;
      ELSIF a_status[d] <> 'active' THEN why := 'debit_not_active';
      ELSIF a_status[c] <> 'active' THEN why := 'credit_not_active';
      ELSIF a_floor[d] IS NOT NULL THEN
        IF p_limited[i] THEN
          IF a_spent_on[d] IS DISTINCT FROM today THEN a_spent_on[d] := today; a_spent[d] := 0; END IF;
          IF amt > a_limit_single[d] THEN why := 'limit_single'; lim := a_limit_single[d]; rest := lim;
          ELSIF a_spent[d] + amt > a_limit_daily[d] THEN
            why := 'limit_daily'; lim := a_limit_daily[d]; rest := greatest(lim - a_spent[d], 0);
          END IF;
        END IF;
        IF why IS NULL AND a_balance[d] - a_held[d] - a_floor[d] < amt THEN
          why := 'insufficient_funds'; rest := a_balance[d] - a_held[d] - a_floor[d];
        END IF;
      END IF;
      -- Asked when money is posted or reserved, never when it settles: by then a bank has moved it.
      IF why IS NULL AND op IN ('post', 'reserve') AND a_floor[c] IS NOT NULL AND a_balance[c] + amt > balance_max THEN
        why := 'balance_full'; lim := balance_max; rest := greatest(balance_max - a_balance[c], 0);
      END IF;

      IF why IS NOT NULL THEN
        o_state[i] := 'refused'; o_refusal[i] := why; o_limit[i] := lim; o_available[i] := rest;
        CONTINUE;
      END IF;

      o_state[i] := CASE op WHEN 'post' THEN 'posted' WHEN 'reserve' THEN 'reserved'
                            WHEN 'settle' THEN 'settled' ELSE 'released' END;
      IF a_floor[d] IS NOT NULL THEN
        IF op = 'reserve' THEN a_held[d] := a_held[d] + amt;
        ELSIF op = 'post' THEN a_balance[d] := a_balance[d] - amt;
        ELSE
          a_held[d] := a_held[d] - amt;
          IF op = 'settle' THEN a_balance[d] := a_balance[d] - amt; END IF;
        END IF;
        IF p_limited[i] THEN
          IF op = 'post' OR op = 'reserve' THEN a_spent[d] := a_spent[d] + amt;
          ELSIF op = 'release' AND v_day[i] = today AND a_spent_on[d] = today THEN
            a_spent[d] := greatest(a_spent[d] - amt, 0);
          END IF;
        END IF;
        a_version[d] := a_version[d] + 1; a_touched[d] := true;
        o_dv[i] := a_version[d]; o_db[i] := a_balance[d]; o_dh[i] := a_held[d];
      END IF;
      IF a_floor[c] IS NOT NULL AND (op = 'post' OR op = 'settle') THEN
        a_balance[c] := a_balance[c] + amt;
        a_version[c] := a_version[c] + 1; a_touched[c] := true;
        o_cv[i] := a_version[c]; o_cb[i] := a_balance[c]; o_ch[i] := a_held[c];
      END IF;
    END LOOP;

    -- 4. Write each table once. Keys go in sorted: two batches that insert the same keys wait, they do not deadlock.
    INSERT INTO movements (id, operation, kind, debit_account_id, credit_account_id, amount, currency, state,
        refusal, refusal_limit, refusal_available, requester_id, idempotency_key, request_hash, memo, counter_memo,
        reservation_id, corrects, debit_version, credit_version, occurred_at, recorded_at)
      SELECT u.id, u.op, u.kind, p_accounts[u.d], p_accounts[u.c], u.amount, u.currency, u.state,
             u.refusal, u.lim, u.available, u.requester, u.key, u.hash, u.memo, u.counter_memo,
             u.reservation, u.corrects, u.dv, u.cv, coalesce(u.occurred_at, now_at), now_at
      FROM unnest(p_id, p_operation, p_kind, p_debit, p_credit, p_amount, p_currency, o_state, o_refusal, o_limit,
                  o_available, p_requester, p_key, p_hash, p_memo, p_counter_memo, p_reservation, p_corrects,
                  o_dv, o_cv, p_occurred_at)
        u (id, op, kind, d, c, amount, currency, state, refusal, lim, available, requester, key, hash, memo,
           counter_memo, reservation, corrects, dv, cv, occurred_at)
      WHERE u.state IS NOT NULL
      ORDER BY u.requester, u.key;

    INSERT INTO postings (movement_id, account_id, amount, hold, balance_after, held_after, version, recorded_at)
      SELECT u.id, p_accounts[u.d],
             CASE WHEN u.op IN ('post', 'settle') THEN -u.amount ELSE 0 END,
             CASE u.op WHEN 'reserve' THEN u.amount WHEN 'post' THEN 0
                       ELSE CASE WHEN u.dv IS NULL THEN 0 ELSE -u.amount END END,
             u.db, u.dh, u.dv, now_at
      FROM unnest(p_id, p_operation, p_debit, p_amount, o_state, o_dv, o_db, o_dh)
        u (id, op, d, amount, state, dv, db, dh)
      WHERE u.state <> 'refused' AND (u.dv IS NOT NULL OR u.op IN ('post', 'settle'))
      UNION ALL
      SELECT u.id, p_accounts[u.c], u.amount, 0, u.cb, u.ch, u.cv, now_at
      FROM unnest(p_id, p_operation, p_credit, p_amount, o_state, o_cv, o_cb, o_ch)
        u (id, op, c, amount, state, cv, cb, ch)
      WHERE u.state <> 'refused' AND u.op IN ('post', 'settle');

    IF v_found THEN
      UPDATE movements m SET state = u.state
      FROM unnest(p_reservation, o_state) u (id, state)
      WHERE m.id = u.id AND m.state = 'reserved' AND u.state IN ('settled', 'released');
    END IF;

    UPDATE ledger_accounts a
    SET balance = u.balance, held = u.held, version = u.version, spent_on = u.spent_on, spent_today = u.spent
    FROM unnest(p_accounts, a_balance, a_held, a_version, a_spent_on, a_spent, a_touched)
      u (id, balance, held, version, spent_on, spent, touched)
    WHERE a.id = u.id AND u.touched;

    INSERT INTO outbox (type, subject_id, recorded_at)
      SELECT 'movement.' || u.state, u.id, now_at
      FROM unnest(p_id, o_state) u (id, state) WHERE u.state <> 'refused';

    RETURN QUERY
      SELECT u.ix::int, u.id, u.state, u.refusal, u.lim, u.available, false, now_at,
             u.dv, u.db, u.dh, u.cv, u.cb, u.ch
      FROM unnest(p_id, o_state, o_refusal, o_limit, o_available, o_dv, o_db, o_dh, o_cv, o_cb, o_ch)
        WITH ORDINALITY u (id, state, refusal, lim, available, dv, db, dh, cv, cb, ch, ix)
      WHERE u.state IS NOT NULL;
  END $$;
`;

const ACCOUNT_FUNCTIONS = `
  CREATE FUNCTION ledger_open_account(
    p_id uuid, p_currency text, p_kind text, p_limit_single bigint, p_limit_daily bigint
  ) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO ledger_accounts (id, currency, kind, floor, limit_single, limit_daily)
    VALUES (p_id, p_currency, p_kind, CASE WHEN p_kind IN ('customer', 'merchant') THEN 0 END,
            p_limit_single, p_limit_daily);
  $$;

  -- Answers 'closed', 'not_empty', 'not_active' or 'not_found'. Waits for batches that hold the account.
  CREATE FUNCTION ledger_close_account(p_id uuid) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE a ledger_accounts;
  BEGIN
    SELECT * INTO a FROM ledger_accounts WHERE id = p_id AND floor IS NOT NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN RETURN 'not_found'; END IF;
    IF a.status <> 'active' THEN RETURN 'not_active'; END IF;
    IF a.balance <> 0 OR a.held <> 0
      OR EXISTS (SELECT FROM movements WHERE credit_account_id = p_id AND state = 'reserved')
    THEN RETURN 'not_empty'; END IF;
    UPDATE ledger_accounts SET status = 'closed', closed_at = clock_timestamp() WHERE id = p_id;
    RETURN 'closed';
  END $$;

  -- NULL keeps a limit as it is. Answers whether the account exists and is open.
  CREATE FUNCTION ledger_set_limits(p_id uuid, p_limit_single bigint, p_limit_daily bigint) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    UPDATE ledger_accounts
    SET limit_single = coalesce(p_limit_single, limit_single), limit_daily = coalesce(p_limit_daily, limit_daily)
    WHERE id = p_id AND status = 'active';
    RETURN FOUND;
  END $$;
`;

const ROLLUP = `
  -- Adds up each account without a floor to a past moment. Older than any transaction that could still commit:
  -- statement_timeout is far below the five minutes left out.
  CREATE FUNCTION ledger_roll_up() RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    border timestamptz := clock_timestamp() - interval '5 minutes';
    made int;
  BEGIN
    INSERT INTO clearing_rollups (account_id, up_to, balance)
      SELECT a.id, border, coalesce(last.balance, 0) + tail.sum
      FROM ledger_accounts a
      LEFT JOIN LATERAL (SELECT balance, up_to FROM clearing_rollups WHERE account_id = a.id
                         ORDER BY up_to DESC LIMIT 1) last ON true
      CROSS JOIN LATERAL (SELECT sum(p.amount) AS sum FROM postings p WHERE p.account_id = a.id
                          AND p.version IS NULL AND p.recorded_at <= border
                          AND p.recorded_at > coalesce(last.up_to, '-infinity')) tail
      WHERE a.floor IS NULL AND tail.sum IS NOT NULL;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
  END $$;

  -- The balance of any account: kept for those with a floor, rolled-up figure plus tail for the others.
  CREATE FUNCTION ledger_account_balance(p_id uuid) RETURNS numeric
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN a.floor IS NOT NULL THEN a.balance ELSE
      coalesce(last.balance, 0) + coalesce((SELECT sum(p.amount) FROM postings p
        WHERE p.account_id = a.id AND p.version IS NULL AND p.recorded_at > coalesce(last.up_to, '-infinity')), 0)
    END
    FROM ledger_accounts a
    LEFT JOIN LATERAL (SELECT balance, up_to FROM clearing_rollups WHERE account_id = a.id
                       ORDER BY up_to DESC LIMIT 1) last ON true
    WHERE a.id = p_id
  $$;
`;

const GRANTS = `
  REVOKE ALL ON FUNCTION ledger_apply, ledger_open_account, ledger_close_account, ledger_set_limits,
    ledger_ensure_partitions, ledger_roll_up FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION ledger_apply, ledger_open_account, ledger_close_account, ledger_set_limits,
    ledger_ensure_partitions, ledger_roll_up, ledger_account_balance TO chickpay_app;
  GRANT SELECT ON ledger_accounts, movements, postings, clearing_rollups TO chickpay_app;
`;
