import { setTimeout as sleep } from "node:timers/promises";
import type { GraphQLClient } from "../graphql-client.js";
import { SocketClient } from "../socket-client.js";

/** What the service promises. */
export const LIMIT_MS = 1_000;

/** Milliseconds until it holds, or null when it does not within a little more than it may take. */
async function until(holds: () => Promise<boolean> | boolean, since: number): Promise<number | null> {
  while (performance.now() - since < LIMIT_MS * 2.5) {
    if (await holds()) return performance.now() - since;
    await sleep(10);
  }
  return null;
}

/** A socket of the session at each process. */
export async function socketsOf(client: GraphQLClient, urls: readonly string[]): Promise<SocketClient[]> {
  const sockets = await Promise.all(urls.map((url) => SocketClient.showing(url, client.connectionParams(url))));
  return sockets.filter((each) => each !== null);
}

/** Ends a session and looks how long its access token and its sockets live on, at each process. */
export async function afterlifeOf(
  asks: ReadonlyArray<() => Promise<boolean>>,
  sockets: readonly SocketClient[],
  end: () => Promise<unknown>,
): Promise<{ tokens: Array<number | null>; sockets: Array<number | null> }> {
  const startedAt = performance.now();
  await end();
  const [tokens, closed] = await Promise.all([
    Promise.all(asks.map((isLetIn) => until(async () => !(await isLetIn()), startedAt))),
    Promise.all(sockets.map((each) => until(() => each.closedWith !== null, startedAt))),
  ]);
  for (const each of sockets) each.close();
  return { tokens, sockets: closed };
}

/** The longest of them; what lives on is a problem. */
export function slowest(
  what: string,
  { tokens, sockets }: Awaited<ReturnType<typeof afterlifeOf>>,
  problems: string[],
): number {
  let slowestMs = 0;
  for (const [kind, times] of Object.entries({ "access token": tokens, socket: sockets })) {
    for (const ms of times) {
      if (ms === null || ms > LIMIT_MS) problems.push(`${what}: the ${kind} lives on`);
      else slowestMs = Math.max(slowestMs, ms);
    }
  }
  return slowestMs;
}
