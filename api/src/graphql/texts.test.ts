import { expect, test } from "vitest";
import { BANK_REFUSAL_TEXTS, ERROR_TEXTS, FIELD_TEXTS, localeOf } from "./texts.js";

test("every text is there in Korean and in English", () => {
  for (const texts of [ERROR_TEXTS, FIELD_TEXTS, BANK_REFUSAL_TEXTS]) {
    for (const [code, { ko, en }] of Object.entries(texts)) {
      expect(ko, code).toMatch(/[가-힣]/);
      expect(en, code).toMatch(/^[A-Z][^가-힣]+\.$/);
    }
  }
});

test.each([
  [undefined, "ko"],
  ["", "ko"],
  ["ko-KR,ko;q=0.9,en;q=0.8", "ko"],
  ["en-GB,en;q=0.9", "en"],
  ["EN", "en"],
  ["fr", "ko"],
  ["fr,en;q=0.9,ko;q=0.1", "en"],
  ["*", "ko"],
  ["en;q=abc", "ko"],
])("Accept-Language %j means %s", (header, locale) => {
  expect(localeOf(header)).toBe(locale);
});
