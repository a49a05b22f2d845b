import { describe, expect, test } from "vitest";
import { matchingStep, newTotpSecret, otpauthUrl, totpCode } from "./totp.policy.js";

const RFC_SECRET = Buffer.from("12345678901234567890");

describe("time-based codes", () => {
  // RFC 6238, appendix B, SHA-1, the last six of its eight digits.
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %d s the code is %s", (seconds, code) => {
    const at = new Date(seconds * 1000);
    expect(totpCode(RFC_SECRET, at)).toBe(code);
    expect(matchingStep(RFC_SECRET, code, at, 0)).toBe(Math.floor(seconds / 30));
  });

  test("only the documented window counts", () => {
    const secret = newTotpSecret();
    const now = new Date("2026-11-21T03:00:10Z");
    const step = Math.floor(now.getTime() / 30_000);
    const codeAt = (steps: number) => totpCode(secret, new Date(now.getTime() + steps * 30_000));
    for (const window of [0, 1]) {
      for (let skew = -3; skew <= 3; skew++) {
        const expected = Math.abs(skew) <= window ? step + skew : null;
        expect(matchingStep(secret, codeAt(skew), now, window), `skew ${skew}, window ${window}`).toBe(expected);
      }
    }
  });

  test.each(["", "28708", "2870822", "28708x", " 287082", "287082\n", "２８７０８２", "-87082", "1e5082"])(
    "%j is no code",
    (code) => {
      expect(matchingStep(RFC_SECRET, code, new Date(59_000), 1)).toBeNull();
    },
  );

  test("an empty secret matches nothing", () => {
    expect(matchingStep(Buffer.alloc(0), "328482", new Date(59_000), 1)).toBeNull();
  });

  test("the link names us and the account, encoded", () => {
    const url = new URL(otpauthUrl(RFC_SECRET, "길동+1@example.kr"));
    expect(decodeURIComponent(url.pathname)).toBe("/Chickpay:길동+1@example.kr");
    expect(url.searchParams.get("secret")).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  });
});
