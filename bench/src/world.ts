import { randomUUID } from "node:crypto";
import type pg from "pg";
import { withClient } from "./client.ts";

/** Members with plenty of money, one account each, made by SQL: what is measured is moving it. */
export interface World {
  accounts: Account[];
  /** Rows of the book before the first measured movement. */
  postings: number;
}

export interface Account {
  id: string;
  number: string;
  userId: string;
}

const BALANCE = 1_000_000_000_000n;
const BANK_CLEARING = "00000000-0000-7000-8000-000000000001";
/** Months that a history is spread over, this one included. */
const MONTHS = 5;

/**
 * @param postings how long a history the book shall have: in each round every account pays the next one won, so each
 * round is two postings an account and leaves every balance as it was
 */
export async function makeWorld(ownerUrl: string, accountCount: number, postings: number): Promise<World> {
  const accounts = Array.from({ length: accountCount }, (_, i) => ({
    id: randomUUID(),
    number: accountNumber(i),
    userId: randomUUID(),
  }));
  const rounds = Math.ceil(postings / (2 * accountCount));
  await withClient(ownerUrl, async (client) => {
    await client.query("SET synchronous_commit = off");
    await client.query(`SET maintenance_work_mem = '256MB'`);
    await client.query(
      `CREATE TEMPORARY TABLE bench_people AS
       SELECT ix, id, user_id, number FROM unnest($1::uuid[], $2::uuid[], $3::text[])
         WITH ORDINALITY u (id, user_id, number, ix)`,
      [accounts.map((each) => each.id), accounts.map((each) => each.userId), accounts.map((each) => each.number)],
    );
    await client.query("CREATE UNIQUE INDEX ON bench_people (ix); ANALYZE bench_people");
    await makePastPartitions(client);
    await client.query(
      // Nobody logs in, so nobody needs a name.
      `INSERT INTO users (id, password_hash) SELECT user_id, '' FROM bench_people`,
    );
    await client.query(
      `INSERT INTO ledger_accounts (id, currency, kind, floor, balance, version, limit_single, limit_daily)
       SELECT id, 'KRW', 'customer', 0, $1, $2, 1000000000000000, 1000000000000000 FROM bench_people`,
      [BALANCE.toString(), 1 + 2 * rounds],
    );
    // The money must come from somewhere: the closing checks look at the whole book.
    await client.query(
      `WITH m AS (INSERT INTO movements (id, operation, kind, debit_account_id, credit_account_id, amount, currency, state,
           requester_id, idempotency_key, request_hash, credit_version, occurred_at, recorded_at)
         SELECT uuidv7(), 'post', 'deposit', '${BANK_CLEARING}', id, $1, 'KRW', 'posted',
           user_id, 'opening', '\\x00', 1, at, at
         FROM bench_people, (SELECT now() - interval '${MONTHS} months' AS at)
         RETURNING id, credit_account_id, amount, recorded_at),
       o AS (INSERT INTO outbox (type, subject_id, recorded_at) SELECT 'movement.posted', id, recorded_at FROM m)
       INSERT INTO postings (movement_id, account_id, amount, balance_after, held_after, version, recorded_at)
         SELECT id, credit_account_id, amount, amount, 0, 1, recorded_at FROM m
         UNION ALL SELECT id, '${BANK_CLEARING}', -amount, NULL, NULL, NULL, recorded_at FROM m`,
      [BALANCE.toString()],
    );
    await client.query(
      `INSERT INTO accounts (id, user_id, number, nickname) SELECT id, user_id, number, '벤치' FROM bench_people`,
    );
    for (let round = 0; round < rounds; round++) {
      const monthsAgo = MONTHS - 1 - Math.floor((round * MONTHS) / rounds);
      await client.query(ROUND, [BALANCE.toString(), round, monthsAgo, accountCount]);
    }
    // Readers of events have long taken in what happened in months gone by.
    await client.query(
      `INSERT INTO outbox_positions (reader, position, settled)
       SELECT reader, max, max FROM unnest($1::text[]) reader, (SELECT max(id) FROM outbox) events`,
      [READERS],
    );
    await client.query("DROP TABLE bench_people");
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
  });
  return { accounts, postings: accountCount * 2 * (rounds + 1) };
}

const READERS = ["notifications", "insights", "history"];

/** Every account pays the next one: an outgoing and an incoming posting each, and the balance is what it was. */
const ROUND = `
  WITH m AS (INSERT INTO movements (id, operation, kind, debit_account_id, credit_account_id, amount, currency, state,
      requester_id, idempotency_key, request_hash, debit_version, credit_version, occurred_at, recorded_at)
    SELECT uuidv7(at - now()), 'post', 'transfer', payer.id, payee.id, 1, 'KRW', 'posted',
      payer.user_id, gen_random_uuid()::text, '\\x00', 2 + 2 * $2::int, 3 + 2 * $2::int, at, at
    FROM bench_people payer JOIN bench_people payee ON payee.ix = payer.ix % $4::int + 1,
      (SELECT now() - make_interval(months => $3::int) AS at)
    RETURNING id, debit_account_id, credit_account_id, debit_version, credit_version, recorded_at),
  o AS (INSERT INTO outbox (type, subject_id, recorded_at) SELECT 'movement.posted', id, recorded_at FROM m)
  INSERT INTO postings (movement_id, account_id, amount, balance_after, held_after, version, recorded_at)
    SELECT id, debit_account_id, -1, $1::bigint - 1, 0, debit_version, recorded_at FROM m
    UNION ALL SELECT id, credit_account_id, 1, $1::bigint, 0, credit_version, recorded_at FROM m`;

/** The product makes partitions from this month on; the history of a bench begins before. */
async function makePastPartitions(client: pg.Client): Promise<void> {
  for (let ago = 1; ago <= MONTHS; ago++) {
    const { rows } = await client.query(
      `SELECT to_char(first, 'YYYY_MM') AS name, first::text, (first + interval '1 month')::text AS next
       FROM (SELECT date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => $1) AS first) month`,
      [ago],
    );
    const { name, first, next } = rows[0];
    await client.query(
      `CREATE TABLE postings_${name} PARTITION OF postings FOR VALUES FROM ('${first}+00') TO ('${next}+00')`,
    );
  }
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
