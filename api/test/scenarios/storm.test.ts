import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { checkBook } from "../../src/modules/ledger/index.js";
import { deposit, type Member, signUp, startTestApi } from "../api-harness.js";
import { acquireDatabase } from "../database.js";
import { freePort } from "../free-port.js";
import { expectAnswersMatchBooks, rage, seeded, totalOf } from "../storm.js";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const MEMBERS = 50;
const EACH = 200_000n;

async function gather(url: string): Promise<Member[]> {
  const members = await Promise.all(Array.from({ length: MEMBERS }, () => signUp(url)));
  await Promise.all(members.map((member) => deposit(member, EACH)));
  return members;
}

describe("a storm of transfers", () => {
  test("64 clients, 5,000 transfers, keys repeated: nothing lost, nothing doubled", { timeout: 120_000 }, async () => {
    const seed = Date.now() % 2 ** 31;
    console.log(`storm seed ${seed}`);
    const api = await startTestApi();
    try {
      const members = await gather(api.url);
      const storm = await rage(members, { clients: 64, count: 5_000, random: seeded(seed) });
      const { moved, refused } = await expectAnswersMatchBooks(storm, api.owner);
      const repeated = storm.operations.filter((each) => each.answers.length > 1).length;
      console.log(`moved ${moved}, refused ${refused}, repeated keys ${repeated}, indefinite ${storm.indefinite}`);
      expect(Math.min(moved, refused, repeated)).toBeGreaterThan(0);
      expect(await totalOf(members, api.owner)).toBe(String(EACH * BigInt(MEMBERS)));
      await api.expectSoundBook();
    } finally {
      await api.close();
    }
  });
});

describe("kill -9 in the middle of a storm", () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill("SIGKILL"));

  test("restarted, the same keys asked again: nothing lost, nothing doubled", { timeout: 180_000 }, async () => {
    const seed = Date.now() % 2 ** 31;
    console.log(`storm seed ${seed}`);
    const database = await acquireDatabase();
    const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const start = async () => {
      child = spawn(process.execPath, [MAIN], {
        env: {
          ...process.env,
          APP_ENV: "development",
          NODE_ENV: "production",
          PORT: String(port),
          HOST: "127.0.0.1",
          DATABASE_URL: database.appUrl,
          DATABASE_OWNER_URL: database.ownerUrl,
          DATA_DIR: `${process.env.TMPDIR ?? "/tmp"}/chickpay-storm-${port}`,
          DEMO_DATA: "off",
        },
        stdio: ["ignore", "ignore", "inherit"],
      });
      for (let i = 0; i < 300; i++) {
        if (
          await fetch(`${url}/readyz`).then(
            (answer) => answer.ok,
            () => false,
          )
        )
          return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error("the server did not come up");
    };
    try {
      await start();
      const members = await gather(url);
      const killAt = new Set([700, 1_500, 2_300]);
      let kills = 0;
      let restarting = Promise.resolve();
      const storm = await rage(members, {
        clients: 64,
        count: 3_000,
        random: seeded(seed),
        onProgress: (done) => {
          if (!killAt.has(done)) return;
          kills++;
          const killed = child as ChildProcess;
          killed.kill("SIGKILL");
          restarting = restarting.then(async () => {
            if (killed.exitCode === null && killed.signalCode === null) await once(killed, "exit");
            await start();
          });
        },
      });
      await restarting;
      const { moved, refused } = await expectAnswersMatchBooks(storm, owner);
      console.log(`kills ${kills}, moved ${moved}, refused ${refused}, unanswered ${storm.indefinite}`);
      expect(kills).toBe(3);
      // Without requests that were cut off, the kills proved nothing.
      expect(storm.indefinite).toBeGreaterThan(0);
      expect(await totalOf(members, owner)).toBe(String(EACH * BigInt(MEMBERS)));
      expect(await checkBook(async (sql) => (await owner.query(sql)).rows)).toEqual([]);
    } finally {
      const last = child;
      last?.kill("SIGTERM");
      if (last && last.exitCode === null && last.signalCode === null) await once(last, "exit");
      await owner.end();
      await database.release();
    }
  });
});
