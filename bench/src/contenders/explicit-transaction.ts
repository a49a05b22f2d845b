import { createHash, randomUUID, randomUUIDv7 } from "node:crypto";
import pg from "pg";
import type { Contender } from "../contender.ts";

/**
 * B1. What a careful program does without a batching engine, on the same tables and with the same work: key check, limit
 * and floor check under row locks, movement, two postings, event. Everything is prepared; one transaction a transfer.
 */
export function explicitTransaction(url: string, connections: number): Contender {
  // Idle connections go soon: all contenders together would be more than a server lets in.
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 1_000 });
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
     SELECT $1, 'post', 'transfer', $2, $3, $4, 'KRW', 'posted', $5, $6, $7, $8, $9, at, at
     FROM (SELECT clock_timestamp() AS at) n RETURNING recorded_at::text AS at`,
  );
  const insertPostings = statement(
    "b1_postings",
    `INSERT INTO postings (movement_id, account_id, amount, balance_after, held_after, version, recorded_at)
     VALUES ($1, $2, -$4::bigint, $5, 0, $6, $9), ($1, $3, $4::bigint, $7, 0, $8, $9)`,
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
        const id = randomUUIDv7();
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
        const { rows: written } = await client.query(
          insertMovement([id, from.id, to.id, "1", from.userId, key, hash, payerVersion, payeeVersion]),
        );
        const { at } = written[0];
        await client.query(
          insertPostings([id, from.id, to.id, "1", String(balance), payerVersion, payeeBalance, payeeVersion, at]),
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
