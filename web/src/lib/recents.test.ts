import { expect, it } from "vitest";
import type { RecentTransfer_TransactionFragment } from "../gql/graphql";
import { isUnusual, payeeKey, recentRecipients, sameTransferToday } from "./recents";

const transfer = (part: Partial<RecentTransfer_TransactionFragment>): RecentTransfer_TransactionFragment => ({
  __typename: "Transaction",
  id: "1",
  counterparty: "홍*동",
  counterpartyKind: "PERSON",
  counterpartyAccountNumber: "****5678",
  amount: "125000",
  state: "POSTED",
  transferId: "t1",
  recordedAt: new Date().toISOString(),
  ...part,
});

it("names everyone once, by the latest transfer", () => {
  const list = [
    transfer({ transferId: "t3" }),
    transfer({ counterparty: "김*연", counterpartyAccountNumber: "****0001", transferId: "t2" }),
    transfer({ transferId: "t1" }),
    transfer({ counterpartyAccountNumber: null }),
  ];
  expect(recentRecipients(list).map(({ name, transferId }) => [name, transferId])).toEqual([
    ["홍*동", "t3"],
    ["김*연", "t2"],
  ]);
});

it("finds the same sum to the same payee on the same day only", () => {
  const key = payeeKey("홍*동", "110234505678");
  expect(sameTransferToday([transfer({})], key, "125000")?.id).toBe("1");
  expect(sameTransferToday([transfer({})], key, "125001")).toBeUndefined();
  expect(sameTransferToday([transfer({ state: "RELEASED" })], key, "125000")).toBeUndefined();
  expect(sameTransferToday([transfer({ recordedAt: "2020-01-01T00:00:00Z" })], key, "125000")).toBeUndefined();
});

it("finds a sum unusual that is ten times the usual and more than ever", () => {
  const usual = ["9000", "10000", "12000", "10000", "30000"].map((amount) => transfer({ amount }));
  expect(isUnusual(usual, "100000")).toBe(true);
  expect(isUnusual(usual, "99999")).toBe(false);
  expect(isUnusual(usual.slice(1), "1000000")).toBe(false);
  expect(isUnusual([...usual, transfer({ amount: "100000" })], "100000")).toBe(false);
  expect(isUnusual(Array(5).fill(transfer({ amount: "10" })), "49999")).toBe(false);
});
