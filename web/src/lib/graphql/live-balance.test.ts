import { beforeEach, expect, it } from "vitest";
import { acceptBalance, liveBalances, newerBalance } from "./live-balance";

const state = (version: string, balance = version) => ({ balance, available: balance, version });

beforeEach(() => {
  liveBalances({});
});

it("keeps the newer of two states whatever the order of arrival", () => {
  expect(newerBalance(state("9"), state("10")).version).toBe("10");
  expect(newerBalance(state("10"), state("9")).version).toBe("10");
  expect(newerBalance(undefined, state("1")).version).toBe("1");
});

it("compares versions as integers beyond the safe range of numbers", () => {
  expect(newerBalance(state("9007199254740993"), state("9007199254740992")).version).toBe("9007199254740993");
});

it("says whether an update was news", () => {
  expect(acceptBalance("a", state("2"))).toBe(true);
  expect(acceptBalance("a", state("2"))).toBe(false);
  expect(acceptBalance("a", state("1"))).toBe(false);
  expect(acceptBalance("b", state("1"))).toBe(true);
  expect(liveBalances()).toEqual({ a: state("2"), b: state("1") });
});
