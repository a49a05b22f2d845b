import { expect, test } from "vitest";
import { isCommonPassword } from "./common-passwords.js";
import { PasswordService } from "./password.service.js";

const passwords = new PasswordService({ memoryKib: 19_456, passes: 2 });
const isTaken = (password: string) => {
  try {
    passwords.judge("password", password, ["hong@test.example", "홍길동"]);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ["what we are called", ["chickpaychickpay", "chickpay2026", "Chickpay99", "칙페이칙페이칙페이칙페이", "clrvpdl2026"]],
  ["what the member is called", ["hong@test.example", "홍길동홍길동홍길동홍"]],
  ["what many people take", ["sleepyhollow", "santaclaus", "GunsNRoses", "billionaire", "harrypotter", "qwertyuiop"]],
])("%s is no password", (_what, refused) => {
  expect(refused.filter(isTaken)).toEqual([]);
});

test("a sentence with our name in it is one", () => {
  expect(isTaken("three chickpay otters drum quietly")).toBe(true);
  expect(isCommonPassword("three chickpay otters drum quietly")).toBe(false);
});
