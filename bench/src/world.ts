import { randomUUID } from "node:crypto";
import pg from "pg";

/** Users and accounts with plenty of money, made by SQL: what is measured is moving it. */
export interface World {
  users: string[];
  accounts: Account[];
}

export interface Account {
  id: string;
  number: string;
  userId: string;
}

const BALANCE = 1_000_000_000_000n;
const USERS = 100;

/** The role that owns the tables: the baselines write them directly, as a program without our functions would. */
export async function makeWorld(ownerUrl: string, accountCount: number): Promise<World> {
  const users = Array.from({ length: USERS }, () => randomUUID());
  const accounts = Array.from({ length: accountCount }, (_, i) => ({
    id: randomUUID(),
    number: accountNumber(i),
    userId: users[i % USERS] as string,
  }));
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      `INSERT INTO users (id, email, name, password_hash)
       SELECT u, u || '@bench.example', '벤치', 'nobody logs in' FROM unnest($1::uuid[]) u`,
      [users],
    );
    await client.query(
      `INSERT INTO ledger_accounts (id, currency, kind, floor, balance, version, limit_single, limit_daily)
       SELECT a, 'KRW', 'customer', 0, $2, 1, 1000000000000000, 1000000000000000 FROM unnest($1::uuid[]) a`,
      [accounts.map((each) => each.id), BALANCE.toString()],
    );
    // The money must come from somewhere: the closing checks look at the whole book.
    await client.query(
      `WITH m AS (INSERT INTO movements (id, operation, kind, debit_account_id, credit_account_id, amount, currency, state,
           requester_id, idempotency_key, request_hash, credit_version, occurred_at, recorded_at)
         SELECT gen_random_uuid(), 'post', 'deposit', '00000000-0000-7000-8000-000000000001', a, $2, 'KRW', 'posted',
           a, 'opening', '\\x00', 1, now(), now() FROM unnest($1::uuid[]) a
         RETURNING id, credit_account_id, amount, recorded_at),
       o AS (INSERT INTO outbox (type, subject_id) SELECT 'movement.posted', id FROM m)
       INSERT INTO postings (movement_id, account_id, amount, balance_after, held_after, version, recorded_at)
         SELECT id, credit_account_id, amount, amount, 0, 1, recorded_at FROM m
         UNION ALL SELECT id, '00000000-0000-7000-8000-000000000001', -amount, NULL, NULL, NULL, recorded_at FROM m`,
      [accounts.map((each) => each.id), BALANCE.toString()],
    );
    await client.query(
      `INSERT INTO accounts (id, user_id, number, nickname)
       SELECT a, u, n, '벤치' FROM unnest($1::uuid[], $2::uuid[], $3::text[]) t (a, u, n)`,
      [accounts.map((each) => each.id), accounts.map((each) => each.userId), accounts.map((each) => each.number)],
    );
    await client.query("COMMIT");
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
  }
  return { users, accounts };
}

/** Twelve digits with the Luhn check digit that the API asks for. */
function accountNumber(index: number): string {
  const body = `1000${String(index).padStart(7, "0")}`;
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body[body.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return body + String((10 - (sum % 10)) % 10);
}
