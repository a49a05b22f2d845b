import type { Book } from "../book.ts";
import { withClient } from "../client.ts";
import type { Contender } from "../contender.ts";
import { engineAlone } from "../contenders/engine-alone.ts";
import { explicitTransaction } from "../contenders/explicit-transaction.ts";
import { fullStack } from "../contenders/full-stack.ts";
import { naiveTypeOrm } from "../contenders/naive-typeorm.ts";
import { oneCall } from "../contenders/one-call.ts";
import { closedLoop, describe, mean } from "../measure.ts";
import type { Log, Plan } from "../plan.ts";
import { picker, SHAPES, type Shape } from "../shapes.ts";
import type { Account } from "../world.ts";

export const KINDS = ["b0", "b1", "b2", "engine", "full"] as const;
export type Kind = (typeof KINDS)[number];
export type Throughput = Record<Kind, Record<Shape, number>>;

/**
 * Transfers per second of every way to make them, in turns. Of two pool sizes the better one counts. The whole product
 * has a book of its own, as large as the other: its readers have no events to take in but those of its own transfers.
 */
export async function throughput(
  book: Book,
  product: Book,
  plan: Plan,
  only: readonly Kind[],
  log: Log,
): Promise<Throughput> {
  const makers: Array<[Kind, () => Contender | Promise<Contender>]> = [
    ["b0", () => naiveTypeOrm(book.ownerUrl, 16)],
    ["b0", () => naiveTypeOrm(book.ownerUrl, 64)],
    ["b1", () => explicitTransaction(book.ownerUrl, 16)],
    ["b1", () => explicitTransaction(book.ownerUrl, 64)],
    ["b2", () => oneCall(book.ownerUrl, 16)],
    ["b2", () => oneCall(book.ownerUrl, 64)],
    ["engine", () => engineAlone(book.access)],
    ["full", () => fullStack(product, plan.callers)],
  ];
  const turns: Array<Turn<Kind>> = [];
  try {
    for (const [kind, make] of makers) {
      const { accounts } = (kind === "full" ? product : book).world;
      if (only.includes(kind)) turns.push({ kind, contender: await make(), accounts });
    }
    const results = await inTurns(turns, plan, SHAPES, log);
    if (only.includes("full")) log(`events not taken in yet: ${await eventsLeft(product)}`);
    const best = (kind: Kind, shape: Shape) =>
      Math.max(...results.filter((each) => each.kind === kind && each.shape === shape).map((each) => each.perSecond));
    return Object.fromEntries(
      KINDS.map((kind) => [kind, Object.fromEntries(SHAPES.map((shape) => [shape, best(kind, shape)]))]),
    ) as Throughput;
  } finally {
    for (const { contender } of turns) await contender.close();
  }
}

/** What the whole product has put off for the transfers' sake, by reader. */
async function eventsLeft({ ownerUrl }: Book): Promise<string> {
  const { rows } = await withClient(ownerUrl, (client) =>
    client.query<{ reader: string; left: string }>(
      `SELECT reader, last_value - position AS left FROM outbox_positions, outbox_id_seq ORDER BY reader`,
    ),
  );
  return rows.map(({ reader, left }) => `${reader} ${left}`).join(", ");
}

export interface Turn<K> {
  kind: K;
  contender: Contender;
  /** Between whom it moves money. */
  accounts: readonly Account[];
}

/**
 * Each contender at each shape, round after round, the first of one round the last of the next; the mean of its rounds.
 * Who has not their turn holds still.
 */
export async function inTurns<K>(
  turns: ReadonlyArray<Turn<K>>,
  plan: Plan,
  shapes: readonly Shape[],
  log: Log,
): Promise<Array<{ kind: K; shape: Shape; perSecond: number }>> {
  const rates = new Map<string, number[]>();
  for (const { contender } of turns) contender.rest?.(true);
  for (let round = 1; round <= plan.rounds; round++) {
    for (const shape of shapes) {
      const first = (round - 1) % turns.length;
      for (const { contender, accounts } of [...turns.slice(first), ...turns.slice(0, first)]) {
        const pick = picker(accounts, shape);
        // Compilers and caches get their time before the first measurement, not in it.
        const isFirst = round === 1 && shape === shapes[0];
        contender.rest?.(false);
        const sample = await closedLoop(() => contender.transfer(...pick()), {
          concurrency: plan.callers,
          seconds: plan.seconds / plan.rounds,
          warmUpSeconds: isFirst ? plan.warmUpSeconds : Math.min(3, plan.warmUpSeconds),
        });
        contender.rest?.(true);
        const name = `${contender.name} ${shape}`;
        rates.set(name, [...(rates.get(name) ?? []), sample.perSecond]);
        log(`${round}/${plan.rounds} ${shape.padEnd(8)} ${contender.name.padEnd(40)} ${describe(sample)}`);
      }
    }
  }
  return turns.flatMap(({ kind, contender }) =>
    shapes.map((shape) => ({ kind, shape, perSecond: mean(rates.get(`${contender.name} ${shape}`) ?? []) })),
  );
}
