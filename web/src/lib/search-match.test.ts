import { expect, it } from "vitest";
import { matchInName, matchInText, meansAmount } from "./search-match";

it("finds a part of a text, whatever its case", () => {
  expect(matchInText("11월 Rent", "rent")).toEqual({ start: 4, length: 4 });
  expect(matchInText("11월 월세", "점심")).toBeNull();
  expect(matchInText("11월 월세", "")).toBeNull();
});

it("lets a hidden letter of a name be any, when enough is to be seen", () => {
  expect(matchInName("홍*동", "홍길동")).toEqual({ start: 0, length: 3 });
  expect(matchInName("홍*동", "길동")).toEqual({ start: 1, length: 2 });
  expect(matchInName("홍*동", "길")).toBeNull();
  expect(matchInName("홍*동", "홍12")).toBeNull();
  expect(matchInName("Jona****", "jonath")).toEqual({ start: 0, length: 6 });
});

it("reads an amount as people write it", () => {
  expect(meansAmount("12000", "12,000원")).toBe(true);
  expect(meansAmount("12000", "12000")).toBe(true);
  expect(meansAmount("12000", "1200")).toBe(false);
  expect(meansAmount("12000", "월세")).toBe(false);
});
