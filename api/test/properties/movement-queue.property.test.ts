import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccountSnapshot, Movement, Outcome } from "../../src/modules/ledger/index.js";
import { MovementQueue, type Waiting } from "../../src/modules/ledger/movement-queue.js";
import { RequestError } from "../../src/shared/errors.js";
import type { AccountId, MovementId, UserId } from "../../src/shared/ids.js";
import { movement } from "../ledger-harness.js";

const BATCH_MAX = 4;
/** Accounts 0 to 5 have a floor, 6 and 7 have none. */
const FLOORLESS = 6;

type Step =
  | { type: "push"; debit: number; credit: number; key: number; reservation: number | null }
  | { type: "take" }
  | { type: "done"; which: number };

const place = fc.nat({ max: 7 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("push" as const),
      debit: place,
      credit: place,
      // So few keys and reservations that they meet.
      key: fc.nat({ max: 60 }),
      reservation: fc.option(fc.nat({ max: 3 }), { freq: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ type: "take" as const }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("done" as const), which: fc.nat() }) },
);

const account = (number: number) => `account ${number}` as AccountId;
const hasFloor = (id: AccountId) => Number(id.split(" ")[1]) < FLOORLESS;
const namesOf = ({ requester, idempotencyKey, reservation }: Movement) => [
  `${requester} ${idempotencyKey}`,
  ...(reservation ? [reservation] : []),
];

/** A queue with somebody who watches what goes in and out. */
class Watched {
  readonly queue = new MovementQueue({ batchMax: BATCH_MAX, waitMaxMs: 60_000 });
  readonly underWay: Waiting[][] = [];
  readonly pushed: Waiting[] = [];
  readonly taken: Waiting[] = [];
  readonly learnt = new Set<AccountId>();
  readonly met = { heldBack: 0, together: 0, sharedWithoutFloor: 0 };

  push({ debit, credit, key, reservation }: Extract<Step, { type: "push" }>): void {
    const waiting: Waiting = {
      movement: movement({
        debit: account(debit),
        credit: account(credit),
        amount: 1n,
        requester: "somebody" as UserId,
        idempotencyKey: `key ${key}`,
        ...(reservation === null
          ? {}
          : { operation: "settle", reservation: `reservation ${reservation}` as MovementId }),
      }),
      since: Date.now(),
      resolve: () => undefined,
      reject: () => expect.fail("nothing here is too old"),
    };
    this.pushed.push(waiting);
    this.queue.push(waiting);
  }

  take(): Waiting[] {
    const batch = this.queue.take();
    expect(batch.length).toBeLessThanOrEqual(BATCH_MAX);
    this.taken.push(...batch);
    if (batch.length === 0) return batch;
    const names = batch.flatMap((each) => namesOf(each.movement));
    expect(new Set(names).size, "a key or reservation twice in a batch").toBe(names.length);
    for (const other of this.underWay) {
      const theirNames = new Set(other.flatMap((each) => namesOf(each.movement)));
      expect(names.filter((name) => theirNames.has(name))).toEqual([]);
      const theirs = new Set(other.flatMap(({ movement: { debit, credit } }) => [debit, credit]));
      const shared = batch.flatMap(({ movement: { debit, credit } }) => [debit, credit]).filter((id) => theirs.has(id));
      expect(shared.filter((id) => !this.learnt.has(id), "an account in two batches")).toEqual([]);
      this.met.sharedWithoutFloor += shared.length;
    }
    this.underWay.push(batch);
    if (this.underWay.length > 1) this.met.together++;
    if (this.queue.length > this.queue.ready) this.met.heldBack++;
    return batch;
  }

  /** The engine learns from the answers before it says that the batch is over. */
  done(which: number): void {
    const [batch] = this.underWay.splice(which % Math.max(1, this.underWay.length), 1);
    for (const { movement: each } of batch ?? []) {
      this.queue.learn(each, appliedTo(each));
      for (const id of [each.debit, each.credit]) if (!hasFloor(id)) this.learnt.add(id);
    }
    if (batch) this.queue.done(batch);
  }

  /** Ends what is under way and takes what waits, until nothing moves. */
  drain(): void {
    while (this.take().length > 0 || this.underWay.length > 0) this.done(0);
  }
}

function appliedTo({ id, operation, debit, credit }: Movement): Outcome {
  const snapshot = (accountId: AccountId): AccountSnapshot | null =>
    hasFloor(accountId) ? { accountId, version: 1n, balance: 0n, held: 0n } : null;
  return {
    type: "applied",
    movementId: id,
    state: operation === "settle" ? "settled" : "posted",
    recordedAt: new Date(0),
    debit: snapshot(debit),
    credit: snapshot(credit),
    replayed: false,
  };
}

test("batches under way share no locked account, key or reservation; order is kept; nothing is lost or starves", () => {
  const met = { heldBack: 0, together: 0, sharedWithoutFloor: 0 };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120, size: "max" }), (steps) => {
      const watched = new Watched();
      for (const each of steps) {
        if (each.type === "push" && each.debit !== each.credit) watched.push(each);
        else if (each.type === "take") watched.take();
        else if (each.type === "done") watched.done(each.which);
      }
      // However it came there, whatever waits gets its turn, and the oldest of them at the very next one.
      while (watched.underWay.length > 0) watched.done(0);
      const oldest = watched.pushed.find((each) => !watched.taken.includes(each));
      if (oldest) expect(watched.take()[0]).toBe(oldest);
      watched.drain();
      expect(watched.queue.length).toBe(0);
      expect(watched.queue.underWay).toBe(0);
      expect(new Set(watched.taken)).toEqual(new Set(watched.pushed));
      expect(watched.taken).toHaveLength(watched.pushed.length);
      // What comes second under a key has no effect of its own, so its place does not matter.
      const keys = new Set<string>();
      const firsts = new Set(
        watched.taken.filter(({ movement: { idempotencyKey } }) => keys.size < keys.add(idempotencyKey).size),
      );
      for (let number = 0; number < FLOORLESS; number++) {
        const matters = (each: Waiting) =>
          firsts.has(each) && [each.movement.debit, each.movement.credit].includes(account(number));
        expect(watched.taken.filter(matters), `order of account ${number}`).toEqual(watched.pushed.filter(matters));
      }
      for (const name of Object.keys(met) as (keyof typeof met)[]) met[name] += watched.met[name];
    }),
    { numRuns: 1_000 },
  );
  for (const [what, times] of Object.entries(met)) expect(times, `met: ${what}`).toBeGreaterThan(0);
});

test("what waited too long is told so once, is in no batch, and holds nobody up", () => {
  const queue = new MovementQueue({ batchMax: BATCH_MAX, waitMaxMs: 1_000 });
  const told: unknown[] = [];
  const waiting = (key: string, since: number): Waiting => ({
    movement: movement({ debit: account(0), credit: account(1), amount: 1n, idempotencyKey: key }),
    since,
    resolve: () => expect.fail("not applied yet"),
    reject: (error) => told.push(error),
  });
  const fresh = waiting("fresh", Date.now());
  queue.push(waiting("old", Date.now() - 2_000));
  queue.push(fresh);
  expect(queue.take()).toEqual([fresh]);
  expect(told).toEqual([expect.any(RequestError)]);
  expect(told).toMatchObject([{ code: "OVERLOADED" }]);
  queue.done([fresh]);
  expect(queue.length + queue.underWay).toBe(0);
});
