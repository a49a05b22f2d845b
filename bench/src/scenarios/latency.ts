import type { Book } from "../book.ts";
import { fullStack } from "../contenders/full-stack.ts";
import { closedLoop, describe, openLoop } from "../measure.ts";
import type { Log, Plan } from "../plan.ts";
import { picker } from "../shapes.ts";

export const RATES = [500, 2000] as const;

export interface Latency {
  p50: number;
  p95: number;
  p99: number;
  p999: number;
  errors: number;
}

/** How long transfers over HTTP take at a given pace, in milliseconds. */
export async function latency(book: Book, plan: Plan, log: Log): Promise<Record<string, Latency>> {
  const full = await fullStack(book, 512);
  const pick = picker(book.world.accounts, "uniform");
  const transfer = () => full.transfer(...pick());
  const results: Record<string, Latency> = {};
  try {
    const warmUp = { concurrency: plan.callers, seconds: 1, warmUpSeconds: plan.warmUpSeconds };
    await closedLoop(transfer, warmUp);
    for (const perSecond of RATES) {
      const sample = await openLoop(transfer, { perSecond, seconds: plan.seconds, warmUpSeconds: 2 });
      const { p50, p95, p99, p999, errors } = sample;
      results[perSecond] = { p50, p95, p99, p999, errors };
      log(`open loop ${String(perSecond).padStart(5)}/s  ${describe(sample)}  ${errors} errors`);
    }
    return results;
  } finally {
    await full.close();
  }
}
