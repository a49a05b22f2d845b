import { describe, expect, it } from "vitest";
import { amountDigits, formatWon, readWon, withoutSums } from "./money";

describe("formatWon", () => {
  it.each([
    ["1234567", "none", "1,234,567원", "₩1,234,567"],
    ["4800", "out", "\u22124,800원", "\u2212₩4,800"],
    ["32000", "in", "+32,000원", "+₩32,000"],
    ["-500", "none", "\u2212500원", "\u2212₩500"],
    ["9007199254740993", "none", "9,007,199,254,740,993원", "₩9,007,199,254,740,993"],
  ] as const)("%s as %s", (amount, sign, ko, en) => {
    expect(formatWon(amount, "ko", sign)).toBe(ko);
    expect(formatWon(amount, "en", sign)).toBe(en);
  });
});

describe("withoutSums", () => {
  it.each([
    ["12,000원 들어왔어요", "•••원 들어왔어요"],
    ["홍*동님이 5원, 1,200원을 나눠요", "홍*동님이 •••원, •••원을 나눠요"],
    ["₩12,000 arrived on 30 Nov", "₩••• arrived on 30 Nov"],
    ["11월 30일, 회원 2명", "11월 30일, 회원 2명"],
  ])("%s", (text, shown) => {
    expect(withoutSums(text)).toBe(shown);
  });
});

describe("readWon", () => {
  it.each([
    [0n, "0원"],
    [5_000n, "5,000원"],
    [10_000n, "1만원"],
    [125_000n, "12만 5,000원"],
    [1_500_000n, "150만원"],
    [100_000_001n, "1억 1원"],
    [1_234_567_890_000n, "1조 2,345억 6,789만원"],
  ])("%s", (amount, reading) => {
    expect(readWon(amount)).toBe(reading);
  });
});

describe("amountDigits", () => {
  it.each([
    ["125,000원", "125000"],
    ["₩ 0012", "12"],
    ["１２３", "123"],
    ["없음", ""],
  ])("%s", (typed, digits) => {
    expect(amountDigits(typed)).toBe(digits);
  });
});
