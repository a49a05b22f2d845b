import { expect, it } from "vitest";
import { groupAccountNumber, isAccountNumber, maskAccountNumber } from "./account-number";

it("accepts twelve digits only", () => {
  expect(isAccountNumber("123456789012")).toBe(true);
  expect(isAccountNumber("1234567890123")).toBe(false);
  expect(isAccountNumber("")).toBe(false);
});

it("masks all but the last four and groups for reading", () => {
  expect(maskAccountNumber("110234505678")).toBe("****5678");
  expect(groupAccountNumber("110234505678")).toBe("1102-3450-5678");
});
