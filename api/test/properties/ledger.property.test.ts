import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BatchingLedgerEngine, type Outcome } from "../../src/modules/ledger/index.js";
import { type AccountId, newId } from "../../src/shared/ids.js";
import { expectSoundBook, movement, openAccount, openLedger } from "../ledger-harness.js";

let ledger: Awaited<ReturnType<typeof openLedger>>;

beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(async () => {
  await ledger.close();
});

describe("the ledger", () => {
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

function withoutReplay(outcome: Outcome) {
  return outcome.type === "conflict" ? outcome : { ...outcome, replayed: null };
}
