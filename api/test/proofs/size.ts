import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** `npm run prove -- --ops N` asks for more than the build has time for; `share` of it where one case is many steps. */
export function size(small: number, share = 1): number {
  const asked = process.env.PROVE_OPS;
  return asked === undefined ? small : Math.max(1, Math.round(Number(asked) * share));
}

const EVIDENCE = fileURLToPath(new URL("../../../evidence/", import.meta.url));

/** Prints what a proof met, and keeps it as evidence/<id>.json. */
export function evidence(id: string, figures: Record<string, number | string>): void {
  console.log(
    `${id}  ${Object.entries(figures)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ")}`,
  );
  mkdirSync(EVIDENCE, { recursive: true });
  writeFileSync(
    `${EVIDENCE}${id}.json`,
    `${JSON.stringify({ id, at: new Date(), node: process.version, ...figures }, null, 2)}\n`,
  );
}

/**
 * How long something may take. `npm run prove -- --ops N` asks for the goal itself; a build, on whatever machine and
 * beside whatever else, only asks that it is no worse by a factor: what grows without bounds is found either way.
 */
export function withinMs(goal: number): number {
  return process.env.PROVE_OPS === undefined ? goal * 4 : goal;
}

/** What the process worked for it at best: other work only ever adds. In milliseconds. */
export async function cheapest<T>(tries: number, work: () => Promise<T>): Promise<{ cpuMs: number; results: T[] }> {
  const results: T[] = [];
  let cpuMs = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries; i++) {
    const from = process.cpuUsage();
    results.push(await work());
    const { user, system } = process.cpuUsage(from);
    cpuMs = Math.min(cpuMs, (user + system) / 1_000);
  }
  return { cpuMs, results };
}
