import type { Book } from "../book.ts";
import type { Contender } from "../contender.ts";
import { engineAlone } from "../contenders/engine-alone.ts";
import { fullStack } from "../contenders/full-stack.ts";
import { closedLoop, describe, mean } from "../measure.ts";
import type { Log, Plan } from "../plan.ts";
import { picker } from "../shapes.ts";
import type { Account } from "../world.ts";

export interface Growth {
  accounts: number;
  /** People whose money moves; the same number on both books. */
  active: number;
  postings: number;
  /** Share of the transfers per second over HTTP that is lost against an empty book, with as many people active. */
  slowdown: number;
  /** The same of the engine alone. */
  engineSlowdown: number;
  /** Of the engine alone when any of all the accounts may move, not only the active ones. */
  engineSlowdownAllAccounts: number;
}

/** What a long history and many accounts cost, measured in turns on an empty book and on a full one. */
export async function growth(empty: Book, full: Book, plan: Plan, log: Log): Promise<Growth> {
  const step = Math.floor(full.world.accounts.length / empty.world.accounts.length);
  const active = full.world.accounts.filter((_, index) => index % step === 0);
  const makers: Array<{ name: string; accounts: readonly Account[]; make: () => Contender | Promise<Contender> }> = [
    { name: "full stack, empty book", accounts: empty.world.accounts, make: () => fullStack(empty, plan.callers) },
    { name: "full stack, full book", accounts: active, make: () => fullStack(full, plan.callers, { people: active }) },
    { name: "engine, empty book", accounts: empty.world.accounts, make: () => engineAlone(empty.access) },
    { name: "engine, full book", accounts: active, make: () => engineAlone(full.access) },
    { name: "engine, full book, all accounts", accounts: full.world.accounts, make: () => engineAlone(full.access) },
  ];
  const contenders: Array<{ name: string; accounts: readonly Account[]; contender: Contender; rates: number[] }> = [];
  try {
    for (const { name, accounts, make } of makers) {
      contenders.push({ name, accounts, contender: await make(), rates: [] });
    }
    for (let round = 1; round <= plan.rounds; round++) {
      for (const { name, accounts, contender, rates } of contenders) {
        const pick = picker(accounts, "uniform");
        const sample = await closedLoop(() => contender.transfer(...pick()), {
          concurrency: plan.callers,
          seconds: plan.seconds / plan.rounds,
          warmUpSeconds: round === 1 ? plan.warmUpSeconds : Math.min(3, plan.warmUpSeconds),
        });
        rates.push(sample.perSecond);
        log(`${round}/${plan.rounds} growth   ${name.padEnd(40)} ${describe(sample)}`);
      }
    }
  } finally {
    for (const { contender } of contenders) await contender.close();
  }
  const [fullEmpty, fullFull, engineEmpty, engineFull, engineAll] = contenders.map((each) => mean(each.rates));
  const lost = (now: number | undefined, before: number | undefined) => 1 - (now ?? 0) / (before ?? Number.NaN);
  return {
    accounts: full.world.accounts.length,
    active: active.length,
    postings: full.world.postings,
    slowdown: lost(fullFull, fullEmpty),
    engineSlowdown: lost(engineFull, engineEmpty),
    engineSlowdownAllAccounts: lost(engineAll, engineEmpty),
  };
}
