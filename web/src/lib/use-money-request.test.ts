import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { expect, test, vi } from "vitest";

const phases: unknown[] = [];
vi.mock("react", () => ({
  useCallback: (work: unknown) => work,
  useRef: (current: unknown) => ({ current }),
  useState: (value: unknown) => [value, (next: unknown) => phases.push(next)],
}));
const { useMoneyRequest: moneyRequest } = await import("./use-money-request");

const turnedAway = () =>
  new CombinedGraphQLErrors({ errors: [{ message: "", extensions: { code: "UNKNOWN_OPERATION" } }] });

/** The phases of a request whose tries fail so, one after the other. */
async function after(failures: readonly unknown[]): Promise<unknown[]> {
  phases.length = 0;
  let tries = 0;
  vi.useFakeTimers();
  const done = moneyRequest(async () => {
    throw failures[tries++];
  }).run();
  await vi.runAllTimersAsync();
  await done;
  vi.useRealTimers();
  return phases.filter((each) => typeof each === "string");
}

test("what is turned down at once has moved nothing; after a try without an answer nobody knows", async () => {
  expect(await after([turnedAway()])).toEqual(["sending", "refused"]);
  expect(await after([new TypeError("Failed to fetch"), turnedAway()])).toEqual(["sending", "checking", "unanswered"]);
});
