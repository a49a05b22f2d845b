import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import type { Contender } from "./contender.ts";
import type { Account } from "./world.ts";

/**
 * What a careful program does without a batching engine, on the same tables and with the same work: key check, limit
 * and floor check under row locks, movement, two postings, event. Everything is prepared; one transaction a transfer.
 */
export function explicitTransaction(url: string, connections: number): Contender {
  const pool = openPool(url, connections);
  const statement = (name: string, text: string) => (values: unknown[]) => ({ name, text, values });
  const findKey = statement(
    "b1_key",
    "SELECT id, request_hash FROM movements WHERE requester_id = $1 AND idempotency_key = $2",
  );
  const lock = statement(
    "b1_lock",
    `SELECT id, balance, held, floor, version, limit_single, limit_daily, spent_today,
       spent_on = (clock_timestamp() AT TIME ZONE 'Asia/Seoul')::date AS today
     FROM ledger_accounts WHERE id IN ($1, $2) ORDER BY id FOR NO KEY UPDATE`,
  );
  const insertMovement = statement(
    "b1_movement",
    `INSERT INTO movements (id, operation, kind, debit_account_id, credit_account_id, amount, currency, state,
       requester_id, idempotency_key, request_hash, debit_version, credit_version, occurred_at, recorded_at)
     VALUES ($1, 'post', 'transfer', $2, $3, $4, 'KRW', 'posted', $5, $6, $7, $8, $9, now(), now())`,
  );
  const insertPostings = statement(
    "b1_postings",
    `INSERT INTO postings (movement_id, account_id, amount, balance_after, held_after, version, recorded_at)
     VALUES ($1, $2, -$4::bigint, $5, 0, $6, now()), ($1, $3, $4::bigint, $7, 0, $8, now())`,
  );
  const debit = statement(
    "b1_debit",
    `UPDATE ledger_accounts SET balance = $2, version = $3, spent_today = $4,
       spent_on = (clock_timestamp() AT TIME ZONE 'Asia/Seoul')::date WHERE id = $1`,
  );
  const credit = statement("b1_credit", "UPDATE ledger_accounts SET balance = $2, version = $3 WHERE id = $1");
  const insertEvent = statement("b1_event", "INSERT INTO outbox (type, subject_id) VALUES ('movement.posted', $1)");

  return {
    name: `B1 explicit transaction (${connections} connections)`,
    async transfer(from, to) {
      const client = await pool.connect();
      try {
        const id = randomUUID();
        const key = randomUUID();
        await client.query("BEGIN");
        const known = await client.query(findKey([from.userId, key]));
        if (known.rows.length > 0) throw new Error("a fresh key was known");
        const { rows } = await client.query(lock([from.id, to.id]));
        const payer = rows.find((row) => row.id === from.id);
        const payee = rows.find((row) => row.id === to.id);
        const balance = BigInt(payer.balance) - 1n;
        const spent = (payer.today ? BigInt(payer.spent_today) : 0n) + 1n;
        if (balance - BigInt(payer.held) < BigInt(payer.floor)) throw new Error("insufficient funds");
        if (1n > BigInt(payer.limit_single) || spent > BigInt(payer.limit_daily)) throw new Error("limit");
        const payerVersion = String(BigInt(payer.version) + 1n);
        const payeeVersion = String(BigInt(payee.version) + 1n);
        const payeeBalance = String(BigInt(payee.balance) + 1n);
        const hash = createHash("sha256")
          .update(from.id + to.id)
          .digest();
        await client.query(
          insertMovement([id, from.id, to.id, "1", from.userId, key, hash, payerVersion, payeeVersion]),
        );
        await client.query(
          insertPostings([id, from.id, to.id, "1", String(balance), payerVersion, payeeBalance, payeeVersion]),
        );
        await client.query(debit([from.id, String(balance), payerVersion, String(spent)]));
        await client.query(credit([to.id, payeeBalance, payeeVersion]));
        await client.query(insertEvent([id]));
        await client.query("COMMIT");
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

/** The same in one function call a transfer: one round trip, one commit each. */
export async function oneCall(url: string, connections: number): Promise<Contender> {
  const pool = openPool(url, connections);
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
        values: [randomUUID(), from.id, to.id, "1", from.userId, randomUUID(), hash],
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

function openPool(url: string, connections: number): pg.Pool {
  return new pg.Pool({ connectionString: url, max: connections });
}

/** How a transfer is told which two accounts: any two, or any one to the same. */
export type Shape = "uniform" | "hot";

export function pickPair(accounts: readonly Account[], shape: Shape): [Account, Account] {
  const any = () => accounts[Math.floor(Math.random() * accounts.length)] as Account;
  const to = shape === "hot" ? (accounts[0] as Account) : any();
  let from = any();
  while (from === to) from = any();
  return [from, to];
}
