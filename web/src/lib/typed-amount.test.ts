import { describe, expect, it } from "vitest";
import { readAmount } from "./typed-amount";

describe("readAmount", () => {
  it.each([
    ["", ""],
    ["0", ""],
    ["125,000원", "125000"],
    ["₩ 0012", "12"],
    ["１２３", "123"],
    ["￦50,000", "50000"],
    ["KRW 50,000", "50000"],
    ["50,000 KRW", "50000"],
    ["50,000.00", "50000"],
    ["5만원", "50000"],
    ["5만 원", "50000"],
    ["12만 5,000원", "125000"],
    ["3만5천원", "35000"],
    ["5천원", "5000"],
    ["2백만", "2000000"],
    ["1억", "100000000"],
    ["1억2천만", "120000000"],
    // a key typed after, and one erased from, a grouped amount
    ["1,0005", "10005"],
    ["1,00", "100"],
    ["1.", "1"],
  ])("%s is %s", (typed, digits) => {
    expect(readAmount(typed)).toBe(digits);
  });

  it.each([
    "-5000",
    "\u22125,000",
    "+5000",
    "1e5",
    "1.5",
    "1.5만",
    "50.000",
    ".00",
    "없음",
    "만원",
    "5만20000",
    "1만2억",
    "1234567890123456",
  ])("refuses %s", (typed) => {
    expect(readAmount(typed)).toBeNull();
  });

  it("is typed digit by digit", () => {
    let shown = "";
    for (const key of "1250000") shown = BigInt(readAmount(shown + key) ?? "0").toLocaleString("ko-KR");
    expect(shown).toBe("1,250,000");
  });
});
