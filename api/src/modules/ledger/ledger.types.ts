import type { AccountId, MoneyRequestId, MovementId, ScheduleId, UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";

export type Operation = "post" | "reserve" | "settle" | "release";
export type MovementState = "posted" | "reserved" | "settled" | "released" | "refused";

/** What moves money. `debit` gives, `credit` receives. */
export interface Movement {
  /** Made by the caller, so that it can look for the movement whatever becomes of the answer. */
  id: MovementId;
  operation: Operation;
  kind: string;
  debit: AccountId;
  credit: AccountId;
  /** Minor units, 1 .. 10^15. */
  amount: bigint;
  currency: string;
  /** Counts against the debit account's single and daily limits. */
  limited: boolean;
  /** Whose key it is: the same key of two requesters are two keys. */
  requester: UserId | AccountId | MovementId | ScheduleId | MoneyRequestId;
  idempotencyKey: string;
  /** SHA-256 of what was asked; another hash under the same key is a conflict. */
  requestHash: Buffer;
  memo?: string | null;
  counterMemo?: string | null;
  /** The bank's time; ours when absent. */
  occurredAt?: Date | null;
  /** The reservation that a settle or release ends: same accounts, same amount. */
  reservation?: MovementId | null;
  /** The movement that this one corrects. */
  corrects?: MovementId | null;
  /** Where the request came from; nothing for what the service does by itself. */
  origin?: Pick<Origin, "sessionId" | "address"> | null;
}

export type Refusal =
  | "debit_not_found"
  | "credit_not_found"
  | "currency_mismatch"
  | "debit_not_active"
  | "credit_not_active"
  | "limit_single"
  | "limit_daily"
  | "insufficient_funds"
  | "balance_full"
  | "reservation_not_found"
  | "reservation_not_open";

/** An account right after a movement. */
export interface AccountSnapshot {
  accountId: AccountId;
  version: bigint;
  balance: bigint;
  held: bigint;
}

export interface Applied {
  type: "applied";
  movementId: MovementId;
  /** State at this moment: a replayed reservation may have been settled since. */
  state: Exclude<MovementState, "refused">;
  recordedAt: Date;
  /** Null for accounts without a floor: they keep no running balance. And for all when an archived month is replayed. */
  debit: AccountSnapshot | null;
  credit: AccountSnapshot | null;
  replayed: boolean;
}

export interface Refused {
  type: "refused";
  movementId: MovementId;
  refusal: Refusal;
  /** The limit that was met, for the limit refusals. */
  limit: bigint | null;
  /** What could have been moved at that moment: rest of the limit, or of the balance. */
  available: bigint | null;
  replayed: boolean;
}

/** The key was used for another request. */
export interface Conflict {
  type: "conflict";
}

export type Outcome = Applied | Refused | Conflict;

/** The one way to move money. See docs/LEDGER.md for what it promises. */
export interface LedgerEngine {
  /**
   * Applies each movement on its own, in order where they share accounts.
   * @throws RequestError OVERLOADED before anything was done, OUTCOME_UNKNOWN when the same key must be asked again.
   */
  apply(movements: readonly Movement[]): Promise<Outcome[]>;
}
