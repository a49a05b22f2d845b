import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { expect } from "vitest";
import { type Member, TRANSFER } from "./api-harness.js";

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

interface Operation {
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
}

const OUTCOME: Readonly<Record<string, string>> = {
  TransferSuccess: "moved",
  InsufficientFunds: "refused",
  LimitExceeded: "refused",
};

/**
 * `clients` senders at once, `count` transfers among the members; about one in four is asked twice or more with the
 * same key, and whatever gets no definite answer is asked again until it does.
 */
export async function rage(
  members: Member[],
  options: { clients: number; count: number; random: () => number; onProgress?: (done: number) => void },
): Promise<Storm> {
  const { random } = options;
  const pick = () => members[Math.floor(random() ** 2 * members.length)] as Member;
  const operations: Operation[] = Array.from({ length: options.count }, () => {
    const from = pick();
    let to = pick();
    while (to === from) to = pick();
    // Mostly possible; now and then more than anybody has.
    const amount = random() < 0.05 ? 900_000 : 1 + Math.floor(random() * 3_000);
    return { key: randomUUID(), from, to, amount, answers: [] };
  });
  const storm: Storm = { operations, indefinite: 0 };
  let next = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: options.clients }, async () => {
      for (let operation = operations[next++]; operation; operation = operations[next++]) {
        const times = random() < 0.25 ? 2 + Math.floor(random() * 3) : 1;
        await Promise.all(Array.from({ length: times }, () => ask(operation as Operation, storm)));
        options.onProgress?.(++done);
      }
    }),
  );
  return storm;
}

async function ask(operation: Operation, storm: Storm): Promise<void> {
  const { from, to, amount, key } = operation;
  const input = {
    fromAccountId: from.accountId,
    toAccountNumber: to.accountNumber,
    amount: String(amount),
    idempotencyKey: key,
  };
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await from.client.ask(TRANSFER, { input }).catch(() => null);
    const outcome = OUTCOME[answer?.data?.transfer?.__typename ?? ""];
    if (outcome) {
      operation.answers.push(outcome);
      return;
    }
    const code = answer?.errors?.[0]?.extensions.code;
    if (answer && !["OUTCOME_UNKNOWN", "OVERLOADED", undefined].includes(code)) {
      throw new Error(`an answer that should not be: ${JSON.stringify(answer)}`);
    }
    storm.indefinite++;
    await sleep(50);
  }
  throw new Error("no definite answer in half a minute");
}

/** Compares what clients were told with what the books say. */
export async function expectAnswersMatchBooks(storm: Storm, owner: Pool): Promise<{ moved: number; refused: number }> {
  const { rows } = await owner.query(
    `SELECT m.idempotency_key AS key, m.state, m.amount, count(p.movement_id) AS postings
     FROM movements m LEFT JOIN postings p ON p.movement_id = m.id
     WHERE m.idempotency_key = ANY($1::text[]) GROUP BY m.id`,
    [storm.operations.map((each) => each.key)],
  );
  expect(rows).toHaveLength(storm.operations.length);
  const records = new Map(rows.map((row) => [row.key, row]));
  const count = { moved: 0, refused: 0 };
  for (const { key, answers, amount } of storm.operations) {
    const record = records.get(key);
    const [answer] = answers;
    expect(new Set(answers).size, `one outcome for ${key}`).toBe(1);
    expect(record).toMatchObject(
      answer === "moved"
        ? { state: "posted", postings: "2", amount: String(amount) }
        : { state: "refused", postings: "0" },
    );
    count[answer as keyof typeof count]++;
  }
  return count;
}

/** Balance of all members together. */
export async function totalOf(members: Member[], owner: Pool): Promise<string> {
  const { rows } = await owner.query(`SELECT sum(balance) AS total FROM ledger_accounts WHERE id = ANY($1::uuid[])`, [
    members.map((each) => each.accountId),
  ]);
  return rows[0].total;
}
