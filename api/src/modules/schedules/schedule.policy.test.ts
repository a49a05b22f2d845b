import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kstDay, kstHour } from "../../shared/clock.js";
import { lastDayOfMonth, nextRun, planOf, type Recurrence, runAfter, upcomingRuns } from "./schedule.policy.js";

const never = { startsOn: null, endsOn: null, timesMax: null };
const monthly = (dayOfMonth: number, hour = 9, rest: Partial<Recurrence> = {}): Recurrence => ({
  ...{ kind: "monthly", weekday: null, dayOfMonth, hour },
  ...never,
  ...rest,
});
const weekly = (weekday: number, hour = 9, rest: Partial<Recurrence> = {}): Recurrence => ({
  ...{ kind: "weekly", weekday, dayOfMonth: null, hour },
  ...never,
  ...rest,
});
const kst = (text: string) => new Date(`${text}:00+09:00`);
const days = (rule: Recurrence, from: string, count: number) =>
  upcomingRuns(rule, nextRun(rule, kst(from)) as Date, 0, count).map(kstDay);

describe("by example", () => {
  test("the 31st is the last day of every month, the 29th that of February only when it is shorter", () => {
    expect(days(monthly(31), "2027-01-01T00:00", 5)).toEqual([
      "2027-01-31",
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
      "2027-05-31",
    ]);
    expect(days(monthly(29), "2028-02-01T00:00", 2)).toEqual(["2028-02-29", "2028-03-29"]);
    expect(days(monthly(30), "2028-02-01T00:00", 2)).toEqual(["2028-02-29", "2028-03-30"]);
    expect(days(monthly(29), "2027-02-01T00:00", 2)).toEqual(["2027-02-28", "2027-03-29"]);
    expect(days(monthly(31), "2026-12-31T10:00", 1)).toEqual(["2027-01-31"]);
  });

  test("an hour that has begun is too late for today", () => {
    expect(nextRun(monthly(5, 9), kst("2026-11-05T08:59"))).toEqual(kst("2026-11-05T09:00"));
    expect(nextRun(monthly(5, 9), kst("2026-11-05T09:00"))).toEqual(kst("2026-12-05T09:00"));
    // Midnight in Seoul is the afternoon before in London.
    expect(nextRun(weekly(1, 0), kst("2026-11-01T23:59"))?.toISOString()).toBe("2026-11-01T15:00:00.000Z");
  });

  test("the last day counts, and so does the last time", () => {
    expect(days(weekly(5, 9, { endsOn: "2026-11-20" }), "2026-11-01T00:00", 9)).toEqual([
      "2026-11-06",
      "2026-11-13",
      "2026-11-20",
    ]);
    expect(days(weekly(5, 9, { timesMax: 2 }), "2026-11-01T00:00", 9)).toHaveLength(2);
    expect(days(monthly(1, 9, { startsOn: "2027-03-01" }), "2026-11-01T00:00", 1)).toEqual(["2027-03-01"]);
    expect(() =>
      planOf({ kind: "weekly", weekday: 5, hour: 9, endsOn: "2026-11-05" }, kst("2026-11-01T00:00")),
    ).toThrow("rule.endsOn: schedule_never");
  });
});

describe("by property", () => {
  const moment = fc.date({ min: kst("2024-01-01T00:00"), max: kst("2100-01-01T00:00"), noInvalidDate: true });
  const hour = fc.nat({ max: 23 });
  const recurrence = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 31 }), hour).map(([day, at]) => monthly(day, at)),
    fc.tuple(fc.integer({ min: 1, max: 7 }), hour).map(([day, at]) => weekly(day, at)),
  );

  test("the next run is later, at its hour, on its day, and there is none between", () => {
    fc.assert(
      fc.property(recurrence, moment, (rule, after) => {
        const next = nextRun(rule, after) as Date;
        expect(next > after).toBe(true);
        expect(kstHour(next)).toBe(rule.hour);
        expect(next.getTime() % 3_600_000).toBe(0);
        expect(isDayOf(rule, kstDay(next))).toBe(true);
        // Every hour in between is none of its moments.
        for (let at = next.getTime() - 3_600_000; at > after.getTime(); at -= 3_600_000) {
          const between = new Date(at);
          if (kstHour(between) === rule.hour) expect(isDayOf(rule, kstDay(between))).toBe(false);
        }
      }),
    );
  });

  test("runs follow one another without gaps: one a month, one a week, as many as were asked for", () => {
    fc.assert(
      fc.property(recurrence, moment, fc.integer({ min: 1, max: 30 }), (rule, from, times) => {
        const limited = { ...rule, timesMax: times };
        const runs = upcomingRuns(limited, nextRun(limited, from) as Date, 0, 100);
        expect(runs).toHaveLength(times);
        const names = runs.map((at) => (rule.kind === "monthly" ? kstDay(at).slice(0, 7) : kstDay(at)));
        expect(new Set(names).size).toBe(times);
        for (const [i, at] of runs.entries()) {
          const before = runs[i - 1];
          if (!before) continue;
          expect(runAfter(rule, before, i)).toEqual(at);
          const gap = (at.getTime() - before.getTime()) / 86_400_000;
          if (rule.kind === "weekly") expect(gap).toBe(7);
          else expect(gap).toBeLessThanOrEqual(31);
        }
      }),
    );
  });

  /** In its own words, apart from how the policy finds it. */
  function isDayOf(rule: Recurrence, day: string): boolean {
    const [year, month, date] = day.split("-").map(Number) as [number, number, number];
    if (rule.kind === "weekly") return (new Date(`${day}T12:00:00Z`).getUTCDay() || 7) === rule.weekday;
    const last = lastDayOfMonth(year, month);
    return date === (rule.dayOfMonth as number) || (date === last && (rule.dayOfMonth as number) > last);
  }
});
