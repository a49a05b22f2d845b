import { expect, it } from "vitest";
import { daysOf } from "./statement-days";

it("knows the days of a period", () => {
  expect(daysOf("thisMonth", "2026-11-21")).toEqual({ from: "2026-11-01", to: "2026-11-21" });
  expect(daysOf("lastMonth", "2026-01-05")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(daysOf("threeMonths", "2026-11-21")).toEqual({ from: "2026-08-22", to: "2026-11-21" });
  expect(daysOf("threeMonths", "2026-05-31")).toEqual({ from: "2026-03-01", to: "2026-05-31" });
  expect(daysOf("year", "2028-02-29")).toEqual({ from: "2027-03-01", to: "2028-02-29" });
});
