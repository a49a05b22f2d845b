import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../../infra/logger.js";
import type { OutboxReader, Projection } from "./outbox-reader.service.js";

/** Events of one step: some milliseconds of work, for which those who pay may have to wait. */
const STEP = 200;
/** For each stretch of work. */
const RESTS = 4;
const RESTS_WHEN_BUSY = 19;
/** However long a step took: on a busy machine it mostly waits itself. */
const REST_MAX_MS = 200;
/** So many events are a minute of the busiest hour. Whoever is further behind takes longer steps and rests less. */
const FAR_BEHIND = 100_000;
const STEP_WHEN_FAR = 1_000;
const RESTS_WHEN_FAR = 1;

/**
 * Leads all readers of events in turns, never two at once, beside those who pay. While transfers wait for each other the
 * readers mostly rest and fall behind, which none of their questions minds; far behind they work half of the time. The
 * first has every other turn: it tells people.
 */
export class ReaderLane {
  private readonly ending = new AbortController();
  private readonly left = new Map<Projection, number>();

  constructor(
    private readonly outbox: OutboxReader,
    private readonly first: Projection,
    private readonly others: readonly Projection[],
    private readonly isBusy: () => boolean,
    private readonly onStep: (reader: string, eventsLeft: number) => void,
    private readonly logger: Logger,
  ) {}

  /** Until all have taken in what is settled. */
  async run(): Promise<void> {
    for (let isBehind = true; isBehind && !this.ending.signal.aborted; ) {
      isBehind = false;
      for (const other of this.others)
        for (const projection of [this.first, other]) if (await this.step(projection)) isBehind = true;
    }
  }

  /** What is under way is finished, rests are not. */
  stop(): void {
    this.ending.abort();
  }

  /** @returns whether it had something to take in */
  private async step(projection: Projection): Promise<boolean> {
    if (this.ending.signal.aborted) return false;
    const isFar = (this.left.get(projection) ?? 0) > FAR_BEHIND;
    const startedAt = performance.now();
    try {
      const { taken, left } = await this.outbox.take(projection, isFar ? STEP_WHEN_FAR : STEP);
      if (left !== null) {
        this.left.set(projection, left);
        this.onStep(projection.reader, left);
      }
      const rests = isFar ? RESTS_WHEN_FAR : this.isBusy() ? RESTS_WHEN_BUSY : RESTS;
      await this.rest(Math.min(rests * (performance.now() - startedAt), REST_MAX_MS));
      return taken > 0;
    } catch (error) {
      // The others go on.
      this.logger.error({ err: error, reader: projection.reader }, "events were not taken in");
      return false;
    }
  }

  private async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}
