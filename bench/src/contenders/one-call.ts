import { createHash, randomUUID, randomUUIDv7 } from "node:crypto";
import pg from "pg";
import type { Contender } from "../contender.ts";

/** B2. The same in one function call a transfer: one round trip, one commit each. */
export async function oneCall(url: string, connections: number): Promise<Contender> {
  // Idle connections go soon: all contenders together would be more than a server lets in.
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 1_000 });
  await pool.query(FUNCTION);
  return {
    name: `B2 one function call (${connections} connections)`,
    async transfer(from, to) {
      const hash = createHash("sha256")
        .update(from.id + to.id)
        .digest();
      const { rows } = await pool.query({
        name: "b2",
        text: "SELECT bench_transfer($1, $2, $3, $4, $5, $6, $7) AS outcome",
        values: [randomUUIDv7(), from.id, to.id, "1", from.userId, randomUUID(), hash],
      });
      if (rows[0].outcome !== "posted") throw new Error(rows[0].outcome);
    },
    close: () => pool.end(),
  };
}

const FUNCTION = `
  CREATE OR REPLACE FUNCTION bench_transfer(p_id uuid, p_debit uuid, p_credit uuid, p_amount bigint, p_requester uuid,
    p_key text, p_hash bytea) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    r ledger_accounts; payer ledger_accounts; payee ledger_accounts; known movements;
    now_at timestamptz; today date; spent bigint;
  BEGIN
    FOR r IN SELECT * FROM ledger_accounts WHERE id IN (p_debit, p_credit) ORDER BY id FOR NO KEY UPDATE LOOP
      IF r.id = p_debit THEN payer := r; ELSE payee := r; END IF;
    END LOOP;
    SELECT * INTO known FROM movements WHERE requester_id = p_requester AND idempotency_key = p_key;
    IF FOUND THEN RETURN CASE WHEN known.request_hash = p_hash THEN known.state ELSE 'conflict' END; END IF;
    now_at := clock_timestamp();
    today := (now_at AT TIME ZONE 'Asia/Seoul')::date;
    spent := CASE WHEN payer.spent_on = today THEN payer.spent_today ELSE 0 END + p_amount;
    IF payer.status <> 'active' OR payee.status <> 'active' THEN RETURN 'not_active'; END IF;
    IF p_amount > payer.limit_single OR spent > payer.limit_daily THEN RETURN 'limit'; END IF;
    IF payer.balance - payer.held - payer.floor < p_amount THEN RETURN 'insufficient_funds'; END IF;
    INSERT INTO movements (id, operation, kind, debit_account_id, credit_account_id, amount, currency, state,
      requester_id, idempotency_key, request_hash, debit_version, credit_version, occurred_at, recorded_at)
    VALUES (p_id, 'post', 'transfer', p_debit, p_credit, p_amount, 'KRW', 'posted', p_requester, p_key, p_hash,
      payer.version + 1, payee.version + 1, now_at, now_at);
    INSERT INTO postings (movement_id, account_id, amount, balance_after, held_after, version, recorded_at) VALUES
      (p_id, p_debit, -p_amount, payer.balance - p_amount, payer.held, payer.version + 1, now_at),
      (p_id, p_credit, p_amount, payee.balance + p_amount, payee.held, payee.version + 1, now_at);
    UPDATE ledger_accounts SET balance = payer.balance - p_amount, version = payer.version + 1, spent_on = today,
      spent_today = spent WHERE id = p_debit;
    UPDATE ledger_accounts SET balance = payee.balance + p_amount, version = payee.version + 1 WHERE id = p_credit;
    INSERT INTO outbox (type, subject_id, recorded_at) VALUES ('movement.posted', p_id, now_at);
    RETURN 'posted';
  END $$`;
