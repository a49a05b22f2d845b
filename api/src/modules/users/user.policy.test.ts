import { expect, test } from "vitest";
import { maskName, maskPhone, phoneField } from "./user.policy.js";

test.each([
  ["홍", "홍*"],
  ["홍길", "홍*"],
  ["홍길동", "홍*동"],
  ["남궁동민", "남**민"],
  ["황보혜정아", "황***아"],
  ["Alexander", "Alex*****"],
  ["Kim", "Ki*"],
  ["J", "J*"],
])("%s is shown as %s", (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test.each([
  ["010-1234-5678", "+821012345678", "010-****-5678"],
  [" 010 1234 5678", "+821012345678", "010-****-5678"],
  ["０１０１２３４５６７８", "+821012345678", "010-****-5678"],
  ["+82 10-1234-5678", "+821012345678", "010-****-5678"],
  ["02-312-3456", "+8223123456", "02-***-3456"],
  ["+1 213 373 4253", "+12133734253", "+1 *** *** 4253"],
])("the phone number %s is kept as %s and shown as %s", (written, kept, masked) => {
  expect(phoneField.parse(written)).toBe(kept);
  expect(maskPhone(kept)).toBe(masked);
});

test.each(["", "010-1234", "hello", "000-0000-0000", "+999 123456", "010-1234-5678 ext. 3", "1".repeat(60)])(
  "%j is no phone number",
  (written) => {
    expect(phoneField.safeParse(written).success).toBe(false);
  },
);
