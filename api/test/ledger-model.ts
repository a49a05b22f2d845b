import type { AccountSnapshot, Movement, Outcome, Refusal } from "../src/modules/ledger/index.js";
import type { AccountId } from "../src/shared/ids.js";

interface ModelAccount {
  id: AccountId;
  /** Null: no floor, so neither balance nor version is kept. */
  floor: bigint | null;
  balance: bigint;
  held: bigint;
  version: bigint;
  limitSingle: bigint | null;
  limitDaily: bigint | null;
  spent: bigint;
  status: "active" | "closed";
}

interface ModelReservation {
  movement: Movement;
  state: "reserved" | "settled" | "released";
}

/**
 * The rules of the ledger in plain TypeScript: no database, no clock, no concurrency. What the engine answers must be
 * what this answers.
 */
export class LedgerModel {
  readonly accounts = new Map<AccountId, ModelAccount>();
  private readonly answers = new Map<string, { hash: string; outcome: Outcome }>();
  private readonly reservations = new Map<string, ModelReservation>();

  open(id: AccountId, options: { floor: bigint | null; limitSingle?: bigint; limitDaily?: bigint }): void {
    this.accounts.set(id, {
      id,
      floor: options.floor,
      balance: 0n,
      held: 0n,
      version: 0n,
      limitSingle: options.limitSingle ?? null,
      limitDaily: options.limitDaily ?? null,
      spent: 0n,
      status: "active",
    });
  }

  close(id: AccountId): "closed" | "not_empty" | "not_active" | "not_found" {
    const account = this.accounts.get(id);
    if (!account) return "not_found";
    if (account.status !== "active") return "not_active";
    const incoming = [...this.reservations.values()].some((r) => r.state === "reserved" && r.movement.credit === id);
    if (account.balance !== 0n || account.held !== 0n || incoming) return "not_empty";
    account.status = "closed";
    return "closed";
  }

  apply(movement: Movement): Outcome {
    const key = `${movement.requester}:${movement.idempotencyKey}`;
    const hash = movement.requestHash.toString("hex");
    const known = this.answers.get(key);
    if (known) {
      if (known.hash !== hash) return { type: "conflict" };
      return known.outcome.type === "conflict" ? known.outcome : { ...known.outcome, replayed: true };
    }
    const outcome = this.decide(movement);
    this.answers.set(key, { hash, outcome });
    return outcome;
  }

  private decide(movement: Movement): Outcome {
    const debit = this.accounts.get(movement.debit);
    const credit = this.accounts.get(movement.credit);
    if (!debit) return refuse(movement, "debit_not_found");
    if (!credit) return refuse(movement, "credit_not_found");
    return movement.operation === "post" || movement.operation === "reserve"
      ? this.begin(movement, debit, credit)
      : this.end(movement, debit, credit);
  }

  private begin(movement: Movement, debit: ModelAccount, credit: ModelAccount): Outcome {
    const { amount } = movement;
    if (debit.status !== "active") return refuse(movement, "debit_not_active");
    if (credit.status !== "active") return refuse(movement, "credit_not_active");
    if (debit.floor !== null) {
      if (movement.limited) {
        const { limitSingle: single, limitDaily: daily } = debit;
        if (single !== null && amount > single) return refuse(movement, "limit_single", single, single);
        if (daily !== null && debit.spent + amount > daily) {
          return refuse(movement, "limit_daily", daily, daily > debit.spent ? daily - debit.spent : 0n);
        }
      }
      const available = debit.balance - debit.held - debit.floor;
      if (available < amount) return refuse(movement, "insufficient_funds", null, available);
      if (credit.floor !== null && credit.balance + amount > BALANCE_MAX) return full(movement, credit.balance);
      if (movement.limited) debit.spent += amount;
      if (movement.operation === "post") debit.balance -= amount;
      else debit.held += amount;
      debit.version++;
    }
    if (credit.floor !== null && credit.balance + amount > BALANCE_MAX) return full(movement, credit.balance);
    if (movement.operation === "reserve") {
      this.reservations.set(movement.id, { movement, state: "reserved" });
      return applied(movement, "reserved", snapshot(debit), null);
    }
    receive(credit, amount);
    return applied(movement, "posted", snapshot(debit), snapshot(credit));
  }

  private end(movement: Movement, debit: ModelAccount, credit: ModelAccount): Outcome {
    const reservation = this.reservations.get(movement.reservation ?? "");
    const original = reservation?.movement;
    if (
      !reservation ||
      original?.debit !== debit.id ||
      original.credit !== credit.id ||
      original.amount !== movement.amount
    ) {
      return refuse(movement, "reservation_not_found");
    }
    if (reservation.state !== "reserved") return refuse(movement, "reservation_not_open");
    const settles = movement.operation === "settle";
    reservation.state = settles ? "settled" : "released";
    if (debit.floor !== null) {
      debit.held -= movement.amount;
      if (settles) debit.balance -= movement.amount;
      else if (movement.limited) debit.spent = debit.spent > movement.amount ? debit.spent - movement.amount : 0n;
      debit.version++;
    }
    if (settles) receive(credit, movement.amount);
    return applied(movement, reservation.state, snapshot(debit), settles ? snapshot(credit) : null);
  }
}

const BALANCE_MAX = 100_000_000_000_000_000n;

function full(movement: Movement, balance: bigint): Outcome {
  return refuse(movement, "balance_full", BALANCE_MAX, BALANCE_MAX > balance ? BALANCE_MAX - balance : 0n);
}

function receive(account: ModelAccount, amount: bigint): void {
  if (account.floor === null) return;
  account.balance += amount;
  account.version++;
}

function snapshot(account: ModelAccount): AccountSnapshot | null {
  if (account.floor === null) return null;
  return { accountId: account.id, version: account.version, balance: account.balance, held: account.held };
}

function refuse(
  movement: Movement,
  refusal: Refusal,
  limit: bigint | null = null,
  available: bigint | null = null,
): Outcome {
  return { type: "refused", movementId: movement.id, refusal, limit, available, replayed: false };
}

function applied(
  movement: Movement,
  state: "posted" | "reserved" | "settled" | "released",
  debit: AccountSnapshot | null,
  credit: AccountSnapshot | null,
): Outcome {
  return { type: "applied", movementId: movement.id, state, recordedAt: new Date(0), debit, credit, replayed: false };
}
