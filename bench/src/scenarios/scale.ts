import type { Book } from "../book.ts";
import { fullStack } from "../contenders/full-stack.ts";
import type { Log, Plan } from "../plan.ts";
import { inTurns } from "./throughput.ts";

/** Transfers per second of one API process and of two, which share the database's row locks and nothing else. */
export async function scale(book: Book, plan: Plan, log: Log): Promise<{ one: number; two: number }> {
  const accounts = book.world.accounts;
  const contenders = [
    { kind: "one", accounts, contender: await fullStack(book, plan.callers) },
    { kind: "two", accounts, contender: await fullStack(book, plan.callers, { processes: 2 }) },
  ] as const;
  try {
    const results = await inTurns(contenders, plan, ["uniform"], log);
    const of = (kind: "one" | "two") => results.find((each) => each.kind === kind)?.perSecond ?? Number.NaN;
    return { one: of("one"), two: of("two") };
  } finally {
    for (const { contender } of contenders) await contender.close();
  }
}
