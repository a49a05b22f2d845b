import { expect, it } from "vitest";
import type { TransactionDay_TransactionFragment } from "../../gql/graphql";
import { linesOf } from "./days";

const transaction = (id: string, recordedAt: string, amount: string, direction: "IN" | "OUT", state = "POSTED") =>
  ({ id, recordedAt, amount, direction, state, kind: "TRANSFER" }) as unknown as TransactionDay_TransactionFragment;

const SOME = [
  transaction("a", "2026-11-20T01:00:00Z", "500", "IN"),
  transaction("b", "2026-11-20T00:00:00Z", "200", "OUT"),
  transaction("c", "2026-11-19T16:00:00Z", "900", "OUT", "RELEASED"),
  transaction("d", "2026-11-19T14:00:00Z", "100", "OUT"),
];

it("puts each transaction under its day in Seoul, with what the day came to", () => {
  const lines = linesOf(SOME, { days: true, last: true });
  expect(lines.map(({ key }) => key)).toEqual(["2026-11-20", "a", "b", "c", "2026-11-19", "d"]);
  expect(lines.flatMap((line) => (line.transaction ? [] : [line.sum]))).toEqual([300n, -100n]);
});

it("says no sum of a day that may go on, and none of a part of one", () => {
  const sums = (days: boolean, last: boolean) =>
    linesOf(SOME, { days, last }).flatMap((line) => (line.transaction ? [] : [line.sum]));
  expect(sums(true, false)).toEqual([300n, null]);
  expect(sums(false, true)).toEqual([null, null]);
});
