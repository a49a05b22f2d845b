import type { Pool } from "pg";
import { expect } from "vitest";
import { createLedgerPool } from "../src/data-source.js";
import {
  BATCHING_DEFAULTS,
  BatchingLedgerEngine,
  type BatchingOptions,
  BOOK_RULES,
  checkBook,
  LedgerStore,
  type Movement,
  requestHash,
  type Violation,
} from "../src/modules/ledger/index.js";
import { type AccountId, newId, type UserId } from "../src/shared/ids.js";
import { acquireDatabase } from "./database.js";

/** A ledger on a database of its own, with nothing around it. */
export async function openLedger(options: Partial<BatchingOptions> = {}) {
  const database = await acquireDatabase();
  const pool = createLedgerPool({ url: database.appUrl }, 8);
  const store = new LedgerStore(pool);
  const published: Array<{ account: AccountId; version: bigint }> = [];
  const engine = new BatchingLedgerEngine(
    store,
    (_movement, outcome) => {
      for (const each of [outcome.debit, outcome.credit]) {
        if (each) published.push({ account: each.accountId, version: each.version });
      }
    },
    { ...BATCHING_DEFAULTS, ...options },
  );
  return {
    database,
    pool,
    store,
    engine,
    published,
    async close() {
      await pool.end();
      await database.release();
    },
  };
}

export async function openAccount(
  pool: Pool,
  kind: "customer" | "clearing",
  limits: { single?: bigint; daily?: bigint } = {},
): Promise<AccountId> {
  const id = newId<AccountId>();
  await pool.query(`SELECT ledger_open_account($1, 'KRW', $2, $3, $4)`, [
    id,
    kind,
    limits.single?.toString() ?? null,
    limits.daily?.toString() ?? null,
  ]);
  return id;
}

/** A movement with what most tests do not care about filled in. */
export function movement(change: Partial<Movement> & Pick<Movement, "debit" | "credit" | "amount">): Movement {
  const operation = change.operation ?? "post";
  return {
    id: newId(),
    operation,
    kind: "transfer",
    currency: "KRW",
    limited: true,
    requester: newId<UserId>(),
    idempotencyKey: newId(),
    requestHash: requestHash(operation, change.debit, change.credit, change.amount, change.reservation),
    ...change,
  };
}

/** Everything that breaks a rule: of the books alone, unless others are given. */
export async function violationsIn(pool: Pool, rules = BOOK_RULES): Promise<Violation[]> {
  const client = await pool.connect();
  try {
    return await checkBook(async (sql) => (await client.query(sql)).rows, rules);
  } finally {
    client.release();
  }
}

export async function expectSoundBook(pool: Pool, rules = BOOK_RULES): Promise<void> {
  expect(await violationsIn(pool, rules)).toEqual([]);
}
