import { expect, it } from "vitest";
import { type AccountId, newId } from "../../shared/ids.js";
import { isUnusual, type SentTransfers, twinOf } from "./transfer-check.policy.js";

const [kim, park] = [newId<AccountId>(), newId<AccountId>()];
const noon = new Date("2026-11-29T03:00:00Z");
const sent = (amount: bigint, at = noon, credit = kim): SentTransfers[number] => ({
  ...{ id: newId(), credit, amount, recordedAt: at },
});

it("finds the same sum to the same payee on the same day in Seoul only", () => {
  // Ten past midnight in Seoul, and ten minutes before it.
  const [early, late] = [new Date("2026-11-28T15:10:00Z"), new Date("2026-11-28T14:50:00Z")];
  const twin = sent(125_000n, early);
  expect(twinOf([sent(1n), twin], kim, 125_000n, noon)).toBe(twin);
  expect(twinOf([twin], kim, 125_001n, noon)).toBeUndefined();
  expect(twinOf([twin], park, 125_000n, noon)).toBeUndefined();
  expect(twinOf([sent(125_000n, late)], kim, 125_000n, noon)).toBeUndefined();
});

it("finds a sum unusual that is ten times the usual and more than ever", () => {
  const usual = [9_000n, 10_000n, 12_000n, 10_000n, 30_000n].map((amount) => sent(amount));
  expect(isUnusual(usual, 100_000n)).toBe(true);
  expect(isUnusual(usual, 99_999n)).toBe(false);
  expect(isUnusual(usual.slice(1), 1_000_000n)).toBe(false);
  expect(isUnusual([...usual, sent(100_000n)], 100_000n)).toBe(false);
  expect(isUnusual(Array(5).fill(sent(10n)), 49_999n)).toBe(false);
  // What was large long ago is not usual any more.
  const many = Array.from({ length: 50 }, () => sent(10_000n));
  expect(isUnusual([...many, sent(500_000n)], 100_000n)).toBe(true);
});
