import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { newToken, startApi } from "../api-process.ts";
import type { Book } from "../book.ts";
import { sendOver } from "../contenders/full-stack.ts";
import { describe, summarise } from "../measure.ts";
import { BALANCE_CHANGED } from "../operations.ts";
import type { Log, Plan } from "../plan.ts";
import { picker } from "../shapes.ts";

const WATCHERS = 1_000;
/** The server lets a session have so many sockets. */
const SOCKETS_PER_SESSION = 20;
const TRANSFERS_PER_SECOND = 5;

export interface Subscriptions {
  watchers: number;
  p50: number;
  p99: number;
  /** Share of all states that reached their watcher on their own; the rest came as part of a newer one. */
  told: number;
}

/**
 * One account, watched by a thousand sockets, receives money. What counts is the time from the movement's own time in
 * the database, which is before its commit, to the moment a watcher holds the message: one figure for each message.
 */
export async function subscriptions(book: Book, plan: Plan, log: Log): Promise<Subscriptions> {
  const api = await startApi(book, { connections: 16 });
  const [hot] = book.world.accounts;
  if (!hot) throw new Error("a world has accounts");
  const latencies: number[] = [];
  const versions = new Array<number>(WATCHERS).fill(0);
  let counting = false;
  const sockets: WebSocket[] = [];
  try {
    for (let i = 0; i < WATCHERS; i++) {
      const token = await tokenFor(i, hot.userId);
      sockets.push(
        await watch(api.port, token, hot.id, (update) => {
          versions[i] = Number(update.version);
          // A state that was found by polling carries the time of the poll, which would flatter us: as if never told.
          if (counting && update.transactionId)
            latencies.push(performance.timeOrigin + performance.now() - Date.parse(update.at));
        }),
      );
    }
    const pick = picker(book.world.accounts, "hot");
    const send = async (seconds: number) => {
      const from = performance.now();
      for (let i = 0; i < seconds * TRANSFERS_PER_SECOND; i++) {
        await sleep(Math.max(0, from + (i * 1000) / TRANSFERS_PER_SECOND - performance.now()));
        await sendOver(api, ...pick());
      }
    };
    await send(Math.max(2, plan.warmUpSeconds / 2));
    await sleep(500);
    counting = true;
    const cpu = process.cpuUsage();
    await send(plan.seconds);
    await sleep(1_000);
    const sample = summarise(latencies, plan.seconds, process.cpuUsage(cpu));
    if (new Set(versions).size !== 1) throw new Error("some watchers were left with an old balance");
    log(`watchers ${WATCHERS} of one account, ${TRANSFERS_PER_SECOND} transfers/s: messages ${describe(sample)}`);
    const share = latencies.length / (WATCHERS * plan.seconds * TRANSFERS_PER_SECOND);
    // A watcher that missed a state was slow, and its slowness would not be counted.
    if (share < 0.999) throw new Error(`only ${(share * 100).toFixed(1)} % of the states were told one by one`);
    return { watchers: WATCHERS, p50: sample.p50, p99: sample.p99, told: share };
  } finally {
    for (const socket of sockets) socket.terminate();
    await api.close();
  }
}

const sessionTokens: string[] = [];
async function tokenFor(index: number, userId: string): Promise<string> {
  const session = Math.floor(index / SOCKETS_PER_SESSION);
  sessionTokens[session] ??= await newToken(userId);
  return sessionTokens[session];
}

interface Update {
  version: string;
  transactionId: string | null;
  at: string;
}

/** Resolves once the account's present state has come. */
async function watch(
  port: number,
  authorization: string,
  accountId: string,
  onUpdate: (update: Update) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, "graphql-transport-ws");
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "connection_init", payload: { authorization } }));
  const started = Promise.withResolvers<void>();
  socket.on("close", (code) => started.reject(new Error(`the socket was closed with ${code}`)));
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString());
    if (message.type === "connection_ack") {
      const payload = { ...BALANCE_CHANGED, query: "", variables: { accountId } };
      socket.send(JSON.stringify({ id: "1", type: "subscribe", payload }));
    } else if (message.type === "next") {
      onUpdate(message.payload.data.balanceChanged);
      started.resolve();
    } else if (message.type === "error") started.reject(new Error(data.toString()));
  });
  await started.promise;
  return socket;
}
