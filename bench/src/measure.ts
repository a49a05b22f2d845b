import { performance } from "node:perf_hooks";
import { pickPair, type Shape } from "./baselines.ts";
import type { Contender } from "./contender.ts";
import type { Account } from "./world.ts";

export interface Sample {
  perSecond: number;
  p50: number;
  p99: number;
  /** Share of one core that this process, the generator, used. */
  generatorCpu: number;
}

/** `concurrency` callers, each asking again as soon as it is answered. What is counted is answered work. */
export async function closedLoop(
  contender: Contender,
  accounts: readonly Account[],
  shape: Shape,
  options: { concurrency: number; seconds: number; warmUpSeconds: number },
): Promise<Sample> {
  const startAt = performance.now() + options.warmUpSeconds * 1000;
  const endAt = startAt + options.seconds * 1000;
  const latencies: number[] = [];
  let cpu: NodeJS.CpuUsage | undefined;
  await Promise.all(
    Array.from({ length: options.concurrency }, async () => {
      for (let at = performance.now(); at < endAt; ) {
        if (at >= startAt) cpu ??= process.cpuUsage();
        const [from, to] = pickPair(accounts, shape);
        await contender.transfer(from, to);
        const now = performance.now();
        if (at >= startAt && now <= endAt) latencies.push(now - at);
        at = now;
      }
    }),
  );
  const used = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  return {
    perSecond: latencies.length / options.seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    generatorCpu: (used.user + used.system) / 1e6 / options.seconds,
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
