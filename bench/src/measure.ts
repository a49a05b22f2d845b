import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** Latencies are milliseconds. */
export interface Sample {
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  p999: number;
  /** Share of one core that this process, the generator, used. */
  generatorCpu: number;
}

export interface OpenSample extends Sample {
  errors: number;
}

/** Of all that was measured: what the generator took from the machine that it shares with what it measures. */
const total = { cpuSeconds: 0, seconds: 0 };

export function generatorShare(cores: number): number {
  return total.seconds === 0 ? 0 : total.cpuSeconds / total.seconds / cores;
}

/** `concurrency` callers, each asking again as soon as it is answered. What is counted is answered work. */
export async function closedLoop(
  act: () => Promise<void>,
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
        await act();
        const now = performance.now();
        if (at >= startAt && now <= endAt) latencies.push(now - at);
        at = now;
      }
    }),
  );
  return summarise(latencies, options.seconds, process.cpuUsage(cpu));
}

/**
 * Requests that arrive whether or not the earlier ones are answered, at random moments (Poisson) of the given mean
 * rate. Each latency counts from the moment the request was due: a stall is felt by all that came meanwhile, so there
 * is no coordinated omission.
 */
export async function openLoop(
  act: () => Promise<void>,
  options: { perSecond: number; seconds: number; warmUpSeconds: number },
): Promise<OpenSample> {
  const latencies: number[] = [];
  const underWay = new Set<Promise<void>>();
  let errors = 0;
  const startAt = performance.now();
  const countFrom = startAt + options.warmUpSeconds * 1000;
  const endAt = countFrom + options.seconds * 1000;
  let cpu: NodeJS.CpuUsage | undefined;
  const ask = (due: number) => {
    const asked: Promise<void> = act()
      .then(
        () => {
          if (due >= countFrom) latencies.push(performance.now() - due);
        },
        () => {
          errors++;
        },
      )
      .finally(() => underWay.delete(asked));
    underWay.add(asked);
  };
  for (let due = startAt; due < endAt; ) {
    const now = performance.now();
    if (now >= countFrom) cpu ??= process.cpuUsage();
    while (due <= now && due < endAt) {
      ask(due);
      due += (-Math.log(1 - Math.random()) * 1000) / options.perSecond;
    }
    await sleep(1);
  }
  await Promise.all(underWay);
  return { ...summarise(latencies, options.seconds, process.cpuUsage(cpu)), errors };
}

export function summarise(latencies: number[], seconds: number, used: NodeJS.CpuUsage): Sample {
  const cpuSeconds = (used.user + used.system) / 1e6;
  total.cpuSeconds += cpuSeconds;
  total.seconds += seconds;
  latencies.sort((a, b) => a - b);
  return {
    perSecond: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    p999: percentile(latencies, 0.999),
    generatorCpu: cpuSeconds / seconds,
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

export function describe({ perSecond, p50, p99, p999, generatorCpu }: Sample): string {
  const ms = (value: number) => `${value.toFixed(1).padStart(6)} ms`;
  return `${perSecond.toFixed(0).padStart(7)}/s  p50 ${ms(p50)}  p99 ${ms(p99)}  p99.9 ${ms(p999)}  generator ${(generatorCpu * 100).toFixed(0)} % of a core`;
}
