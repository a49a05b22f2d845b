import { z } from "zod";
import { SameAccountError } from "../../shared/errors.js";
import { type AccountId, isId, type MovementId, newId, type UserId } from "../../shared/ids.js";
import { amountField, idempotencyKeyField, memoField, readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import type { AccountCard, AccountDirectory, PaymentApproval, RecipientFinder } from "../accounts/index.js";
import {
  type AccountSnapshot,
  type LedgerEngine,
  type LedgerReader,
  requestHash,
  requireApplied,
} from "../ledger/index.js";

export interface TransferRequest {
  fromAccountId: string;
  toAccountNumber: string;
  amount: bigint;
  memo?: string | null;
  recipientMemo?: string | null;
  idempotencyKey: string;
  stepUpToken?: string | null;
}

/** A transfer as one of its two sides sees it. */
export interface TransferRecord {
  id: MovementId;
  side: "sender" | "recipient";
  from: AccountCard;
  to: AccountCard;
  amount: bigint;
  memo: string | null;
  recipientMemo: string | null;
  /** Of the side that looks; null once the postings of that month are archived. */
  balanceAfter: bigint | null;
  recordedAt: Date;
}

const Request = z.object({
  fromAccountId: z.string(),
  toAccountNumber: z.string().max(100, "account_number"),
  amount: amountField,
  memo: memoField,
  recipientMemo: memoField,
  idempotencyKey: idempotencyKeyField,
});

/** Sending money from one account to another. */
export class TransferService {
  constructor(
    private readonly engine: LedgerEngine,
    private readonly ledger: LedgerReader,
    private readonly directory: AccountDirectory,
    private readonly approval: PaymentApproval,
    private readonly recipients: RecipientFinder,
  ) {}

  /**
   * Sends money, at most once for each key of the sender.
   * @throws InvalidInputError, RecipientNotFoundError, SameAccountError, InsufficientFundsError, LimitExceededError,
   * AccountNotActiveError, IdempotencyConflictError, StepUpRequiredError; RequestError OVERLOADED, OUTCOME_UNKNOWN or,
   * after many unknown numbers, RATE_LIMITED
   */
  async transfer(
    userId: UserId,
    input: TransferRequest,
    origin: Origin,
  ): Promise<{ transfer: TransferRecord; after: AccountSnapshot; replayed: boolean }> {
    const request = readInput(Request, input);
    const [from, to] = await Promise.all([
      this.directory.owned(userId, request.fromAccountId, "fromAccountId"),
      this.recipients.named(userId, request.toAccountNumber, "toAccountNumber"),
    ]);
    if (to.id === from.id) throw new SameAccountError("toAccountNumber");
    const { amount, memo, recipientMemo, idempotencyKey } = request;
    const payment = { operation: "transfer", from: from.id, payee: to.id, amount, idempotencyKey } as const;
    await this.approval.require(userId, payment, input.stepUpToken, origin);
    const [outcome] = await this.engine.apply([
      {
        id: newId(),
        operation: "post",
        kind: "transfer",
        debit: from.id,
        credit: to.id,
        amount,
        currency: "KRW",
        limited: true,
        requester: userId,
        idempotencyKey,
        requestHash: requestHash("transfer", from.id, to.id, amount, memo, recipientMemo),
        memo,
        counterMemo: recipientMemo,
        origin,
      },
    ]);
    const applied = requireApplied(outcome, amount, { debit: "fromAccountId", credit: "toAccountNumber" });
    // A key may be asked again years later: the transfer is known for ever, the balance after it is in the archive.
    const after = applied.debit ?? (await this.present(from.id));
    return {
      transfer: {
        id: applied.movementId,
        side: "sender",
        from,
        to,
        amount,
        memo,
        recipientMemo,
        balanceAfter: applied.debit?.balance ?? null,
        recordedAt: applied.recordedAt,
      },
      after,
      replayed: applied.replayed,
    };
  }

  /** A transfer that the user sent or received; null for any other id. The sender's view wins between own accounts. */
  async find(userId: UserId, id: string): Promise<TransferRecord | null> {
    const movement = isId<MovementId>(id) ? await this.ledger.movement(id) : null;
    if (movement?.kind !== "transfer" || movement.state !== "posted") return null;
    const cards = await this.directory.byIds([movement.debit, movement.credit]);
    const from = cards.get(movement.debit);
    const to = cards.get(movement.credit);
    if (!from || !to || (from.userId !== userId && to.userId !== userId)) return null;
    const side = from.userId === userId ? "sender" : "recipient";
    const version = side === "sender" ? movement.debitVersion : movement.creditVersion;
    const balanceAfter = await this.ledger.balanceAfter(side === "sender" ? from.id : to.id, version ?? 0n);
    return {
      id: movement.id,
      side,
      from,
      to,
      amount: movement.amount,
      memo: side === "sender" ? movement.memo : null,
      recipientMemo: movement.counterMemo,
      balanceAfter,
      recordedAt: movement.recordedAt,
    };
  }

  private async present(accountId: AccountId): Promise<AccountSnapshot> {
    const account = (await this.ledger.accounts([accountId])).get(accountId);
    if (!account) throw new Error(`account ${accountId} is in no book`);
    return { accountId, version: account.version, balance: account.balance, held: account.held };
  }
}
