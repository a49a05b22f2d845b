import type { Book } from "../book.ts";
import type { Contender } from "../contender.ts";
import { engineAlone } from "../contenders/engine-alone.ts";
import { fullStack } from "../contenders/full-stack.ts";
import type { Log, Plan } from "../plan.ts";
import type { Account } from "../world.ts";
import { inTurns, type Turn } from "./throughput.ts";

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

type GrowthTurn = "fullEmpty" | "fullFull" | "engineEmpty" | "engineFull" | "engineAll";
type Maker = readonly [GrowthTurn, readonly Account[], () => Contender | Promise<Contender>];

/**
 * What a long history and many accounts cost, measured in turns on an empty book and on a full one. The making of a book
 * ends with a checkpoint, after which each page that is touched is logged whole once, and a full book touches many more
 * of them: what a service pays so for half a minute of each quarter of an hour is not what it pays for its size.
 */
export async function growth(empty: Book, full: Book, settled: Plan, log: Log): Promise<Growth> {
  const plan = { ...settled, warmUpSeconds: Math.max(30, settled.warmUpSeconds) };
  const step = Math.floor(full.world.accounts.length / empty.world.accounts.length);
  const active = full.world.accounts.filter((_, index) => index % step === 0);
  const wholeProducts: Maker[] = [
    ["fullEmpty", empty.world.accounts, () => named("G  empty book", fullStack(empty, plan.callers))],
    ["fullFull", active, () => named("G  full book", fullStack(full, plan.callers, { people: active }))],
  ];
  const enginesAlone: Maker[] = [
    ["engineEmpty", empty.world.accounts, () => named("E  empty book", engineAlone(empty.access))],
    ["engineFull", active, () => named("E  full book", engineAlone(full.access))],
    ["engineAll", full.world.accounts, () => named("E  full book, all accounts", engineAlone(full.access))],
  ];
  const rates = new Map<GrowthTurn, number>();
  // One after the other: beside an idle product its readers of events would work all the more.
  for (const makers of [wholeProducts, enginesAlone]) {
    const turns: Array<Turn<GrowthTurn>> = [];
    try {
      for (const [kind, accounts, make] of makers) turns.push({ kind, accounts, contender: await make() });
      for (const { kind, perSecond } of await inTurns(turns, plan, ["uniform"], log)) rates.set(kind, perSecond);
    } finally {
      for (const { contender } of turns) await contender.close();
    }
  }
  const lost = (now: GrowthTurn, before: GrowthTurn) => 1 - (rates.get(now) ?? 0) / (rates.get(before) ?? Number.NaN);
  return {
    accounts: full.world.accounts.length,
    active: active.length,
    postings: full.world.postings,
    slowdown: lost("fullFull", "fullEmpty"),
    engineSlowdown: lost("engineFull", "engineEmpty"),
    engineSlowdownAllAccounts: lost("engineAll", "engineEmpty"),
  };
}

async function named(name: string, contender: Contender | Promise<Contender>): Promise<Contender> {
  return { ...(await contender), name };
}
