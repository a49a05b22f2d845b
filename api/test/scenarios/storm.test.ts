import { expect, test } from "vitest";
import { startTestApi } from "../api-harness.js";
import { compareWithBooks, expectedTotal, gather, rage, seeded, settleOrders, totalOf } from "../storm.js";

const EACH = 200_000n;

test("64 clients, 5,000 mixed movements over 50 accounts, keys repeated: nothing lost, nothing doubled", {
  timeout: 120_000,
}, async () => {
  const seed = Date.now() % 2 ** 31;
  const api = await startTestApi();
  try {
    const members = await gather(api.url, 50, EACH);
    const storm = await rage(members, { clients: 64, count: 5_000, random: seeded(seed), urls: [api.url] });
    await settleOrders(api.owner);
    const { moved, refused, problems } = await compareWithBooks(storm, api.owner);
    const repeated = storm.operations.filter((each) => each.answers.length > 1).length;
    console.log(`seed ${seed}, moved ${moved}, refused ${refused}, repeated keys ${repeated}`);
    expect(Math.min(moved, refused, repeated)).toBeGreaterThan(0);
    expect(problems).toEqual([]);
    expect(await totalOf(members, api.owner)).toBe(expectedTotal(storm, EACH * 50n));
    await api.expectSoundBook();
  } finally {
    await api.close();
  }
});
