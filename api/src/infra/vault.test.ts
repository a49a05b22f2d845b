import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { Vault } from "./vault.js";

const keyOf = (name: string) => `${name}:${randomBytes(32).toString("base64")}`;

test("a key changes process by process: what either side seals the other opens, and both find the same", () => {
  const [old, next] = [keyOf("old"), keyOf("new")];
  const steps = [old, `${old},${next},${old}`, `${next},${old}`].map((ring) => new Vault(ring));
  for (const [index, before] of steps.slice(0, -1).entries()) {
    const after = steps[index + 1] as Vault;
    for (const [one, other] of [
      [before, after],
      [after, before],
    ] as const) {
      expect(other.open(one.seal(Buffer.from("비밀"), "users.x/1"), "users.x/1").toString()).toBe("비밀");
      expect(other.digest("kim@example.kr", "users.x")).toEqual(one.digest("kim@example.kr", "users.x"));
    }
  }
  // Without the step between, the one who has not heard of the new key cannot open what it seals.
  expect(() => steps[0]?.open((steps[2] as Vault).seal(Buffer.from("비밀"), "users.x/1"), "users.x/1")).toThrow(
    "no key",
  );
  expect(() => new Vault(`${keyOf("k1")},${keyOf("k1")}`)).toThrow("two keys called k1");
});
