import { setTimeout as sleep } from "node:timers/promises";
import { RULES } from "../../src/book-rules.js";
import type { ServerProcess } from "../server-process.js";
import { compareWithBooks, expectedTotal, gather, rage, settleOrders, totalOf } from "../storm.js";
import { startTwoApis } from "../two-apis.js";
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
    const { servers, owner, ownerUrl, close } = await startTwoApis();
    try {
      const members = await gather(servers[0].url, MEMBERS, EACH);
      await sabotage(ownerUrl, without);
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
      problems.push(...(await brokenRules(owner, RULES)));
      if (kills !== killsWanted) problems.push(`${kills} kills instead of ${killsWanted}`);
      // Without requests that were cut off, the kills proved nothing.
      const { cutOff, indefinite } = storm;
      return { rare: { kills, cutOff, moved, refused }, figures: { unanswered: indefinite }, problems };
    } finally {
      await close();
    }
  },
);
