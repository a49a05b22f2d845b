import { describe, expect, it } from "vitest";
import { findAccountNumber, groupAccountNumber, isAccountNumber, maskAccountNumber } from "./account-number";

describe("findAccountNumber", () => {
  it.each([
    ["123456789012", "123456789012"],
    ["칙페이 1234-5678-9012 홍길동", "123456789012"],
    ["1234 5678 9012", "123456789012"],
    ["１２３４５６７８９０１２", "123456789012"],
    ["010-1234-5678 로 연락 주세요, 계좌 1234-5678-9012", "123456789012"],
    ["카카오뱅크 3333-01-1234567", "3333011234567"],
    ["12345", "12345"],
    ["홍길동", ""],
  ])("%s", (text, number) => {
    expect(findAccountNumber(text)).toBe(number);
  });
});

it("accepts twelve digits only", () => {
  expect(isAccountNumber("123456789012")).toBe(true);
  expect(isAccountNumber("1234567890123")).toBe(false);
  expect(isAccountNumber("")).toBe(false);
});

it("masks all but the last four and groups for reading", () => {
  expect(maskAccountNumber("110234505678")).toBe("****5678");
  expect(groupAccountNumber("110234505678")).toBe("1102-3450-5678");
});
