import { randomUUID } from "node:crypto";
import { type Api, startApi } from "../api-process.ts";
import type { Book } from "../book.ts";
import type { Contender } from "../contender.ts";
import { REFRESH_SESSION, TRANSFER } from "../operations.ts";
import type { Account } from "../world.ts";

/** G. Everything that a client's transfer goes through. Several processes take turns. */
export async function fullStack(
  book: Book,
  connections: number,
  { processes = 1, people = book.world.accounts }: { processes?: number; people?: readonly Account[] } = {},
): Promise<Contender> {
  const apis: Api[] = [];
  for (let i = 0; i < processes; i++) {
    const api = await startApi(book, { connections: Math.ceil(connections / processes) });
    apis.push(api);
    await greet(api, people.slice(0, ACTIVE_MAX), connections);
  }
  let turn = 0;
  return {
    name: `G  full stack (${processes === 1 ? "" : `${processes} processes, `}${connections} connections)`,
    transfer: (from, to) => sendOver(apis[turn++ % apis.length] as Api, from, to),
    rest(isResting) {
      for (const api of apis) api.rest(isResting);
    },
    async close() {
      for (const api of apis) await api.close();
    },
  };
}

/** People who are active show a token that the server has seen: within its ten minutes it is verified once. */
const ACTIVE_MAX = 10_000;

export async function greet(api: Api, accounts: readonly Account[], callers: number): Promise<void> {
  let next = 0;
  const caller = async () => {
    for (let account = accounts[next++]; account; account = accounts[next++])
      await api.ask(account, REFRESH_SESSION, {});
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

export async function sendOver(api: Api, from: Account, to: Account): Promise<void> {
  const input = { fromAccountId: from.id, toAccountNumber: to.number, amount: "1", idempotencyKey: randomUUID() };
  const text = await api.ask(from, TRANSFER, { input });
  if (!text.includes('"TransferSuccess"')) throw new Error(text);
}
