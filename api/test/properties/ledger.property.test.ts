import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BatchingLedgerEngine, type Movement, type Outcome } from "../../src/modules/ledger/index.js";
import { type AccountId, newId, type UserId } from "../../src/shared/ids.js";
import { expectSoundBook, movement, openAccount, openLedger } from "../ledger-harness.js";
import { LedgerModel } from "../ledger-model.js";

let ledger: Awaited<ReturnType<typeof openLedger>>;

beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(async () => {
  await ledger.close();
});

const LIMIT_SINGLE = 300n;
const LIMIT_DAILY = 500n;

/** Places: 0–3 customers, 4 the clearing account, 5 an account that does not exist. */
const place = fc.oneof(fc.constant(0), fc.nat({ max: 5 }), fc.nat({ max: 5 }));
const amount = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt({ min: 1n, max: 400n }) },
  { weight: 1, arbitrary: fc.constantFrom(LIMIT_SINGLE, LIMIT_SINGLE + 1n, LIMIT_DAILY, 1_000_000_000_000_000n) },
);

type Command =
  | { type: "move"; operation: "post" | "reserve"; debit: number; credit: number; amount: bigint; limited: boolean }
  | { type: "end"; operation: "settle" | "release"; reservation: number; wrongAmount: boolean }
  | { type: "repeat"; of: number; changed: boolean }
  | { type: "close"; account: number };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant("move" as const),
      operation: fc.constantFrom("post" as const, "post" as const, "reserve" as const),
      debit: place,
      credit: place,
      amount,
      limited: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("end" as const),
      operation: fc.constantFrom("settle" as const, "release" as const),
      reservation: fc.nat({ max: 20 }),
      wrongAmount: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("repeat" as const), of: fc.nat(), changed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("close" as const), account: fc.nat({ max: 3 }) }) },
);

/** How often the run met what is rare; a zero means the property proved less than it says. */
const met = new Map<string, number>();
const meet = (what: string) => met.set(what, (met.get(what) ?? 0) + 1);

describe("the ledger against its model", () => {
  test("answers random commands as the model does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40, size: "max" }), async (commands) => {
        const model = new LedgerModel();
        const requester = newId<UserId>();
        const accounts: AccountId[] = [];
        for (let i = 0; i < 4; i++) {
          const id = await openAccount(ledger.pool, "customer", { single: LIMIT_SINGLE, daily: LIMIT_DAILY });
          model.open(id, { floor: 0n, limitSingle: LIMIT_SINGLE, limitDaily: LIMIT_DAILY });
          accounts.push(id);
        }
        const clearing = await openAccount(ledger.pool, "clearing");
        model.open(clearing, { floor: null });
        accounts.push(clearing, newId<AccountId>());

        const done: Movement[] = [];
        const reserved: Movement[] = [];
        const run = async (asked: Movement) => {
          const [actual] = await ledger.engine.apply([asked]);
          const expected = model.apply(asked);
          expect(comparable(actual)).toEqual(comparable(expected));
          meet(expected.type === "refused" ? expected.refusal : expected.type);
          done.push(asked);
        };

        for (const customer of accounts.slice(0, 4)) {
          await run(movement({ debit: clearing, credit: customer, amount: 1_500n, requester, limited: false }));
        }
        for (const each of commands) {
          if (each.type === "close") {
            const id = accounts[each.account] as AccountId;
            const { rows } = await ledger.pool.query(`SELECT ledger_close_account($1) AS outcome`, [id]);
            const expected = model.close(id);
            expect(rows[0].outcome).toBe(expected);
            meet(`close: ${expected}`);
          } else if (each.type === "repeat") {
            const original = done[each.of % done.length] as Movement;
            const asked = { ...original, id: newId<Movement["id"]>() };
            await run(each.changed ? { ...asked, requestHash: Buffer.from("another") } : asked);
            done.pop();
          } else if (each.type === "end") {
            const reservation = reserved[each.reservation % Math.max(1, reserved.length)];
            if (!reservation) continue;
            await run(
              movement({
                operation: each.operation,
                debit: reservation.debit,
                credit: reservation.credit,
                amount: each.wrongAmount ? reservation.amount / 2n + 1n : reservation.amount,
                limited: reservation.limited,
                reservation: reservation.id,
                requester,
              }),
            );
          } else {
            if (each.debit === each.credit) continue;
            const asked = movement({
              operation: each.operation,
              debit: accounts[each.debit] as AccountId,
              credit: accounts[each.credit] as AccountId,
              amount: each.amount,
              limited: each.limited,
              requester,
            });
            await run(asked);
            if (each.operation === "reserve") reserved.push(asked);
          }
        }
        const { rows } = await ledger.pool.query(
          `SELECT id, balance, held, version FROM ledger_accounts WHERE id = ANY($1::uuid[])`,
          [accounts],
        );
        for (const row of rows) {
          const expected = model.accounts.get(row.id);
          if (expected?.floor === null) continue;
          expect({ balance: BigInt(row.balance), held: BigInt(row.held), version: BigInt(row.version) }).toEqual({
            balance: expected?.balance,
            held: expected?.held,
            version: expected?.version,
          });
        }
      }),
      { numRuns: 80 },
    );
    await expectSoundBook(ledger.pool);
    for (const rare of [
      "applied",
      "conflict",
      "insufficient_funds",
      "limit_single",
      "limit_daily",
      "debit_not_found",
      "credit_not_found",
      "reservation_not_found",
      "reservation_not_open",
      "close: not_empty",
    ]) {
      expect(met.get(rare) ?? 0, `met: ${rare}`).toBeGreaterThan(0);
    }
  });

  test("keeps the whole of the money under concurrent batches, repeats and rings", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.bigInt({ min: 1n, max: 300n })), {
          minLength: 50,
          maxLength: 200,
        }),
        async (moves) => {
          const clearing = await openAccount(ledger.pool, "clearing");
          const accounts: AccountId[] = [];
          for (let i = 0; i < 6; i++) accounts.push(await openAccount(ledger.pool, "customer"));
          await ledger.engine.apply(
            accounts.map((credit) => movement({ debit: clearing, credit, amount: 1_000n, limited: false })),
          );
          const asked = moves
            .filter(([from, to]) => from !== to)
            .map(([from, to, amount]) =>
              movement({ debit: accounts[from] as AccountId, credit: accounts[to] as AccountId, amount }),
            );
          // Everything twice at once, the second time through another engine, as another process would.
          const rival = new BatchingLedgerEngine(ledger.store, () => undefined);
          const outcomes = await Promise.all(
            [...asked, ...asked].map(async (each, i) => {
              const engine = i < asked.length ? ledger.engine : rival;
              return (await engine.apply([{ ...each, id: newId() }]))[0] as Outcome;
            }),
          );
          for (const [i, first] of outcomes.slice(0, asked.length).entries()) {
            const second = outcomes[i + asked.length] as Outcome;
            expect(withoutReplay(first)).toEqual(withoutReplay(second));
            expect([first, second].filter((each) => "replayed" in each && each.replayed)).toHaveLength(1);
          }
          const { rows } = await ledger.pool.query(
            `SELECT sum(balance) AS total, min(balance) AS least FROM ledger_accounts WHERE id = ANY($1::uuid[])`,
            [accounts],
          );
          expect(rows[0].total).toBe("6000");
          expect(BigInt(rows[0].least)).toBeGreaterThanOrEqual(0n);
        },
      ),
      { numRuns: 8 },
    );
    await expectSoundBook(ledger.pool);
  });
});

/** Without what the model cannot know: when it was recorded. */
function comparable(outcome: Outcome | undefined) {
  if (outcome?.type !== "applied") return outcome;
  const { recordedAt: _, state, replayed, ...rest } = outcome;
  // A replayed reservation tells its present state; the model remembers the first.
  return replayed ? { ...rest, replayed } : { ...rest, replayed, state };
}

function withoutReplay(outcome: Outcome) {
  return outcome.type === "conflict" ? outcome : { ...outcome, replayed: null };
}
