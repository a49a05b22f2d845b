import { expect, it } from "vitest";
import { equalShares, linkNumber, overTotal } from "./shares";

it("shares a sum equally to the won, the rest with oneself", () => {
  expect(equalShares("10000", 2)).toEqual({ own: "3334", each: "3333" });
  expect(equalShares("9", 2)).toEqual({ own: "3", each: "3" });
  expect(equalShares("1", 1)).toEqual({ own: "1", each: "0" });
});

it("says by how much the shares miss the total", () => {
  expect(overTotal("10000", "3334", ["3333", "3333"])).toBe(0n);
  expect(overTotal("10000", "3334", ["3333", ""])).toBe(-3333n);
  expect(overTotal("10", "0", ["10", "5"])).toBe(5n);
});

it("counts links among the people", () => {
  const sharers = [{ payer: null }, { payer: {} }, { payer: null }];
  expect([0, 2].map((index) => linkNumber(sharers, index))).toEqual([1, 2]);
});
