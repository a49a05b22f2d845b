import { setTimeout as sleep } from "node:timers/promises";
import { RequestError } from "../../shared/errors.js";
import { sqlState } from "../../shared/transaction.js";
import { type LedgerStore, OutcomeUnknown } from "./ledger.store.js";
import type { Applied, LedgerEngine, Movement, Outcome } from "./ledger.types.js";

export interface BatchingOptions {
  /** Movements of one statement. */
  batchMax: number;
  /** Statements under way at once. Two keep the database busy while the answer of one is read. */
  inFlightMax: number;
  /** Movements waiting; past it callers are told OVERLOADED at once. */
  queueMax: number;
  /** How long a batch is tried again before its callers are told what is known. */
  retryForMs: number;
  /** How long a movement may wait for its batch; past it nothing has happened, and the caller is told so. */
  waitMaxMs: number;
}

export const BATCHING_DEFAULTS: BatchingOptions = {
  batchMax: 256,
  inFlightMax: 2,
  queueMax: 10_000,
  retryForMs: 8_000,
  waitMaxMs: 15_000,
};

interface Waiting {
  movement: Movement;
  key: string;
  since: number;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/**
 * The adaptive micro-batcher. There is no timer: while batches are in flight, movements queue; when one ends, all that
 * waits goes. An idle system adds no latency, a busy one forms large batches by itself.
 */
export class BatchingLedgerEngine implements LedgerEngine {
  private queue: Waiting[] = [];
  private inFlight = 0;
  /** Keys and reservations under way. A second request for one of them waits, so it finds the first one's answer. */
  private readonly busy = new Set<string>();

  constructor(
    private readonly store: LedgerStore,
    private readonly onApplied: (movement: Movement, outcome: Applied) => void,
    private readonly options: BatchingOptions = BATCHING_DEFAULTS,
  ) {}

  apply(movements: readonly Movement[]): Promise<Outcome[]> {
    if (this.queue.length + movements.length > this.options.queueMax) {
      return Promise.reject(new RequestError("OVERLOADED", 1));
    }
    const outcomes = movements.map(
      (movement) =>
        new Promise<Outcome>((resolve, reject) => {
          const key = `${movement.requester}:${movement.idempotencyKey}`;
          this.queue.push({ movement, key, since: Date.now(), resolve, reject });
        }),
    );
    this.pump();
    return Promise.all(outcomes);
  }

  /** Movements waiting or in flight; zero when idle. */
  get depth(): number {
    return this.queue.length + this.busy.size;
  }

  private pump(): void {
    while (this.inFlight < this.options.inFlightMax && this.queue.length > 0) {
      const batch = this.take();
      if (batch.length === 0) return;
      this.inFlight++;
      void this.run(batch, false).finally(() => {
        this.inFlight--;
        for (const each of batch) for (const name of busyNames(each)) this.busy.delete(name);
        this.pump();
      });
    }
  }

  private take(): Waiting[] {
    const batch: Waiting[] = [];
    const heldBack: Waiting[] = [];
    const tooOld = Date.now() - this.options.waitMaxMs;
    let next = 0;
    for (; next < this.queue.length && batch.length < this.options.batchMax; next++) {
      const each = this.queue[next] as Waiting;
      if (each.since < tooOld) {
        each.reject(new RequestError("OVERLOADED", 2));
        continue;
      }
      const names = busyNames(each);
      if (names.some((name) => this.busy.has(name))) {
        heldBack.push(each);
        continue;
      }
      for (const name of names) this.busy.add(name);
      batch.push(each);
    }
    this.queue = heldBack.length === 0 ? this.queue.slice(next) : heldBack.concat(this.queue.slice(next));
    return batch;
  }

  /** Never rejects: every caller is answered through its own promise. */
  private async run(batch: readonly Waiting[], maybeCommitted: boolean): Promise<void> {
    const deadline = Date.now() + this.options.retryForMs;
    let unknown = maybeCommitted;
    for (let attempt = 1; ; attempt++) {
      try {
        const outcomes = await this.store.applyBatch(batch.map((each) => each.movement));
        batch.forEach((each, index) => {
          const outcome = outcomes[index] as Outcome;
          each.resolve(outcome);
          // Replays are told too: the first answer may have been lost before anyone heard of it.
          if (outcome.type === "applied") this.onApplied(each.movement, outcome);
        });
        return;
      } catch (error) {
        if (error instanceof OutcomeUnknown) unknown = true;
        else if (isDataError(error)) return this.isolate(batch, unknown, error);
        const pauseMs = Math.min(20 * 2 ** attempt, 500) * (0.5 + Math.random() / 2);
        if (Date.now() + pauseMs > deadline) {
          const answer = new RequestError(unknown ? "OUTCOME_UNKNOWN" : "OVERLOADED", 1, String(error));
          for (const each of batch) each.reject(answer);
          return;
        }
        await sleep(pauseMs);
      }
    }
  }

  /** One movement that the database cannot take must not fail its neighbours: halve until it stands alone. */
  private async isolate(batch: readonly Waiting[], unknown: boolean, error: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length === 1 && first) return first.reject(error);
    const middle = batch.length >> 1;
    await this.run(batch.slice(0, middle), unknown);
    await this.run(batch.slice(middle), unknown);
  }
}

function busyNames({ key, movement }: Waiting): string[] {
  return movement.reservation ? [key, movement.reservation] : [key];
}

/** An error that the same batch would meet again: bad data (22), a broken rule (23, but for a rival's key), bad code. */
function isDataError(error: unknown): boolean {
  const state = sqlState(error);
  if (state === undefined || state === "23505") return false;
  return ["22", "23", "42", "P0", "XX"].includes(state.slice(0, 2));
}
