import { expect, test } from "vitest";
import { firstHourOn, firstRun } from "./schedule-rule";

const NOW = new Date("2026-11-29T19:30:00Z"); // Monday the 30th, 04:30 in Seoul

test.each([
  [{ kind: "MONTHLY", dayOfMonth: 31, hour: 9 }, "2026-11-30T00:00:00.000Z"],
  [{ kind: "MONTHLY", dayOfMonth: 31, hour: 4 }, "2026-12-30T19:00:00.000Z"],
  [{ kind: "MONTHLY", dayOfMonth: 29, hour: 9 }, "2026-12-29T00:00:00.000Z"],
  [{ kind: "WEEKLY", weekday: 1, hour: 5 }, "2026-11-29T20:00:00.000Z"],
  [{ kind: "WEEKLY", weekday: 7, hour: 5 }, "2026-12-05T20:00:00.000Z"],
  [{ kind: "WEEKLY", weekday: 7, hour: 5, endsOn: "2026-12-05" }, null],
] as const)("%j is first on %s", (rule, first) => {
  expect(firstRun(rule, NOW)).toBe(first);
});

test("of today the hours that have begun are gone, of no other day", () => {
  const hours = ["2026-11-29", "2026-11-30", "2026-12-01"].map((day) => firstHourOn(day, NOW));
  expect(hours).toEqual([24, 5, 0]);
  expect(firstHourOn("2026-11-30", new Date("2026-11-30T14:38:00Z"))).toBe(24);
});
