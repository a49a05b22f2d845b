import { inspect, isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Pool } from "pg";
import type { Movement, Outcome } from "../../src/modules/ledger/index.js";
import { BATCHING_DEFAULTS, BatchingLedgerEngine } from "../../src/modules/ledger/index.js";
import { type AccountId, newId, type UserId } from "../../src/shared/ids.js";
import { movement, openAccount, openLedger } from "../ledger-harness.js";
import { LedgerModel } from "../ledger-model.js";
import { brokenRules } from "./ledger-history.js";
import { prove } from "./proof.js";
import { sabotage, storeOn } from "./sabotage.js";

const LIMIT_SINGLE = 300n;
const LIMIT_DAILY = 500n;

/** Places: 0–3 customers, 4 the clearing account, 5 an account that does not exist. */
const place = fc.oneof(fc.constant(0), fc.constant(3), fc.nat({ max: 5 }), fc.nat({ max: 5 }));
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: 1n, max: 400n }) },
  // Two or three of these are more than a day allows.
  { weight: 3, arbitrary: fc.bigInt({ min: 200n, max: LIMIT_SINGLE }) },
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
      limited: fc.constantFrom(true, true, false),
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
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("close" as const), account: fc.constantFrom(0, 1, 2, 3, 3, 3) }),
  },
);

/** Everything that the model answers is met, or the run proved less than it says. */
const RARE = [
  "applied",
  "conflict",
  "replayed",
  "insufficient_funds",
  "limit_single",
  "limit_daily",
  "debit_not_found",
  "credit_not_found",
  "debit_not_active",
  "credit_not_active",
  "reservation_not_found",
  "reservation_not_open",
  "close: closed",
  "close: not_empty",
];

prove(
  "R5",
  "random commands are answered as the model answers them",
  {
    small: 80,
    share: 0.05,
    redWithout: { "no-limit": 60, "no-guard": 60, "no-floor": 60, "no-hash": 60, "no-balance": 20 },
  },
  async ({ count, random, without }) => {
    const ledger = await openLedger();
    try {
      await sabotage(ledger.database.ownerUrl, without);
      const engine = new BatchingLedgerEngine(storeOn(ledger.pool, without), () => undefined, BATCHING_DEFAULTS);
      const met = new Map<string, number>(RARE.map((what) => [what, 0]));
      let commands = 0;
      const property = fc.asyncProperty(
        fc.array(command, { minLength: 5, maxLength: 40, size: "max" }),
        async (each) => {
          commands += each.length;
          const divergence = await diverges(ledger.pool, engine, each, (what) =>
            met.set(what, (met.get(what) ?? 0) + 1),
          );
          if (divergence) throw new Error(divergence);
        },
      );
      const result = await fc.check(property, {
        numRuns: count,
        seed: Math.floor(random() * 2 ** 31),
        // A protection that was taken away on purpose needs no shortest example.
        endOnFailure: without !== undefined,
      });
      const shortest = () =>
        `${(result.errorInstance as Error).message}; shortest: ${fc.stringify(result.counterexample?.[0])}`;
      return {
        rare: Object.fromEntries(RARE.map((what) => [what, met.get(what) ?? 0])),
        figures: { commands },
        problems: [...(result.failed ? [shortest()] : []), ...(await brokenRules(ledger.pool))],
      };
    } finally {
      await ledger.close();
    }
  },
);

/** What the engine and the model see differently after these commands, if anything. */
async function diverges(
  pool: Pool,
  engine: BatchingLedgerEngine,
  commands: readonly Command[],
  meet: (what: string) => void,
): Promise<string | null> {
  const model = new LedgerModel();
  const requester = newId<UserId>();
  const accounts: AccountId[] = [];
  for (let i = 0; i < 4; i++) {
    const id = await openAccount(pool, "customer", { single: LIMIT_SINGLE, daily: LIMIT_DAILY });
    model.open(id, { floor: 0n, limitSingle: LIMIT_SINGLE, limitDaily: LIMIT_DAILY });
    accounts.push(id);
  }
  const clearing = await openAccount(pool, "clearing");
  model.open(clearing, { floor: null });
  accounts.push(clearing, newId<AccountId>());

  const done: Movement[] = [];
  const reserved: Movement[] = [];
  const differences: string[] = [];
  const compare = (what: string, actual: unknown, expected: unknown) => {
    if (!isDeepStrictEqual(actual, expected)) {
      differences.push(`${what}: ${inspect(actual, SHORT)} instead of ${inspect(expected, SHORT)}`);
    }
  };
  const run = async (asked: Movement) => {
    const [actual] = await engine.apply([asked]);
    const expected = model.apply(asked);
    compare(asked.operation, comparable(actual), comparable(expected));
    meet(expected.type === "refused" ? expected.refusal : expected.type);
    if ("replayed" in expected && expected.replayed) meet("replayed");
    else if (expected.type !== "conflict") done.push(asked);
  };

  // The fourth starts with nothing, so that it can be closed.
  for (const customer of accounts.slice(0, 3)) {
    await run(movement({ debit: clearing, credit: customer, amount: 1_500n, requester, limited: false }));
  }
  for (const each of commands) {
    if (differences.length > 0) break;
    if (each.type === "close") {
      const id = accounts[each.account] as AccountId;
      const { rows } = await pool.query(`SELECT ledger_close_account($1) AS outcome`, [id]);
      const expected = model.close(id);
      compare("close", rows[0].outcome, expected);
      meet(`close: ${expected}`);
    } else if (each.type === "repeat") {
      const original = done[each.of % done.length] as Movement;
      const asked = { ...original, id: newId<Movement["id"]>() };
      await run(each.changed ? { ...asked, requestHash: Buffer.from("another") } : asked);
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

  const { rows } = await pool.query(
    `SELECT id, balance, held, version FROM ledger_accounts WHERE id = ANY($1::uuid[])`,
    [accounts],
  );
  for (const row of rows) {
    const expected = model.accounts.get(row.id);
    if (!expected || expected.floor === null) continue;
    compare(
      "account",
      [BigInt(row.balance), BigInt(row.held), BigInt(row.version)],
      [expected.balance, expected.held, expected.version],
    );
  }
  return differences[0] ?? null;
}

const SHORT = { breakLength: Number.POSITIVE_INFINITY, depth: 3 };

/** Without what the model cannot know: when it was recorded. */
function comparable(outcome: Outcome | undefined) {
  if (outcome?.type !== "applied") return outcome;
  const { recordedAt: _, state, replayed, ...rest } = outcome;
  // A replayed reservation tells its present state; the model remembers the first.
  return replayed ? { ...rest, replayed } : { ...rest, replayed, state };
}
