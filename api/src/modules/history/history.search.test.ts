import { describe, expect, it } from "vitest";
import { amountIn } from "./history.search.js";

describe("amountIn", () => {
  it.each([
    "4800",
    "4,800",
    "4,800원",
    "4800 won",
    "₩4,800",
    "￦4,800",
    "KRW 4,800",
    "4,800 KRW",
    "+4,800원",
    "\u22124,800원",
    "-4,800원",
    "\u2212₩4,800",
    "- 4800",
  ])("%s", (search) => {
    expect(amountIn(search)).toBe(4800n);
  });

  it.each(["월세", "₩", "-", "48,00", "4.800", "4800-", "48 00", "--4800", "4800원짜리"])("%s is none", (search) => {
    expect(amountIn(search)).toBeNull();
  });
});
