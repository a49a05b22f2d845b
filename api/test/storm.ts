import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { deposit, logIn, type Member, signUp, TRANSFER } from "./api-harness.js";
import { GraphQLClient } from "./graphql-client.js";

/** A small seeded generator (mulberry32), so that a failing storm can be played again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Kind = "transfer" | "deposit" | "withdraw";

interface Operation {
  kind: Kind;
  key: string;
  from: Member;
  to: Member;
  amount: number;
  /** Every definite answer this key was given, as one word. */
  answers: string[];
}

export interface Storm {
  operations: Operation[];
  /** Answers that said nothing definite: no answer, unknown, overloaded. */
  indefinite: number;
  /** Of those, requests that a process had taken and never answered. */
  cutOff: number;
}

const OUTCOME: Readonly<Record<string, string>> = {
  TransferSuccess: "moved",
  DepositSuccess: "moved",
  WithdrawSuccess: "moved",
  InsufficientFunds: "refused",
  LimitExceeded: "refused",
};

const DEPOSIT = `mutation ($input: DepositInput!) { deposit(input: $input) { __typename } }`;
const WITHDRAW = `mutation ($input: WithdrawInput!) { withdraw(input: $input) { __typename } }`;

export interface StormOptions {
  clients: number;
  count: number;
  random: () => number;
  /** Instead of all of them. */
  only?: Kind | undefined;
  /** Processes that serve the same database; each try goes to any of them. */
  urls: readonly string[];
  /** Called as each operation has its answer; what it returns holds back the client that asked. */
  onProgress?: (done: number) => Promise<void> | void;
}

/**
 * `clients` senders at once, `count` transfers, deposits and withdrawals among the members; about one in four is asked
 * twice or more with the same key, and whatever gets no definite answer is asked again until it does.
 */
export async function rage(members: Member[], options: StormOptions): Promise<Storm> {
  const { random } = options;
  const pick = () => members[Math.floor(random() ** 2 * members.length)] as Member;
  const operations: Operation[] = Array.from({ length: options.count }, () => {
    const from = pick();
    let to = pick();
    while (to === from) to = pick();
    const drawn = random() < 0.8 ? "transfer" : random() < 0.5 ? "deposit" : "withdraw";
    const kind = options.only ?? drawn;
    // Mostly possible; now and then more than anybody has.
    const amount = kind !== "deposit" && random() < 0.05 ? 900_000 : 1 + Math.floor(random() * 3_000);
    return { kind, key: randomUUID(), from, to, amount, answers: [] };
  });
  const storm: Storm = { operations, indefinite: 0, cutOff: 0 };
  let next = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: options.clients }, async () => {
      for (let operation = operations[next++]; operation; operation = operations[next++]) {
        const times = random() < 0.25 ? 2 + Math.floor(random() * 3) : 1;
        await Promise.all(Array.from({ length: times }, () => ask(operation as Operation, storm, options)));
        await options.onProgress?.(++done);
      }
    }),
  );
  return storm;
}

async function ask(operation: Operation, storm: Storm, { urls, random }: StormOptions): Promise<void> {
  const { kind, from } = operation;
  for (let attempt = 0; attempt < 600; attempt++) {
    const client = new GraphQLClient(urls[Math.floor(random() * urls.length)] as string);
    client.token = from.client.token;
    const answer = await client.ask(...requestOf(operation)).catch((error: Error) => {
      if ((error.cause as { code?: unknown } | undefined)?.code !== "ECONNREFUSED") storm.cutOff++;
      return null;
    });
    const outcome = OUTCOME[answer?.data?.[kind]?.__typename ?? ""];
    if (outcome) {
      operation.answers.push(outcome);
      return;
    }
    const code = answer?.errors?.[0]?.extensions.code;
    if (code === "UNAUTHENTICATED") {
      // A long storm outlasts a token.
      await renewToken(from, client);
      continue;
    }
    if (answer && !["OUTCOME_UNKNOWN", "OVERLOADED", undefined].includes(code)) {
      throw new Error(`an answer that should not be: ${JSON.stringify(answer)}`);
    }
    storm.indefinite++;
    await sleep(50);
  }
  throw new Error("no definite answer in half a minute");
}

const renewals = new Map<Member, Promise<void>>();

/**
 * One log-in of a member at a time: a process that is killed while it looks at a password leaves the try taken, and many
 * at once would lock the member out for as long as after wrong ones.
 */
async function renewToken(member: Member, client: GraphQLClient): Promise<void> {
  const renewal =
    renewals.get(member) ??
    logIn(member, client)
      .catch(() => sleep(500))
      .finally(() => renewals.delete(member));
  renewals.set(member, renewal);
  await renewal;
}

function requestOf({ kind, key, from, to, amount }: Operation): [query: string, variables: unknown] {
  const common = { amount: String(amount), idempotencyKey: key };
  if (kind === "transfer") {
    return [TRANSFER, { input: { ...common, fromAccountId: from.accountId, toAccountNumber: to.accountNumber } }];
  }
  const account = { ...common, accountId: from.accountId };
  if (kind === "deposit") return [DEPOSIT, { input: account }];
  return [WITHDRAW, { input: { ...account, bankCode: "004", bankAccountNumber: "110234567890" } }];
}

/** Waits until no order to a bank is under way any more. */
export async function settleOrders(owner: Pool): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const { rows } = await owner.query(
      `SELECT count(*) AS open FROM bank_orders WHERE state NOT IN ('settled', 'released', 'void')`,
    );
    if (rows[0].open === "0") return;
    await sleep(100);
  }
  throw new Error("an order to the bank is stuck");
}

/** Compares what clients were told with what the books say. */
export async function compareWithBooks(storm: Storm, owner: Pool) {
  const { rows } = await owner.query(
    `SELECT m.idempotency_key AS key, m.state, m.amount, count(p.movement_id) AS postings
     FROM movements m LEFT JOIN movements e ON e.reservation_id = m.id
     LEFT JOIN postings p ON p.movement_id = coalesce(e.id, m.id) AND p.amount <> 0
     WHERE m.idempotency_key = ANY($1::text[]) GROUP BY m.id`,
    [storm.operations.map((each) => each.key)],
  );
  const records = Map.groupBy(rows, (row) => row.key as string);
  const told = { moved: 0, refused: 0 };
  const problems: string[] = [];
  for (const { kind, key, answers, amount } of storm.operations) {
    const found = records.get(key) ?? [];
    const [answer] = answers;
    if (found.length !== 1) problems.push(`${found.length} movements under one key`);
    if (new Set(answers).size !== 1) problems.push("two outcomes for one key");
    const { state, postings, amount: moved } = found[0] ?? {};
    if (answer === "moved") {
      const ended = state === (kind === "transfer" ? "posted" : "settled");
      if (!ended || postings !== "2" || moved !== String(amount)) problems.push("told moved, was not");
    } else if (state !== "refused" || postings !== "0") problems.push("told refused, was not");
    told[answer as keyof typeof told]++;
  }
  return { ...told, problems };
}

/** What all members together must hold: what they began with, and what banks gave and took. */
export function expectedTotal(storm: Storm, start: bigint): string {
  let total = start;
  for (const { kind, amount, answers } of storm.operations) {
    if (answers[0] !== "moved" || kind === "transfer") continue;
    total += kind === "deposit" ? BigInt(amount) : -BigInt(amount);
  }
  return String(total);
}

/** New members with money. */
export async function gather(url: string, count: number, each: bigint): Promise<Member[]> {
  const members = await Promise.all(Array.from({ length: count }, () => signUp(url)));
  await Promise.all(members.map((member) => deposit(member, each)));
  return members;
}

/** Balance of all members together. */
export async function totalOf(members: Member[], owner: Pool): Promise<string> {
  const { rows } = await owner.query(`SELECT sum(balance) AS total FROM ledger_accounts WHERE id = ANY($1::uuid[])`, [
    members.map((each) => each.accountId),
  ]);
  return rows[0].total;
}
