import type { DataSource } from "typeorm";
import type { UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import type { BoundOperation, StepUpService } from "../auth/index.js";
import type { LedgerReader } from "../ledger/index.js";

export interface PaymentApprovalRules {
  /** From this sum on every payment is confirmed once more. */
  largeSum: bigint;
  /** From this sum on a payment to somebody who was never sent so much with a confirmation. */
  newPayeeSum: bigint;
}

export interface Payment {
  operation: "transfer" | "withdrawal" | "schedule" | "schedule_change" | "request";
  from: string;
  /** An account here, or bank code and account number. */
  payee: string;
  amount: bigint;
  idempotencyKey: string;
  /** When it will be made, unless that is at once. */
  rule?: string;
  /** Which one it pays, of several alike: their keys are the payer's own choice. */
  requestId?: string;
  /** It goes on after the session that asked for it, so it is confirmed whatever the sum. */
  outlivesSession?: boolean;
}

/** Decides which payments a member must confirm once more. Small ones cost nothing: no row is read or written. */
export class PaymentApproval {
  constructor(
    private readonly source: DataSource,
    private readonly ledger: LedgerReader,
    private readonly stepUps: StepUpService,
    private readonly rules: PaymentApprovalRules,
  ) {}

  /** @throws StepUpRequiredError */
  async require(userId: UserId, payment: Payment, token: string | null | undefined, origin: Origin): Promise<void> {
    const { operation, from, payee, amount, idempotencyKey, rule, requestId } = payment;
    const isLarge = payment.outlivesSession || amount >= this.rules.largeSum;
    if (!isLarge && amount < this.rules.newPayeeSum) return;
    if (!isLarge && (await this.isApproved(userId, payee))) return;
    // What was asked before only gets its first answer again, so there is nothing to approve.
    // The key of a schedule or a money request is not one of the books: a payment under the same key is another request.
    if (
      (operation === "transfer" || operation === "withdrawal") &&
      (await this.ledger.movementByKey(userId, idempotencyKey))
    )
      return;
    const more = [rule, requestId].filter((value) => value !== undefined);
    const bound: BoundOperation = [operation, from, payee, amount, ...more, idempotencyKey];
    // The key of a change is its schedule: taken back, it could be made again with the approval that it was made with.
    if (operation === "schedule_change") await this.stepUps.requireOnce(userId, bound, token, origin);
    else await this.stepUps.require(userId, bound, token, origin);
    // A small sum that was confirmed says nothing about larger ones.
    if (amount < this.rules.newPayeeSum) return;
    await this.source.query(`INSERT INTO approved_payees (user_id, payee) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      userId,
      payee,
    ]);
  }

  private async isApproved(userId: UserId, payee: string): Promise<boolean> {
    const rows: unknown[] = await this.source.query(`SELECT FROM approved_payees WHERE user_id = $1 AND payee = $2`, [
      userId,
      payee,
    ]);
    return rows.length > 0;
  }
}
