import { RequestError } from "../../shared/errors.js";
import type { AccountId } from "../../shared/ids.js";
import type { Movement, Outcome } from "./ledger.types.js";

/** A movement, and who waits to hear of it. */
export interface Waiting {
  movement: Movement;
  /** When it came, ms since the epoch. */
  since: number;
  /** As it came there was another one under its key, which may move the money meanwhile. */
  isRepeat?: boolean;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/**
 * Movements in order of arrival, and what those under way hold.
 * A key or a reservation is in one movement under way at a time: the second one shall find the first one's answer.
 * An account is in one batch under way at a time: batches that shared one would only wait for its row lock, each with
 * a connection and locks of its own held meanwhile. Nothing is unsafe without that, in another process nobody knows of
 * our batches; it is what lets two batches really run at once.
 */
export class MovementQueue {
  private queue: Waiting[] = [];
  /** The first so many of the queue are known to wait for something under way. */
  private held = 0;
  private taken = 0;
  /** Accounts of those: what comes later must not overtake them. */
  private readonly claimed = new Set<AccountId>();
  private readonly namesUnderWay = new Set<string>();
  /** How many of each key wait or are under way. */
  private readonly keys = new Map<string, number>();
  private readonly accountsUnderWay = new Set<AccountId>();
  /** Accounts without a floor are never locked, so batches may share them. The ledger's answers tell which they are. */
  private readonly neverLocked = new Set<AccountId>();

  constructor(private readonly limits: { batchMax: number; waitMaxMs: number }) {}

  get length(): number {
    return this.queue.length;
  }

  /** How many wait for nothing that is known of. */
  get ready(): number {
    return this.queue.length - this.held;
  }

  /** How many were taken and are not done. */
  get underWay(): number {
    return this.taken;
  }

  push(waiting: Waiting): void {
    const key = keyOf(waiting.movement);
    const others = this.keys.get(key) ?? 0;
    if (others > 0) waiting.isRepeat = true;
    this.keys.set(key, others + 1);
    this.queue.push(waiting);
  }

  /** Whether one under its key waits or is under way, so that nobody may say that nothing has happened. */
  knows(movement: Movement): boolean {
    return this.keys.has(keyOf(movement));
  }

  /** Whether the first that is ready came before `time`, ms since the epoch. */
  hasWaitedSince(time: number): boolean {
    const first = this.queue[this.held];
    return first !== undefined && first.since <= time;
  }

  /** The next batch, possibly empty. What has waited too long is told so: nothing has happened to it. */
  take(): Waiting[] {
    const { batchMax, waitMaxMs } = this.limits;
    const tooOld = Date.now() - waitMaxMs;
    const batch: Waiting[] = [];
    const heldBack: Waiting[] = [];
    // However long the queue, one look is short: the rest is looked at next time.
    const end = Math.min(this.queue.length, this.held + 4 * batchMax);
    let next = this.held;
    for (; next < end && batch.length < batchMax; next++) {
      const each = this.queue[next] as Waiting;
      const names = namesOf(each.movement);
      if (each.since < tooOld) {
        this.forget(names[0]);
        each.reject(new RequestError(each.isRepeat ? "OUTCOME_UNKNOWN" : "OVERLOADED", 2));
      } else if (names.some((name) => this.namesUnderWay.has(name))) {
        // A repeat has no effect of its own and may be overtaken; the end of a reservation may not.
        if (each.movement.reservation) this.claim(each.movement);
        heldBack.push(each);
      } else if (this.mustWaitForAccounts(each.movement)) heldBack.push(each);
      else {
        for (const name of names) this.namesUnderWay.add(name);
        batch.push(each);
      }
    }
    // Only now: within one batch an account may stand as often as it likes.
    for (const { movement } of batch) {
      for (const id of this.lockedAccounts(movement)) this.accountsUnderWay.add(id);
    }
    this.queue.splice(this.held, next - this.held, ...heldBack);
    this.held += heldBack.length;
    this.taken += batch.length;
    return batch;
  }

  /** The batch is over: what waited for it may go. */
  done(batch: readonly Waiting[]): void {
    this.taken -= batch.length;
    for (const { movement } of batch) {
      const names = namesOf(movement);
      this.forget(names[0]);
      for (const name of names) this.namesUnderWay.delete(name);
      this.accountsUnderWay.delete(movement.debit);
      this.accountsUnderWay.delete(movement.credit);
    }
    this.held = 0;
    this.claimed.clear();
  }

  /** Learns from an answer which accounts have no floor: money reached them and they got no version. */
  learn({ operation, debit, credit }: Movement, outcome: Outcome): void {
    if (outcome.type !== "applied" || (operation !== "post" && operation !== "settle")) return;
    // A replay of an archived month has no figures for any account.
    if (outcome.replayed) return;
    if (!outcome.debit) this.neverLocked.add(debit);
    if (!outcome.credit) this.neverLocked.add(credit);
  }

  private forget(key: string): void {
    const others = (this.keys.get(key) ?? 1) - 1;
    if (others > 0) this.keys.set(key, others);
    else this.keys.delete(key);
  }

  private mustWaitForAccounts(movement: Movement): boolean {
    const isTaken = (id: AccountId) => this.accountsUnderWay.has(id) || this.claimed.has(id);
    if (!this.lockedAccounts(movement).some(isTaken)) return false;
    this.claim(movement);
    return true;
  }

  private claim(movement: Movement): void {
    for (const id of this.lockedAccounts(movement)) this.claimed.add(id);
  }

  private lockedAccounts({ debit, credit }: Movement): AccountId[] {
    return [debit, credit].filter((id) => !this.neverLocked.has(id));
  }
}

function keyOf({ requester, idempotencyKey }: Movement): string {
  return `${requester}:${idempotencyKey}`;
}

function namesOf(movement: Movement): [key: string, ...reservation: string[]] {
  const key = keyOf(movement);
  return movement.reservation ? [key, movement.reservation] : [key];
}
