import { expect, test } from "vitest";
import { DEPARTED_NAME, maskName, maskPhone, nameField, phoneField } from "./user.policy.js";

test.each([
  ["홍", "홍*"],
  ["홍길", "홍*"],
  ["홍길동", "홍*동"],
  ["남궁동민", "남**민"],
  ["황보혜정아", "황***아"],
  ["Alexander", "Alex*****"],
  ["Kim", "Ki*"],
  ["J", "J*"],
  ["👨‍👩‍👧가나", "👨‍👩‍👧*나"],
  ["남궁민수👻", "남***👻"],
  ["홍 길동", "홍**동"],
  ["홍길동2", "홍**2"],
  ["田中太郎", "田**郎"],
  ["e\u0323\u0302mile", "e\u0323\u0302mil*"],
  [DEPARTED_NAME, DEPARTED_NAME],
])("%s is shown as %s", (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test.each([
  ["홍\u200b길동", "홍길동"],
  ["홍길동\u3164", "홍길동"],
  ["홍\ufe0f길\u200d동", "홍길동"],
  ["\u200b 홍길동", "홍길동"],
  ["\u1112\u200b\u1169\u11bc", "홍"],
  ["병아리 🐥\u200d", "병아리 🐥"],
  ["가족 👨‍👩‍👧 ❤️ 1️⃣", "가족 👨‍👩‍👧 ❤️ 1️⃣"],
  ["葛\u{e0100}城", "葛\u{e0100}城"],
  ["칙 페", "칙 페"],
])("the name %j is kept as %j", (written, kept) => {
  expect(nameField.parse(written)).toBe(kept);
});

test.each([
  "탈퇴회원",
  "탈퇴 회원",
  "칙페이",
  "칙 페\u200b이 고객센터",
  "ChickPay",
  "ｃｈｉｃｋ-pay support",
  "\u200b\u3164",
])("nobody is called %j", (written) => {
  expect(nameField.safeParse(written).success).toBe(false);
});

test.each([
  ["010-1234-5678", "+821012345678", "010-****-5678"],
  [" 010 1234 5678", "+821012345678", "010-****-5678"],
  ["０１０１２３４５６７８", "+821012345678", "010-****-5678"],
  ["+82 10-1234-5678", "+821012345678", "010-****-5678"],
  ["+1 213 373 4253", "+12133734253", "+1 *** *** 4253"],
])("the phone number %s is kept as %s and shown as %s", (written, kept, masked) => {
  expect(phoneField.parse(written)).toBe(kept);
  expect(maskPhone(kept)).toBe(masked);
});

test("a number of an office that a former version took is masked as ever", () => {
  expect(maskPhone("+8223123456")).toBe("02-***-3456");
});

test.each([
  "",
  "010-1234",
  "02-312-3456",
  "hello",
  "000-0000-0000",
  "+999 123456",
  "010-1234-5678 ext. 3",
  "1".repeat(60),
])("%j is no number of a mobile phone", (written) => {
  expect(phoneField.safeParse(written).success).toBe(false);
});
