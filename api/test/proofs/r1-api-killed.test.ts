import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import pg from "pg";
import { acquireDatabase } from "../database.js";
import { ServerProcess } from "../server-process.js";
import { compareWithBooks, expectedTotal, gather, rage, settleOrders, totalOf } from "../storm.js";
import { brokenRules } from "./ledger-history.js";
import { prove } from "./proof.js";
import { sabotage } from "./sabotage.js";

const MEMBERS = 50;
const EACH = 200_000n;

prove(
  "R1",
  "two API processes killed with -9 in turns, the same keys asked again: nothing lost, nothing doubled",
  { small: 2_000, redWithout: { "no-key": 200 } },
  async ({ count, random, without }) => {
    // More than two hundred for a hundred thousand operations.
    const killsWanted = without ? 1 : Math.max(4, Math.round(count / 450));
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
      // Large amounts are refused for want of money here, not asked about.
      STEP_UP_AMOUNT: "1000000000000000",
      STEP_UP_NEW_PAYEE_AMOUNT: "1000000000000000",
    };
    const servers = [
      new ServerProcess(environment, await getPort()),
      new ServerProcess(environment, await getPort()),
    ] as const;
    try {
      for (const server of servers) await server.start();
      const members = await gather(servers[0].url, MEMBERS, EACH);
      await sabotage(database.ownerUrl, without);
      const killAt = Array.from({ length: killsWanted }, (_, i) => Math.round(((i + 0.5) * count) / killsWanted));
      let kills = 0;
      let killing: Promise<void> | undefined;
      const killNext = async () => {
        const server = servers[kills++ % 2] as ServerProcess;
        await sleep(random() * 100);
        await server.end("SIGKILL");
        await server.start();
        killing = undefined;
      };
      const storm = await rage(members, {
        clients: 16,
        count,
        random,
        // Orders to the bank that find two movements under their key go no further, and nobody would be answered.
        only: without ? "transfer" : undefined,
        urls: servers.map((server) => server.url),
        onProgress: async (done) => {
          // One after the other: the second must serve while the first comes back. Clients that are ahead of the kills
          // wait, or the last ones would meet nobody.
          while (done >= (killAt[kills] ?? Infinity)) {
            if (killing) await killing;
            else killing = killNext();
          }
        },
      });
      await killing;
      await settleOrders(owner);
      const { moved, refused, problems } = await compareWithBooks(storm, owner);
      const total = await totalOf(members, owner);
      const expected = expectedTotal(storm, EACH * BigInt(MEMBERS));
      if (total !== expected) problems.push(`money: ${total} instead of ${expected}`);
      problems.push(...(await brokenRules(owner)));
      if (kills !== killsWanted) problems.push(`${kills} kills instead of ${killsWanted}`);
      // Without requests that were cut off, the kills proved nothing.
      return { rare: { kills, unanswered: storm.indefinite, moved, refused }, problems };
    } finally {
      for (const server of servers) await server.end("SIGTERM");
      await owner.end();
      await database.release();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
);
