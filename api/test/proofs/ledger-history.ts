import type { Pool, QueryConfig } from "pg";
import {
  type Applied,
  BOOK_RULES,
  checkBook,
  type LedgerEngine,
  type LedgerStore,
  type Movement,
  type Outcome,
} from "../../src/modules/ledger/index.js";
import { RequestError } from "../../src/shared/errors.js";
import { type AccountId, type MovementId, newId } from "../../src/shared/ids.js";
import { movement, openAccount } from "../ledger-harness.js";

/** What was asked, and every answer it got. */
export interface Asked {
  movement: Movement;
  /** How often it was asked at once. */
  times: number;
  answers: Outcome[];
  unknown: number;
}

/** How many were asked once and answered as a repeat: the first answer was lost after its commit. */
export function answeredFromTheirKey(asked: readonly Asked[]): number {
  return asked.filter(
    ({ times, answers }) => times === 1 && answers.some((each) => "replayed" in each && each.replayed),
  ).length;
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

/** Counts the failures of a store's batches that are meant; they go on to the engine. */
export function countFailures(store: LedgerStore, isMeant: (error: unknown) => boolean): () => number {
  let failures = 0;
  const applyBatch = store.applyBatch.bind(store);
  store.applyBatch = (movements) =>
    applyBatch(movements).catch((error: unknown) => {
      if (isMeant(error)) failures++;
      throw error;
    });
  return () => failures;
}

/** Sends `count` movements by `clients` callers at once; an unknown outcome is asked again with the same key. */
export async function drive(
  engines: readonly LedgerEngine[],
  world: World,
  options: { count: number; clients: number; random: () => number },
): Promise<Asked[]> {
  const { random } = options;
  const pick = () => world.accounts[Math.floor(random() * world.accounts.length)] as AccountId;
  const movements = Array.from({ length: options.count }, () => {
    const debit = pick();
    let credit = pick();
    while (credit === debit) credit = pick();
    const amount = BigInt(1 + Math.floor(random() * (random() < 0.1 ? 5_000 : 200)));
    return movement({ debit, credit, amount });
  });
  return send(engines, movements, options);
}

/** Sends these movements by `clients` callers at once, one in five twice. */
export async function send(
  engines: readonly LedgerEngine[],
  movements: readonly Movement[],
  { clients, random }: { clients: number; random: () => number },
): Promise<Asked[]> {
  const asked: Asked[] = movements.map((each) => ({ movement: each, times: 1, answers: [], unknown: 0 }));
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let each = asked[next++]; each; each = asked[next++]) {
        each.times = random() < 0.2 ? 2 : 1;
        await Promise.all(Array.from({ length: each.times }, () => ask(engines, each as Asked, random)));
      }
    }),
  );
  return asked;
}

async function ask(engines: readonly LedgerEngine[], each: Asked, random: () => number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const engine = engines[Math.floor(random() * engines.length)] as LedgerEngine;
    try {
      // A reservation is named by its id, so that alone stays what it is.
      const id = each.movement.operation === "reserve" ? each.movement.id : newId<MovementId>();
      const [outcome] = await engine.apply([{ ...each.movement, id }]);
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

/** What each accepted operation leaves: its states, its postings. All of them leave one event, a refusal leaves none. */
const TRACES: Readonly<Record<Movement["operation"], { states: readonly string[]; postings: number }>> = {
  post: { states: ["posted"], postings: 2 },
  reserve: { states: ["reserved", "settled", "released"], postings: 1 },
  settle: { states: ["settled"], postings: 2 },
  release: { states: ["released"], postings: 1 },
};

/** Compares every answer with what the tables hold under its key. */
export async function compareAnswers(asked: readonly Asked[], pool: Pool): Promise<string[]> {
  const problems: string[] = [];
  const { rows } = await pool.query(
    `SELECT m.idempotency_key AS key, m.id, m.state, coalesce(p.count, 0) AS postings, coalesce(o.count, 0) AS events,
       coalesce(p.states, '{}') AS account_states
     FROM movements m
     LEFT JOIN (SELECT movement_id, count(*)::int,
                       array_agg(concat_ws(' ', account_id, version, balance_after, held_after))
                         FILTER (WHERE version IS NOT NULL) AS states
                FROM postings GROUP BY movement_id) p ON p.movement_id = m.id
     LEFT JOIN (SELECT subject_id, count(*)::int FROM outbox GROUP BY subject_id) o ON o.subject_id = m.id
     WHERE m.idempotency_key = ANY($1::text[])`,
    [asked.map((each) => each.movement.idempotencyKey)],
  );
  const byKey = Map.groupBy(rows, (row) => row.key as string);
  for (const { movement: wanted, answers } of asked) {
    const found = byKey.get(wanted.idempotencyKey) ?? [];
    if (found.length !== 1) problems.push(`${found.length} movements under one key`);
    const [row] = found;
    if (answers.length === 0) problems.push("no answer");
    for (const answer of answers) {
      const trace = TRACES[wanted.operation];
      if (answer.type === "conflict") problems.push("a conflict nobody made");
      else if (answer.movementId !== row?.id) problems.push("an answer that names another movement");
      else if (answer.type === "refused") {
        if (row.state !== "refused" || row.postings + row.events > 0) problems.push("told refused, moved");
      } else if (!trace.states.includes(row.state) || row.postings !== trace.postings || row.events !== 1)
        problems.push("told moved, was not");
      else if (!saysTheStatesOf(answer, row.account_states))
        problems.push("told other balances than the postings have");
    }
  }
  return problems;
}

/** The version, balance and hold told of each account are those of its posting, and no account is left out. */
function saysTheStatesOf({ debit, credit }: Applied, states: readonly string[]): boolean {
  const told = [debit, credit].flatMap((each) =>
    each ? [`${each.accountId} ${each.version} ${each.balance} ${each.held}`] : [],
  );
  return told.length === states.length && told.every((each) => states.includes(each));
}

/** The rules that are broken: those of the books alone, unless others are given. */
export async function brokenRules(pool: Pool, rules = BOOK_RULES): Promise<string[]> {
  const client = await pool.connect();
  try {
    // Looking at a large book takes longer than any request may.
    await client.query("SET statement_timeout = '10min'");
    const query = async (text: string) => (await client.query({ text, query_timeout: 600_000 } as QueryConfig)).rows;
    return (await checkBook(query, rules)).map(({ rule }) => `rule: ${rule}`);
  } finally {
    client.release(true);
  }
}

/** Everything that is not as it must be: answers against tables, money, the rules of the book. */
export async function findProblems(asked: readonly Asked[], world: World, pool: Pool): Promise<string[]> {
  const problems = await compareAnswers(asked, pool);
  const balances = await pool.query(
    `SELECT coalesce(sum(balance), 0) AS total, coalesce(min(balance), 0) AS least
     FROM ledger_accounts WHERE id = ANY($1::uuid[])`,
    [world.accounts],
  );
  if (BigInt(balances.rows[0].total) !== world.total)
    problems.push(`money: ${balances.rows[0].total} instead of ${world.total}`);
  if (BigInt(balances.rows[0].least) < 0n) problems.push("a balance below zero");
  return [...problems, ...(await brokenRules(pool))];
}
