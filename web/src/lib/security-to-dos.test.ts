import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { expectedToDos, isPutOff, putOff, rememberToDos, startToDos, toDosOf } from "./security-to-dos";

const phone = "010-****-5678";
const passkeys = [{ id: "1" }];
const totpSince = "2026-11-01T00:00:00Z";

test.each([
  ["nothing", { totpSince: null, recoveryCodesLeft: 0, passkeys: [] }, phone, ["factor"]],
  ["nothing, and no phone", { totpSince: null, recoveryCodesLeft: 0, passkeys: [] }, null, ["factor", "phone"]],
  ["the app", { totpSince, recoveryCodesLeft: 4, passkeys: [] }, phone, []],
  ["the app and few codes", { totpSince, recoveryCodesLeft: 3, passkeys: [] }, phone, ["codes"]],
  ["passkeys", { totpSince: null, recoveryCodesLeft: 10, passkeys }, phone, []],
  [
    "passkeys and no codes, which only the app renews",
    { totpSince: null, recoveryCodesLeft: 0, passkeys },
    phone,
    ["app"],
  ],
  ["all but a phone", { totpSince, recoveryCodesLeft: 10, passkeys }, null, ["phone"]],
])("with %s", (_, protection, number, wanted) => {
  expect(toDosOf(protection, number)).toEqual(wanted);
});

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("window", {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    },
  });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what is put off comes back after three weeks", () => {
  putOff("factor");
  vi.advanceTimersByTime(20 * 86_400_000);
  expect(isPutOff("factor")).toBe(true);
  expect(isPutOff("phone")).toBe(false);
  vi.advanceTimersByTime(2 * 86_400_000);
  expect(isPutOff("factor")).toBe(false);
});

test("what was done and is to do again comes at once", () => {
  putOff("factor");
  rememberToDos(["factor", "phone"]);
  expect(isPutOff("factor")).toBe(true);
  rememberToDos(["phone"]);
  rememberToDos(["factor", "phone"]);
  expect(isPutOff("factor")).toBe(false);
  expect(expectedToDos()).toEqual(["factor", "phone"]);
});

test("a log-in forgets what another member put off, and tells by itself whether there is a second factor", () => {
  rememberToDos(["codes", "phone"]);
  putOff("phone");
  startToDos("second factor");
  expect(expectedToDos()).toEqual([]);
  expect(isPutOff("phone")).toBe(false);
  startToDos("password");
  expect(expectedToDos()).toEqual(["factor"]);
});
