import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import pg from "pg";
import { makeLongHistory } from "../../api/test/long-history.ts";
import { type Api, startApi, takeInEvents } from "./api-process.ts";
import { type Book, openServer } from "./book.ts";
import { withClient } from "./client.ts";
import { summarise } from "./measure.ts";
import { HISTORY } from "./operations.ts";
import type { Account } from "./world.ts";

const USAGE = `npm run bench:history -- [options]

  --movements 1000000   of the one account, in the large book
  --rounds 400          of each question, in turns
  --help

Asks for pages of one account's history over HTTP, as the web app does: in a book of many movements, and in one of a few
pages. Prints P95 of both and their ratio, and ends with 1 when a ratio is above 2.`;

const { values: options } = parseArgs({
  options: {
    movements: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "400" },
    help: { type: "boolean", short: "h" },
  },
});
if (options.help) {
  console.log(USAGE);
  process.exit();
}

/** As many answers as a page has in both books, so that what differs is the finding. */
const FEW = 300;
const WARM_UP = 60;
const RATIO_MAX = 2;
const DAY_MS = 86_400_000;

const QUESTIONS: Readonly<Record<string, object | null>> = {
  "first page": null,
  "search: rare memo": { search: "드문메모" },
  "search: frequent memo": { search: "점심값" },
  "search: amount": { search: "777원" },
  "search: nothing": { search: "없는말" },
  "money in": { direction: "IN" },
  "large amounts": { amountMin: "500" },
  "a week, long ago": {
    from: new Date(Date.now() - 100 * DAY_MS).toISOString(),
    to: new Date(Date.now() - 93 * DAY_MS).toISOString(),
  },
};

const server = await openServer(process.env.DATABASE_URL);
const apis: Api[] = [];
const books: Book[] = [];
try {
  const make = async (name: string, movements: number, rareEvery: number) => {
    console.log(`Making a book of ${movements.toLocaleString("en")} movements …`);
    const book = await server.makeBook(`history_${name}`, 1);
    books.push(book);
    const [account] = book.world.accounts;
    if (!account) throw new Error("a world has accounts");
    await withClient(book.ownerUrl, (client) => forget(client, account));
    const owner = new pg.Pool({ connectionString: book.ownerUrl, max: 1 });
    await makeLongHistory(owner, account.id, movements, rareEvery);
    await owner.end();
    await takeInEvents(book);
    await withClient(book.ownerUrl, settle);
    const api = await startApi(book, { connections: 1 });
    apis.push(api);
    return { api, account };
  };
  const large = await make("large", Number(options.movements), 1_000);
  const small = await make("small", FEW, 2);

  console.log(`\n${"P95, ms".padEnd(24)}${"few".padStart(9)}${"many".padStart(9)}${"ratio".padStart(9)}`);
  for (const [name, filter] of Object.entries(QUESTIONS)) {
    const ask = ({ api, account }: typeof large) =>
      timed(() => api.ask(account, HISTORY, { accountId: account.id, first: 30, filter }));
    const [few, many]: [number[], number[]] = [[], []];
    for (let round = -WARM_UP; round < Number(options.rounds); round++) {
      const times = [await ask(small), await ask(large)] as const;
      if (round < 0) continue;
      few.push(times[0]);
      many.push(times[1]);
    }
    const p95 = (times: number[]) => summarise(times, 1, { user: 0, system: 0 }).p95;
    const [before, after] = [p95(few), p95(many)];
    const ratio = after / before;
    if (ratio > RATIO_MAX) process.exitCode = 1;
    const shown = [before, after, ratio].map((each) => each.toFixed(2).padStart(9));
    console.log(`${name.padEnd(24)}${shown.join("")}`);
  }
} finally {
  for (const api of apis) await api.close();
  for (const book of books) await book.drop().catch(() => undefined);
  await server.stop();
}

/** The opening balance of the world's account: the history that is made begins with version 1. */
async function forget(client: pg.Client, account: Account): Promise<void> {
  await client.query(`DELETE FROM outbox`);
  await client.query(`DELETE FROM postings`);
  await client.query(`DELETE FROM movements WHERE requester_id = $1`, [account.userId]);
}

/** Nobody is told of what was made, and the tables are known to the planner. */
async function settle(client: pg.Client): Promise<void> {
  await client.query(
    `UPDATE outbox_positions SET position = max, settled = max FROM (SELECT max(id) FROM outbox) events
     WHERE reader = 'notifications'`,
  );
  await client.query(`VACUUM ANALYZE`);
  await client.query(`CHECKPOINT`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
