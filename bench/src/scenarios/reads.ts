import { startApi } from "../api-process.ts";
import type { Book } from "../book.ts";
import { greet } from "../contenders/full-stack.ts";
import { closedLoop, describe } from "../measure.ts";
import { HISTORY, VIEWER } from "../operations.ts";
import type { Log, Plan } from "../plan.ts";

/** Reads per second over HTTP: who one is with one's accounts, and the first page of a history. */
export async function reads(book: Book, plan: Plan, log: Log): Promise<{ me: number; history: number }> {
  const api = await startApi(book, { connections: plan.callers });
  const { accounts } = book.world;
  const any = () => accounts[Math.floor(Math.random() * accounts.length)] ?? raise();
  const kinds = {
    me: () => api.ask(any(), VIEWER, {}),
    history: () => {
      const account = any();
      return api.ask(account, HISTORY, { accountId: account.id, first: 20 });
    },
  };
  const results = { me: 0, history: 0 };
  try {
    await greet(api, accounts, plan.callers);
    for (const kind of ["me", "history"] as const) {
      const sample = await closedLoop(async () => void (await kinds[kind]()), {
        concurrency: plan.callers,
        seconds: plan.seconds,
        warmUpSeconds: plan.warmUpSeconds,
      });
      results[kind] = sample.perSecond;
      log(`reads    ${kind.padEnd(8)} ${describe(sample)}`);
    }
    return results;
  } finally {
    await api.close();
  }
}

function raise(): never {
  throw new Error("a world has accounts");
}
