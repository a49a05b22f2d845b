import pg, { type Pool } from "pg";
import { LedgerStore, type Movement, type Outcome } from "../../src/modules/ledger/index.js";
import { newId } from "../../src/shared/ids.js";

/** Gives a batch new ids at each try: a movement's id would else stand in for the key that was taken away. */
class ForgetfulStore extends LedgerStore {
  override applyBatch(movements: readonly Movement[]): Promise<Outcome[]> {
    return super.applyBatch(movements.map((each) => ({ ...each, id: newId() })));
  }
}

/** Tells callers that their money has moved when nobody knows yet: as an engine would that answers before the commit. */
class EarlyStore extends LedgerStore {
  override async applyBatch(movements: readonly Movement[]): Promise<Outcome[]> {
    return super.applyBatch(movements).catch(() =>
      movements.map((each) => ({
        type: "applied",
        movementId: each.id,
        state: "posted",
        recordedAt: new Date(),
        debit: null,
        credit: null,
        replayed: false,
      })),
    );
  }
}

/** Tells each caller the balances of the one before in the batch. */
class SwappingStore extends LedgerStore {
  override async applyBatch(movements: readonly Movement[]): Promise<Outcome[]> {
    const outcomes = await super.applyBatch(movements);
    return outcomes.map((outcome, index) => {
      const other = outcomes.at(index - 1);
      if (outcome.type !== "applied" || other?.type !== "applied") return outcome;
      return { ...outcome, debit: other.debit, credit: other.credit };
    });
  }
}

interface Switch {
  /** Texts of ledger_apply and what stands there instead. */
  replace?: readonly [from: string, to: string];
  also?: string;
  Store?: typeof LedgerStore;
}

const KEY = "m.requester_id = u.requester AND m.idempotency_key = u.key";
const NO_KEY_CONSTRAINT = "ALTER TABLE movements DROP CONSTRAINT movements_requester_id_idempotency_key_key";

/**
 * Protections of the ledger, each with how to take it away. Sabotage happens in a test's own database or in a store of
 * its own, never in the product: a proof that stays green without the protection it is about proves nothing.
 */
const SABOTAGE = {
  "no-key": { replace: [KEY, `${KEY} AND false`], also: NO_KEY_CONSTRAINT, Store: ForgetfulStore },
  /** A key is forgotten after a day. */
  "short-memory": {
    replace: [KEY, `${KEY} AND m.recorded_at > clock_timestamp() - interval '1 day'`],
    also: NO_KEY_CONSTRAINT,
  },
  /** A key counts whoever asks with it. */
  "shared-key": { replace: [KEY, "m.idempotency_key = u.key"] },
  /** A key counts whatever is asked with it. */
  "no-hash": { replace: ["m.request_hash = u.hash AS same", "true AS same"] },
  "forget-refusal": {
    replace: ["WHERE u.state IS NOT NULL\n      ORDER BY", "WHERE u.state <> 'refused'\n      ORDER BY"],
  },
  /** What was refused has postings all the same. */
  "post-refused": {
    replace: ["WHERE u.state <> 'refused' AND (u.dv IS NOT NULL", "WHERE u.state IS NOT NULL AND (u.dv IS NOT NULL"],
  },
  "no-lock": {
    replace: ["ORDER BY a.id FOR NO KEY UPDATE OF a", "ORDER BY a.id"],
    also: "DROP INDEX postings_account_version_idx CASCADE",
  },
  /** Rows are locked in the order of arrival. */
  "no-order": { replace: ["ORDER BY a.id FOR NO KEY UPDATE OF a", "ORDER BY u.ix FOR NO KEY UPDATE OF a"] },
  "no-floor": {
    replace: ["IF why IS NULL AND a_balance[d] - a_held[d] - a_floor[d] < amt", "IF false"],
    also: "ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_check1",
  },
  "no-limit": { replace: ["IF p_limited[i] THEN\n          IF a_spent_on", "IF false THEN\n          IF a_spent_on"] },
  /** The day changes when it does in London. */
  "utc-day": {
    replace: ["today := (now_at AT TIME ZONE 'Asia/Seoul')::date", "today := (now_at AT TIME ZONE 'UTC')::date"],
  },
  /** A reservation given up makes room on the day that it is given up, whatever day it was made. */
  "late-release": { replace: ["v_day[i] = today AND ", ""] },
  "no-guard": {
    replace: ["ELSIF v_state[i] <> 'reserved' THEN why := 'reservation_not_open';", ""],
    also: "DROP INDEX movements_ends_idx; ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_held_check",
  },
  "no-event": { replace: ["WHERE u.state <> 'refused';\n\n    RETURN QUERY", "WHERE false;\n\n    RETURN QUERY"] },
  /** One side of a movement is a won more than the other. */
  "no-balance": {
    replace: ["SELECT u.id, p_accounts[u.c], u.amount, 0,", "SELECT u.id, p_accounts[u.c], u.amount + 1, 0,"],
  },
  "early-answer": { Store: EarlyStore },
  "swap-answers": { Store: SwappingStore },
  /** The server answers before the commit is on disk. */
  "no-sync": {
    also: `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`,
  },
  /** The warning that a commit did not wait for its standby reaches nobody. It is given after the function's own end. */
  "trust-notice": {
    replace: [
      "now_at := clock_timestamp();",
      "now_at := clock_timestamp(); PERFORM set_config('client_min_messages', 'error', true);",
    ],
  },
  /** A replay that locked nothing is told at once, though what it tells of may still wait for its standby. */
  "hasty-replay": { replace: ["IF FOUND AND NOT locked THEN", "IF false THEN"] },
  /** Somebody was granted what nobody needs. */
  "granted-right": { also: "GRANT UPDATE (memo) ON movements TO chickpay_app" },
  /** The book takes whatever amount it is given. */
  "any-amount": {
    also: "ALTER TABLE movements DROP CONSTRAINT movements_amount_check",
  },
  /** The checks of the book forget one of their rules. */
  "lost-rule": {},
  /** Amounts are read as JavaScript's numbers. */
  "float-amounts": {},
} as const satisfies Record<string, Switch>;

export type Sabotage = keyof typeof SABOTAGE;

/** Takes one protection away from the database at `ownerUrl`. */
export async function sabotage(ownerUrl: string, which: Sabotage | undefined): Promise<void> {
  if (!which) return;
  const { replace, also }: Switch = SABOTAGE[which];
  await withOwner(ownerUrl, async (owner) => {
    if (replace) await editLedgerApply(owner, ...replace);
    if (also) await owner.query(also);
  });
}

/** Lets the ledger of a test's own database go by a clock that the test moves. */
export async function substituteClock(ownerUrl: string): Promise<{ set(at: Date): Promise<void> }> {
  await withOwner(ownerUrl, async (owner) => {
    await owner.query("CREATE TABLE test_clock AS SELECT clock_timestamp() AS at");
    await editLedgerApply(owner, "now_at := clock_timestamp();", "now_at := (SELECT at FROM test_clock);");
  });
  return {
    set: (at) => withOwner(ownerUrl, async (owner) => void (await owner.query("UPDATE test_clock SET at = $1", [at]))),
  };
}

async function withOwner(ownerUrl: string, work: (owner: pg.Client) => Promise<void>): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}

async function editLedgerApply(owner: pg.Client, from: string, to: string): Promise<void> {
  const { rows } = await owner.query(`SELECT pg_get_functiondef('ledger_apply'::regproc) AS source`);
  const source: string = rows[0].source;
  if (!source.includes(from)) throw new Error(`ledger_apply no longer says: ${from}`);
  await owner.query(source.replace(from, to));
}

/** The store of an engine, without that protection where it is one of the store's. */
export function storeOn(pool: Pool, which?: Sabotage): LedgerStore {
  const { Store = LedgerStore }: Switch = which ? SABOTAGE[which] : {};
  return new Store(pool);
}
