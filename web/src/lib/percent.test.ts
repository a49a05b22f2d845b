import { expect, test } from "vitest";
import { percentages } from "./percent";

test("percentages come to a hundred, whatever the amounts", () => {
  expect(percentages([])).toEqual([]);
  expect(percentages([0n, 0n])).toEqual([0, 0]);
  expect(percentages([7n])).toEqual([100]);
  expect(percentages([1n, 1n, 1n])).toEqual([34, 33, 33]);
  expect(percentages([999n, 1n])).toEqual([100, 0]);
  expect(percentages([10n ** 15n, 10n ** 15n, 1n])).toEqual([50, 50, 0]);
  for (let i = 1n; i < 200n; i++) {
    const sum = percentages([i, i * 7n, 13n, 200n - i]).reduce((left, right) => left + right, 0);
    expect(sum).toBe(100);
  }
});
