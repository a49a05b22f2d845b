import pg from "pg";
import type { AccountId, MovementId } from "../../shared/ids.js";
import type { AccountSnapshot, Movement, MovementState, Outcome, Refusal } from "./ledger.types.js";

/** The commit was sent and its answer is not known, or not to be trusted. The same batch must be asked again. */
export class OutcomeUnknown extends Error {}

/** SQLSTATE of the warning a commit carries when it did not wait for its synchronous standby. */
const COMMIT_NOT_REPLICATED = "01000";

const STATEMENT = {
  name: "ledger_apply",
  text: `SELECT * FROM ledger_apply($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::int[],
    $7::bigint[], $8::text[], $9::boolean[], $10::uuid[], $11::text[], $12::bytea[], $13::text[], $14::text[],
    $15::timestamptz[], $16::uuid[], $17::uuid[], $18::uuid[], $19::text[])`,
};

/** Calls the batch function: one statement, one round trip, one commit. */
export class LedgerStore {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * @throws OutcomeUnknown when the connection was lost after the batch was sent
   * @throws DatabaseError with its SQLSTATE when the database refused the batch: nothing was written
   */
  async applyBatch(movements: readonly Movement[]): Promise<Outcome[]> {
    const { accounts, values } = toArrays(movements);
    const client = await this.pool.connect();
    let broken: Error | undefined;
    let unreplicated = false;
    const onNotice = (notice: { code?: string | undefined }) => {
      unreplicated ||= notice.code === COMMIT_NOT_REPLICATED;
    };
    client.on("notice", onNotice);
    try {
      // The driver resolves at ReadyForQuery, which the server sends after the commit is durable.
      const result = await client.query<OutcomeRow>({ ...STATEMENT, values });
      if (unreplicated) throw new OutcomeUnknown("commit did not wait for its standby");
      return toOutcomes(movements, accounts, result.rows);
    } catch (error) {
      if (isDatabaseError(error)) {
        // What this connection has prepared is not what the database has now; another prepares it anew.
        if (STALE.includes(error.code ?? "")) broken = error;
        throw error;
      }
      broken = error as Error;
      throw error instanceof OutcomeUnknown ? error : new OutcomeUnknown("connection lost", { cause: error });
    } finally {
      client.off("notice", onNotice);
      // A connection whose last answer is unknown is closed, not returned.
      client.release(broken);
    }
  }
}

interface OutcomeRow {
  ix: number;
  movement_id: string;
  state: string | null;
  refusal: string | null;
  refusal_limit: string | null;
  refusal_available: string | null;
  replayed: boolean;
  recorded_at: Date;
  debit_version: string | null;
  debit_balance: string | null;
  debit_held: string | null;
  credit_version: string | null;
  credit_balance: string | null;
  credit_held: string | null;
}

/** SQLSTATEs of a prepared statement whose result has another shape now, or that is gone. */
const STALE = ["0A000", "26000"];

/**
 * An answer of the server about the statement, as against a failure of the connection, or of the server itself: its
 * shutdown (57P), and a disk that fails (58, 53) or a panic (XX) while the commit is written, which may yet be found there.
 */
function isDatabaseError(error: unknown): error is pg.DatabaseError {
  if (!(error instanceof pg.DatabaseError)) return false;
  const { code = "08", severity } = error;
  return !/^(08|57P|58|53|25P04)/.test(code) && !(code.startsWith("XX") && severity !== "ERROR");
}

function toArrays(movements: readonly Movement[]) {
  const accounts = [...new Set(movements.flatMap((each) => [each.debit, each.credit]))];
  const places = new Map(accounts.map((id, index) => [id, index + 1]));
  const place = (id: AccountId) => places.get(id) as number;
  return {
    accounts,
    values: [
      plainArray(accounts, String),
      plainArray(movements, (each) => each.id),
      plainArray(movements, (each) => each.operation),
      plainArray(movements, (each) => each.kind),
      plainArray(movements, (each) => place(each.debit)),
      plainArray(movements, (each) => place(each.credit)),
      plainArray(movements, (each) => each.amount),
      plainArray(movements, (each) => each.currency),
      plainArray(movements, (each) => each.limited),
      plainArray(movements, (each) => each.requester),
      movements.map((each) => each.idempotencyKey),
      plainArray(movements, (each) => `"\\\\x${each.requestHash.toString("hex")}"`),
      movements.map((each) => each.memo ?? null),
      movements.map((each) => each.counterMemo ?? null),
      plainArray(movements, (each) => (each.occurredAt ? `"${each.occurredAt.toISOString()}"` : null)),
      plainArray(movements, (each) => each.reservation ?? null),
      plainArray(movements, (each) => each.corrects ?? null),
      plainArray(movements, (each) => each.origin?.sessionId ?? null),
      movements.map((each) => each.origin?.address ?? null),
    ],
  };
}

/** An array literal of values that need no escaping: ids, numbers, words. Much cheaper than the driver's own. */
function plainArray<T>(items: readonly T[], value: (item: T) => string | number | bigint | boolean | null): string {
  let literal = "{";
  for (let i = 0; i < items.length; i++) {
    if (i > 0) literal += ",";
    literal += value(items[i] as T) ?? "NULL";
  }
  return `${literal}}`;
}

function toOutcomes(movements: readonly Movement[], accounts: readonly AccountId[], rows: OutcomeRow[]): Outcome[] {
  const outcomes = new Array<Outcome>(movements.length);
  for (const row of rows) outcomes[row.ix - 1] = toOutcome(movements[row.ix - 1] as Movement, row);
  if (rows.length !== movements.length) {
    throw new OutcomeUnknown(
      `${rows.length} outcomes for ${movements.length} movements of ${accounts.length} accounts`,
    );
  }
  return outcomes;
}

function toOutcome(movement: Movement, row: OutcomeRow): Outcome {
  if (row.state === null) return { type: "conflict" };
  if (row.state === "refused") {
    return {
      type: "refused",
      movementId: row.movement_id as MovementId,
      refusal: row.refusal as Refusal,
      limit: row.refusal_limit === null ? null : BigInt(row.refusal_limit),
      available: row.refusal_available === null ? null : BigInt(row.refusal_available),
      replayed: row.replayed,
    };
  }
  return {
    type: "applied",
    movementId: row.movement_id as MovementId,
    state: row.state as Exclude<MovementState, "refused">,
    recordedAt: row.recorded_at,
    debit: toSnapshot(movement.debit, row.debit_version, row.debit_balance, row.debit_held),
    credit: toSnapshot(movement.credit, row.credit_version, row.credit_balance, row.credit_held),
    replayed: row.replayed,
  };
}

function toSnapshot(
  accountId: AccountId,
  version: string | null,
  balance: string | null,
  held: string | null,
): AccountSnapshot | null {
  if (version === null || balance === null || held === null) return null;
  return { accountId, version: BigInt(version), balance: BigInt(balance), held: BigInt(held) };
}
