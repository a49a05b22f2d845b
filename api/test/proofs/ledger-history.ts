import type { Pool } from "pg";
import { checkBook, type LedgerEngine, type Movement, type Outcome } from "../../src/modules/ledger/index.js";
import { RequestError } from "../../src/shared/errors.js";
import { type AccountId, newId } from "../../src/shared/ids.js";
import { movement, openAccount } from "../ledger-harness.js";

/** What was asked, and every answer it got. */
interface Asked {
  movement: Movement;
  answers: Outcome[];
  unknown: number;
}

export interface World {
  accounts: AccountId[];
  total: bigint;
}

export async function openWorld(pool: Pool, engine: LedgerEngine, count: number, each: bigint): Promise<World> {
  const bank = await openAccount(pool, "clearing");
  const accounts: AccountId[] = [];
  for (let i = 0; i < count; i++) accounts.push(await openAccount(pool, "customer"));
  await engine.apply(
    accounts.map((credit) => movement({ debit: bank, credit, amount: each, limited: false, kind: "deposit" })),
  );
  return { accounts, total: each * BigInt(count) };
}

/** Sends `count` movements by `clients` callers at once; an unknown outcome is asked again with the same key. */
export async function drive(
  engines: readonly LedgerEngine[],
  world: World,
  options: { count: number; clients: number; random: () => number },
): Promise<Asked[]> {
  const { random } = options;
  const pick = () => world.accounts[Math.floor(random() * world.accounts.length)] as AccountId;
  const asked: Asked[] = Array.from({ length: options.count }, () => {
    const debit = pick();
    let credit = pick();
    while (credit === debit) credit = pick();
    const amount = BigInt(1 + Math.floor(random() * (random() < 0.1 ? 5_000 : 200)));
    return { movement: movement({ debit, credit, amount }), answers: [], unknown: 0 };
  });
  let next = 0;
  await Promise.all(
    Array.from({ length: options.clients }, async () => {
      for (let each = asked[next++]; each; each = asked[next++]) {
        const times = random() < 0.2 ? 2 : 1;
        await Promise.all(Array.from({ length: times }, () => ask(engines, each as Asked, random)));
      }
    }),
  );
  return asked;
}

async function ask(engines: readonly LedgerEngine[], each: Asked, random: () => number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const engine = engines[Math.floor(random() * engines.length)] as LedgerEngine;
    try {
      const [outcome] = await engine.apply([{ ...each.movement, id: newId() }]);
      each.answers.push(outcome as Outcome);
      return;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      each.unknown++;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error("no definite outcome");
}

/** Everything that is not as it must be: answers against tables, money, the rules of the book. */
export async function findProblems(asked: readonly Asked[], world: World, pool: Pool): Promise<string[]> {
  const problems: string[] = [];
  const { rows } = await pool.query(
    `SELECT m.idempotency_key AS key, m.id, m.state, m.amount, count(p.movement_id) AS postings
     FROM movements m LEFT JOIN postings p ON p.movement_id = m.id
     WHERE m.idempotency_key = ANY($1::text[]) GROUP BY m.id`,
    [asked.map((each) => each.movement.idempotencyKey)],
  );
  const byKey = Map.groupBy(rows, (row) => row.key as string);
  for (const { movement: wanted, answers } of asked) {
    const found = byKey.get(wanted.idempotencyKey) ?? [];
    if (found.length !== 1) problems.push(`${found.length} movements under one key`);
    const [row] = found;
    for (const answer of answers) {
      if (answer.type === "conflict") problems.push("a conflict nobody made");
      else if (answer.movementId !== row?.id) problems.push("an answer that names another movement");
      else if (answer.type === "applied" && (row.state !== "posted" || row.postings !== "2"))
        problems.push("told moved, was not");
      else if (answer.type === "refused" && (row.state !== "refused" || row.postings !== "0"))
        problems.push("told refused, moved");
    }
  }
  const balances = await pool.query(
    `SELECT sum(balance) AS total, min(balance) AS least FROM ledger_accounts WHERE id = ANY($1::uuid[])`,
    [world.accounts],
  );
  if (BigInt(balances.rows[0].total) !== world.total)
    problems.push(`money: ${balances.rows[0].total} instead of ${world.total}`);
  if (BigInt(balances.rows[0].least) < 0n) problems.push("a balance below zero");
  for (const { rule } of await checkBook(async (sql) => (await pool.query(sql)).rows)) problems.push(`rule: ${rule}`);
  return problems;
}
