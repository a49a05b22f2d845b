import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contrast } from "./contrast";
import { CONTRAST_PAIRS } from "./contrast-pairs";

const tokens = readFileSync(new URL("../../tokens.css", import.meta.url), "utf8");
const themes = Object.entries({ light: /^:root[^{]*\{([^}]*)\}/m, dark: /^\[data-theme="dark"\] \{([^}]*)\}/m }).map(
  ([theme, block]) => {
    const text = tokens.match(block)?.[1] ?? "";
    return [theme, new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]))];
  },
) as [string, Map<string, string>][];

test("black on white is 21, a colour on itself 1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#ffc22e", "#ffc22e")).toBe(1);
});

describe.each(themes)("in the %s theme", (_theme, colours) => {
  test.each(CONTRAST_PAIRS.flatMap(({ text, on, need }) => on.map((ground) => ({ text, ground, need }))))(
    "$text on $ground has at least $need",
    ({ text, ground, need }) => {
      const [front, back] = [colours.get(text), colours.get(ground)];
      expect([front, back]).not.toContain(undefined);
      expect(contrast(front as string, back as string)).toBeGreaterThanOrEqual(need);
    },
  );
});
