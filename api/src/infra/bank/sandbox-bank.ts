import { setTimeout as sleep } from "node:timers/promises";
import type { DataSource } from "typeorm";
import type { BankRefusalReason } from "../../shared/errors.js";
import { type BankAnswer, type BankClient, type BankOrder, BankUnreachable } from "./bank-client.js";

const SLOW_MS = 3_000;

type Behaviour = BankRefusalReason | "SLOW" | "LOSE_ANSWER" | "LOSE_REQUEST" | "VERY_SLOW";

/** Account numbers that make the bank misbehave, whatever the bank code. docs/SANDBOX.md lists them for people. */
const MAGIC_NUMBERS: Readonly<Record<string, Behaviour>> = {
  "990000000001": "ACCOUNT_NOT_FOUND",
  "990000000002": "NAME_MISMATCH",
  "990000000003": "INSUFFICIENT_BANK_BALANCE",
  "990000000004": "BANK_CLOSED",
  "990000000005": "DECLINED",
  "990000000006": "SLOW",
  "990000000007": "LOSE_ANSWER",
  "990000000008": "LOSE_REQUEST",
  "990000000009": "VERY_SLOW",
};

/**
 * A bank that plays with no real money. It keeps what it did in a table of its own, as a bank keeps its own records,
 * so it still knows an order after our process was killed.
 */
export class SandboxBank implements BankClient {
  private readonly lostRequests = new Set<string>();

  constructor(private readonly source: DataSource) {}

  async send(order: BankOrder): Promise<BankAnswer> {
    const behaviour = MAGIC_NUMBERS[order.bankAccountNumber];
    if (behaviour === "LOSE_REQUEST" && !this.lostRequests.has(order.reference)) {
      this.lostRequests.add(order.reference);
      throw new BankUnreachable("the request got lost on its way");
    }
    if (behaviour === "SLOW") await sleep(SLOW_MS);
    if (behaviour === "VERY_SLOW") await sleep(SLOW_MS * 4);
    const result = isRefusal(behaviour) ? behaviour : "DONE";
    const known = await this.record(order, result);
    if (behaviour === "LOSE_ANSWER" && !known) throw new BankUnreachable("the answer got lost on its way");
    return toAnswer(known ?? result);
  }

  async inquire(reference: string): Promise<BankAnswer | null> {
    const rows: Array<{ result: string }> = await this.source.query(
      `SELECT result FROM sandbox_bank_transfers WHERE reference = $1`,
      [reference],
    );
    return rows[0] ? toAnswer(rows[0].result) : null;
  }

  /** Writes the order down once; answers what was written before, if anything. */
  private async record(order: BankOrder, result: string): Promise<string | null> {
    const inserted: unknown[] = await this.source.query(
      `INSERT INTO sandbox_bank_transfers (reference, direction, bank_code, bank_account_number, amount, result)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (reference) DO NOTHING RETURNING reference`,
      [order.reference, order.direction, order.bankCode, order.bankAccountNumber, String(order.amount), result],
    );
    if (inserted.length > 0) return null;
    const [row]: Array<{ result: string }> = await this.source.query(
      `SELECT result FROM sandbox_bank_transfers WHERE reference = $1`,
      [order.reference],
    );
    return row?.result ?? null;
  }
}

function isRefusal(behaviour: Behaviour | undefined): behaviour is BankRefusalReason {
  return behaviour !== undefined && !["SLOW", "VERY_SLOW", "LOSE_ANSWER", "LOSE_REQUEST"].includes(behaviour);
}

function toAnswer(result: string): BankAnswer {
  return result === "DONE" ? { type: "done" } : { type: "refused", reason: result as BankRefusalReason };
}
