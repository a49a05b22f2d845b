import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect, test } from "vitest";
import { checkBook } from "../../src/modules/ledger/index.js";
import { acquireDatabase } from "../database.js";
import { freePort } from "../free-port.js";
import { expectAnswersMatchBooks, expectedTotal, gather, rage, seeded, settleOrders, totalOf } from "../storm.js";
import { evidence, size } from "./size.js";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const MEMBERS = 50;
const EACH = 200_000n;

/** An API process that can be killed and started again on its port. */
class Server {
  private child: ChildProcess | undefined;
  constructor(
    private readonly environment: Record<string, string>,
    private readonly port: number,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, ...this.environment, PORT: String(this.port) },
      stdio: ["ignore", "ignore", "inherit"],
    });
    for (let i = 0; i < 600; i++) {
      const ready = await fetch(`${this.url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) return;
      await sleep(50);
    }
    throw new Error("the server did not come up");
  }

  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  }
}

test("R1 two API processes killed with -9 in turns, the same keys asked again: nothing lost, nothing doubled", {
  timeout: 3_000_000,
}, async () => {
  const seed = Date.now() % 2 ** 31;
  const random = seeded(seed);
  const count = size(3_000);
  const killsWanted = Math.max(4, Math.round(count / 450));
  const database = await acquireDatabase();
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  // One directory, so that both processes share the keys that sign tokens.
  const dataDir = await mkdtemp(join(tmpdir(), "chickpay-r1-"));
  const environment = {
    APP_ENV: "development",
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATA_DIR: dataDir,
    DEMO_DATA: "off",
  };
  const servers = [new Server(environment, await freePort()), new Server(environment, await freePort())] as const;
  try {
    for (const server of servers) await server.start();
    const members = await gather(servers[0].url, MEMBERS, EACH);
    const killAt = new Set(
      Array.from({ length: killsWanted }, (_, i) => Math.round(((i + 0.5) * count) / killsWanted)),
    );
    let kills = 0;
    let restarting: Promise<void> = Promise.resolve();
    const storm = await rage(members, {
      clients: 16,
      count,
      random,
      urls: servers.map((server) => server.url),
      onProgress: (done) => {
        if (!killAt.has(done)) return;
        const server = servers[kills++ % 2] as Server;
        // One after the other: the second must serve while the first comes back.
        restarting = restarting.then(async () => {
          await server.end("SIGKILL");
          await server.start();
        });
      },
    });
    await restarting;
    await settleOrders(owner);
    const { moved, refused } = await expectAnswersMatchBooks(storm, owner);
    const violations = await checkBook(async (sql) => (await owner.query(sql)).rows);
    evidence("R1", {
      seed,
      operations: count,
      kills,
      moved,
      refused,
      unanswered: storm.indefinite,
      brokenRules: violations.length,
    });
    expect(kills).toBe(killsWanted);
    // Without requests that were cut off, the kills proved nothing.
    expect(storm.indefinite).toBeGreaterThan(0);
    expect(await totalOf(members, owner)).toBe(expectedTotal(storm, EACH * BigInt(MEMBERS)));
    expect(violations).toEqual([]);
  } finally {
    for (const server of servers) await server.end("SIGTERM");
    await owner.end();
    await database.release();
    await rm(dataDir, { recursive: true, force: true });
  }
});
