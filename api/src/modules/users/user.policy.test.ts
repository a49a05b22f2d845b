import { expect, test } from "vitest";
import { maskName } from "./user.policy.js";

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
