import { expect, it } from "vitest";
import { daysOfMonth, EVERYTHING, monthOf, readFilter, recentMonths, toQueryFilter, writeFilter } from "./filter";

it("reads back what it wrote", () => {
  const filter = {
    search: "월세 & 밥값",
    progress: "FAILED" as const,
    amountMin: "1000",
    amountMax: "50000",
    direction: "OUT" as const,
    kinds: ["TRANSFER" as const, "WITHDRAWAL" as const],
    period: "custom" as const,
    from: "2026-08-01",
    to: "2026-11-20",
  };
  expect(readFilter(writeFilter(filter))).toEqual(filter);
  expect(readFilter(writeFilter(EVERYTHING))).toEqual(EVERYTHING);
});

it("ignores what nobody could have chosen", () => {
  expect(
    readFilter(new URLSearchParams("direction=up&kind=gift&period=era&from=yesterday&state=odd&min=many&max=-5000")),
  ).toEqual(EVERYTHING);
  const days = readFilter(new URLSearchParams("period=custom&from=2026-13-45&to=2026-11-31"));
  expect(days).toMatchObject({ from: "", to: "" });
});

it("asks for whole days of Seoul", () => {
  const filter = { ...EVERYTHING, period: "custom" as const, from: "2026-11-01", to: "2026-11-20" };
  expect(toQueryFilter(filter)).toEqual({ from: "2026-10-31T15:00:00.000Z", to: "2026-11-20T15:00:00.000Z" });
  expect(toQueryFilter(EVERYTHING)).toBeNull();
});

it("knows the months of two years, and a month by its days", () => {
  const months = recentMonths("2026-02-14");
  expect(months.slice(0, 3)).toEqual(["2026-02", "2026-01", "2025-12"]);
  expect(months.at(-1)).toBe("2024-03");
  expect(daysOfMonth("2024-02", "2026-02-14")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  expect(daysOfMonth("2026-02", "2026-02-14")).toEqual({ from: "2026-02-01", to: "2026-02-14" });
  const chosen = (from: string, to: string) => ({ ...EVERYTHING, period: "custom" as const, from, to });
  expect(monthOf(chosen("2024-02-01", "2024-02-29"), "2026-02-14")).toBe("2024-02");
  expect(monthOf(chosen("2026-02-01", "2026-02-14"), "2026-02-14")).toBe("2026-02");
  expect(monthOf(chosen("2024-02-01", "2024-02-28"), "2026-02-14")).toBe("");
  expect(monthOf({ ...chosen("2024-02-01", "2024-02-29"), period: "all" }, "2026-02-14")).toBe("");
});
