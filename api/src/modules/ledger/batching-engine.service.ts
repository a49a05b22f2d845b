import { setTimeout as sleep } from "node:timers/promises";
import { RequestError } from "../../shared/errors.js";
import { sqlState } from "../../shared/transaction.js";
import { type LedgerStore, OutcomeUnknown } from "./ledger.store.js";
import type { Applied, LedgerEngine, Movement, Outcome } from "./ledger.types.js";
import { MovementQueue, type Waiting } from "./movement-queue.js";

export interface BatchingOptions {
  /** Movements of one statement. */
  batchMax: number;
  /** Statements under way at once. Two keep the database busy while the answer of one is read. */
  inFlightMax: number;
  /** While one is under way, a further one starts with this many, or after a moment: a statement has a cost of its own. */
  furtherBatchMin: number;
  /** Movements waiting; past it callers are turned away at once. */
  queueMax: number;
  /** How long a batch is tried again before its callers are told what is known. */
  retryForMs: number;
  /** How long a movement may wait for its batch; past it nothing has happened, and the caller is told so. */
  waitMaxMs: number;
}

export const BATCHING_DEFAULTS: BatchingOptions = {
  batchMax: 256,
  inFlightMax: 2,
  furtherBatchMin: 32,
  queueMax: 10_000,
  retryForMs: 8_000,
  waitMaxMs: 15_000,
};

/** Longer than a batch takes on a good day. */
const FURTHER_BATCH_WAIT_MS = 20;

/**
 * The adaptive micro-batcher. There is no timer: while a batch is in flight, movements queue; when one ends, all that
 * waits goes. An idle system adds no latency, a busy one forms large batches by itself.
 */
export class BatchingLedgerEngine implements LedgerEngine {
  private readonly queue: MovementQueue;
  private inFlight = 0;
  private isPumpDue = false;
  private later: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: LedgerStore,
    private readonly onApplied: (movement: Movement, outcome: Applied) => void,
    private readonly options: BatchingOptions = BATCHING_DEFAULTS,
  ) {
    this.queue = new MovementQueue(options);
  }

  apply(movements: readonly Movement[]): Promise<Outcome[]> {
    if (this.queue.length + movements.length > this.options.queueMax) {
      const isUnknown = movements.some((movement) => this.queue.knows(movement));
      return Promise.reject(new RequestError(isUnknown ? "OUTCOME_UNKNOWN" : "OVERLOADED", 1));
    }
    const outcomes = movements.map(
      (movement) =>
        new Promise<Outcome>((resolve, reject) => {
          this.queue.push({ movement, since: Date.now(), resolve, reject });
        }),
    );
    this.pumpSoon();
    return Promise.all(outcomes);
  }

  /** Movements waiting or in flight; zero when idle. */
  get depth(): number {
    return this.queue.length + this.queue.underWay;
  }

  /**
   * What arrives in one turn of the event loop goes together, at the turn's end or once it is worth a batch of its own.
   * Sent at once, the first one would go alone and all others wait for it; and where every movement touches one
   * account, callers would fall into step: the process idle while the database works, and the other way round.
   */
  private pumpSoon(): void {
    if (this.queue.ready >= this.worthABatch) this.pump();
    if (this.isPumpDue) return;
    this.isPumpDue = true;
    setImmediate(() => {
      this.isPumpDue = false;
      this.pump();
    });
  }

  private get worthABatch(): number {
    return Math.min(this.options.furtherBatchMin, this.options.batchMax);
  }

  private pump(): void {
    while (this.inFlight < this.options.inFlightMax && this.queue.ready > 0) {
      if (this.inFlight > 0 && !this.isWorthAnother()) {
        this.pumpLater();
        return;
      }
      const batch = this.queue.take();
      // All that it looked at has to wait, or was too old; what stands behind may go.
      if (batch.length === 0) continue;
      this.inFlight++;
      void this.run(batch, false).finally(() => {
        this.inFlight--;
        this.queue.done(batch);
        this.pump();
      });
    }
  }

  /** A batch that takes long, for a lock or a lost connection, must not keep waiting those who need nothing of it. */
  private isWorthAnother(): boolean {
    return this.queue.ready >= this.worthABatch || this.queue.hasWaitedSince(Date.now() - FURTHER_BATCH_WAIT_MS);
  }

  private pumpLater(): void {
    this.later ??= setTimeout(() => {
      this.later = undefined;
      this.pump();
    }, FURTHER_BATCH_WAIT_MS);
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
          this.queue.learn(each.movement, outcome);
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
    if (batch.length === 1 && first)
      return first.reject(unknown ? new RequestError("OUTCOME_UNKNOWN", 1, String(error)) : error);
    const middle = batch.length >> 1;
    await this.run(batch.slice(0, middle), unknown);
    await this.run(batch.slice(middle), unknown);
  }
}

/** An error that the same batch would meet again: bad data (22), a broken rule (23, but for a rival's key), bad code. */
function isDataError(error: unknown): boolean {
  const state = sqlState(error);
  if (state === undefined || state === "23505") return false;
  return ["22", "23", "42", "P0", "XX"].includes(state.slice(0, 2));
}
