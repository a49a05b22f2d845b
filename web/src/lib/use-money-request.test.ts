import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { expect, test, vi } from "vitest";

const phases: unknown[] = [];
vi.mock("react", () => ({
  useCallback: (work: unknown) => work,
  useRef: (current: unknown) => ({ current }),
  useState: (value: unknown) => [value, (next: unknown) => phases.push(next)],
}));
const { useMoneyRequest: moneyRequest } = await import("./use-money-request");

const turnedAway = (code = "UNKNOWN_OPERATION") =>
  new CombinedGraphQLErrors({ errors: [{ message: "", extensions: { code } }] });

/** The phases of a request whose tries fail so, one after the other, and whether it was told that nothing came of it. */
async function after(failures: readonly unknown[]): Promise<{ phases: unknown[]; isRefused: boolean }> {
  phases.length = 0;
  let tries = 0;
  const onRefused = vi.fn();
  vi.useFakeTimers();
  const done = moneyRequest(async () => {
    throw failures[tries++];
  }, onRefused).run();
  await vi.runAllTimersAsync();
  await done;
  vi.useRealTimers();
  return { phases: phases.filter((each) => typeof each === "string"), isRefused: onRefused.mock.calls.length > 0 };
}

test("what is turned down at once has moved nothing; after a try without an answer nobody knows", async () => {
  for (const code of ["UNKNOWN_OPERATION", "RATE_LIMITED", "MAINTENANCE"])
    expect(await after([turnedAway(code)])).toEqual({ phases: ["sending", "refused"], isRefused: true });
  for (const later of [turnedAway(), turnedAway("RATE_LIMITED")])
    expect(await after([new TypeError("Failed to fetch"), later])).toEqual({
      phases: ["sending", "checking", "unanswered"],
      isRefused: false,
    });
});
