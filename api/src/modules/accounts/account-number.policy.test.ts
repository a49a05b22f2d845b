import fc from "fast-check";
import { expect, test } from "vitest";
import { maskAccountNumber, newAccountNumber, readAccountNumber } from "./account-number.policy.js";

test("a new number reads back, with any spaces and hyphens", () => {
  for (let i = 0; i < 200; i++) {
    const number = newAccountNumber();
    expect(number).toMatch(/^10\d{10}$/);
    expect(readAccountNumber(` ${number.slice(0, 4)}-${number.slice(4, 8)} ${number.slice(8)}`)).toBe(number);
  }
});

test("a single wrong digit is never another account", () => {
  fc.assert(
    fc.property(fc.nat({ max: 11 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
      const number = newAccountNumber();
      const wrong = number.slice(0, place) + ((Number(number[place]) + shift) % 10) + number.slice(place + 1);
      expect(readAccountNumber(wrong)).toBeNull();
    }),
  );
});

test.each(["", "12", "abc", "1000000000000", "１０００００００００００", "9".repeat(10_000)])(
  "%j is no account number",
  (text) => {
    expect(readAccountNumber(text)).toBeNull();
  },
);

test("the mask leaves the last four", () => {
  expect(maskAccountNumber("100012345678")).toBe("****5678");
});
