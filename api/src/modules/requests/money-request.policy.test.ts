import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidInputError } from "../../shared/errors.js";
import { AMOUNT_MAX } from "../../shared/money.js";
import { equalShares, remindableFrom, SHARES_MAX, sharesOf, stateOf } from "./money-request.policy.js";

const sums = fc.bigInt({ min: 1n, max: AMOUNT_MAX });
const people = fc.integer({ min: 1, max: SHARES_MAX });

test("equal shares come to the total for any sum and any people, and the asker bears what is left over", () => {
  fc.assert(
    fc.property(sums, people, (total, others) => {
      const { own, each } = equalShares(total, others);
      expect(own + each * BigInt(others)).toBe(total);
      expect(own).toBeGreaterThanOrEqual(each);
      expect(own - each).toBeLessThanOrEqual(BigInt(others));
    }),
    { numRuns: 2_000 },
  );
  expect(equalShares(10_000n, 2)).toEqual({ own: 3_334n, each: 3_333n });
});

test("shares edited by hand are taken as they are when they come to the total, and refused when they do not", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 1_000_000n }), { minLength: 1, maxLength: SHARES_MAX }),
      fc.bigInt({ min: 0n, max: 1_000_000n }),
      fc.bigInt({ min: -3n, max: 3n }),
      (amounts, own, off) => {
        const total = amounts.reduce((left, right) => left + right, own) + off;
        if (off === 0n) expect(sharesOf(total, own, amounts)).toEqual({ own, shares: amounts });
        else expect(() => sharesOf(total, own, amounts)).toThrow(InvalidInputError);
      },
    ),
  );
  expect(sharesOf(10n, null, [4n, 6n])).toEqual({ own: 0n, shares: [4n, 6n] });
  expect(() => sharesOf(10n, null, [4n, null])).toThrow(InvalidInputError);
  expect(() => sharesOf(10n, 10n, [null])).toThrow(InvalidInputError);
});

test("a sum that leaves nothing to ask for is not split", () => {
  expect(sharesOf(3n, null, [null, null])).toEqual({ own: 1n, shares: [1n, 1n] });
  expect(() => sharesOf(2n, null, [null, null])).toThrow(InvalidInputError);
});

test("an open request expires by itself, one that was answered does not", () => {
  const expiresAt = new Date("2026-01-08T00:00:00Z");
  const at = (state: Parameters<typeof stateOf>[0]["state"], now: string) =>
    stateOf({ state, expiresAt }, new Date(now));
  expect(at("open", "2026-01-07T23:59:59.999Z")).toBe("OPEN");
  expect(at("open", "2026-01-08T00:00:00Z")).toBe("EXPIRED");
  for (const state of ["paid", "declined", "cancelled"] as const)
    expect(at(state, "2027-01-01T00:00:00Z")).toBe(state.toUpperCase());
});

test("a reminder is a day away from the one before", () => {
  const createdAt = new Date("2026-01-01T00:00:00Z");
  expect(remindableFrom(createdAt, null)).toEqual(createdAt);
  expect(remindableFrom(createdAt, new Date("2026-01-01T00:00:01Z"))).toEqual(new Date("2026-01-02T00:00:01Z"));
});
