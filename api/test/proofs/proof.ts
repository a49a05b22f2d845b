import { describe, expect, test } from "vitest";
import { seeded } from "../storm.js";
import type { Sabotage } from "./sabotage.js";
import { evidence, size } from "./size.js";

export interface Task<Switch extends string = Sabotage> {
  count: number;
  random: () => number;
  /** The protection that this run must do without. */
  without: Switch | undefined;
}

export interface Findings {
  /** How often the run met what is rare: with a zero it proved nothing, and fails. */
  rare: Record<string, number>;
  figures?: Record<string, number | string>;
  /** Everything that is not as it must be. */
  problems: string[];
}

interface Options<Switch extends string> {
  /** The size in the build; `share` of what `npm run prove -- --ops` asks for. */
  small: number;
  share?: number;
  /** Protections that this proof must miss, each with the size at which it certainly does. */
  redWithout: Partial<Record<Switch, number>>;
}

/** As long as the whole of a large run may take. */
const TIMEOUT_MS = 2_700_000;

/**
 * One proof: sound as the product is, red without each of the protections that it is about. The same code runs in both
 * cases and the same findings decide, so a proof that cannot fail is found out.
 */
export function prove<Switch extends string = Sabotage>(
  id: string,
  title: string,
  options: Options<Switch>,
  run: (task: Task<Switch>) => Promise<Findings>,
): void {
  describe(`${id} ${title}`, () => {
    // Once red is red: what it is about happens seldom.
    test("holds", { timeout: TIMEOUT_MS, retry: 0 }, async () => {
      const seed = Number(process.env.PROVE_SEED ?? Date.now() % 2 ** 31);
      const count = size(options.small, options.share);
      const startedAt = performance.now();
      const { rare, figures, problems } = await run({ count, random: seeded(seed), without: undefined });
      const seconds = Math.round((performance.now() - startedAt) / 1_000);
      evidence(id, { seed, operations: count, ...rare, ...figures, problems: problems.length, seconds });
      expect(summary(problems)).toEqual([]);
      for (const [what, times] of Object.entries(rare)) expect(times, `met: ${what}`).toBeGreaterThan(0);
    });

    test.each(Object.entries<number>(options.redWithout as Record<Switch, number>))(
      "turns red with %s",
      { timeout: 150_000 },
      async (without, count) => {
        const seed = Date.now() % 2 ** 31;
        const { problems } = await run({ count, random: seeded(seed), without: without as Switch });
        evidence(`${id}-${without}`, {
          seed,
          operations: count,
          problems: problems.length,
          first: problems[0] ?? "none",
        });
        expect(problems).not.toEqual([]);
      },
    );
  });
}

/** A run that broke broke often, and mostly in the same way. */
function summary(problems: readonly string[]): string[] {
  return [...Map.groupBy(problems, (each) => each)].map(([problem, all]) => `${all.length} × ${problem}`).slice(0, 20);
}
