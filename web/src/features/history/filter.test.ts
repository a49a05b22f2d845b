import { expect, it } from "vitest";
import { EVERYTHING, readFilter, toQueryFilter, writeFilter } from "./filter";

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
