import { describe, expect, it } from "vitest";
import { BANK_CODES } from "../config/banks";
import { enRest } from "../config/messages/en-rest";
import { koRest } from "../config/messages/ko-rest";
import { namesOtherBank } from "./other-bank";

describe("namesOtherBank", () => {
  it.each([
    "국민은행 100018073054",
    "KB국민은행 110-234-567890",
    "100018073054 국민은행 김나연",
    "국민 110-234-567890",
    "(신한) 110-234-567890",
    "우리 1002-123-456789",
    "KB 110-234-567890",
    "카카오뱅크 3333-01-1234567",
    "카뱅 3333011234567",
    "토스뱅크 1000-1807-3054",
    "iM뱅크 100018073054",
    "농협 3011234567891",
    "새마을금고 9002123456789",
    "우체국 100018073054",
    "100018073054 K bank",
    "Hana 100018073054",
    "100018073054 (Woori Bank)",
    ...BANK_CODES.flatMap((code) => [koRest.bank.names[code], enRest.bank.names[code]]).map(
      (name) => `${name} 100018073054`,
    ),
  ])("%s is another bank", (text) => {
    expect(namesOtherBank(text)).toBe(true);
  });

  it.each([
    "100018073054",
    "칙페이 1000-1807-3054 김나연",
    "칙페이뱅크 100018073054",
    "Chickpay 1000-1807-3054",
    "CHICKPAY Bank 100018073054",
    "입금은행: 칙페이, 계좌번호 1000-1807-3054",
    "1000-1807-3054 김하나",
    "김하나 1000-1807-3054",
    "1000-1807-3054 우리 모임",
    "Check bank transfer 1000-1807-3054",
    "Hana Kim 1000-1807-3054",
  ])("%s is ours", (text) => {
    expect(namesOtherBank(text)).toBe(false);
  });
});
