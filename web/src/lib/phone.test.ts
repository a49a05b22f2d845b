import { expect, test } from "vitest";
import { groupPhone, PHONE } from "./phone";

test.each([
  ["010", "010"],
  ["0101", "010-1"],
  ["0101234567", "010-123-4567"],
  ["01012345678", "010-1234-5678"],
  ["010-1234-56789", "010-1234-5678"],
  ["０１0 1234", "010-1234"],
  ["+1 213 373 4253", "+1 213 373 4253"],
])("%s is shown as %s while it is typed", (typed, shown) => {
  expect(groupPhone(typed)).toBe(shown);
});

test.each(["010-1234-5678", "011-123-4567", "0212345678", "+82 10 1234 5678"])("%s may be a number", (text) => {
  expect(PHONE.test(text)).toBe(true);
});
