/** How much of everything a run measures. */
export interface Plan {
  /** Of each measurement, its rounds together. */
  seconds: number;
  /** Contenders take turns, so that a machine that grows slower or faster meanwhile does so for all. */
  rounds: number;
  accounts: number;
  /** Callers at once in closed loops. Every contender gets as many; how many reach the database is its own affair. */
  callers: number;
  warmUpSeconds: number;
  growthAccounts: number;
  growthPostings: number;
}

/** Each result is logged as it comes; the tables follow at the end. */
export type Log = (line: string) => void;
