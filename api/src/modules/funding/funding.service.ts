import type { DataSource } from "typeorm";
import { type BankClient, BankUnreachable } from "../../infra/bank/bank-client.js";
import type { Logger } from "../../infra/logger.js";
import { BankRefusedError, DomainError, IdempotencyConflictError, RequestError } from "../../shared/errors.js";
import { type AccountId, newId, type UserId } from "../../shared/ids.js";
import { readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { type AccountDirectory, bankMemo, type PaymentApproval, type TransactionReader } from "../accounts/index.js";
import {
  type AccountSnapshot,
  type LedgerEngine,
  type LedgerReader,
  type Movement,
  type Outcome,
  requestHash,
  requireApplied,
} from "../ledger/index.js";
import { BankOrderEntity, type BankOrderState } from "./bank-order.entity.js";
import { BANK_CLEARING, DepositRequest, retryDelayMs, WithdrawalRequest } from "./funding.policy.js";

/** How long a caller waits for the bank before it is told that the order is on its way. */
const ANSWER_WITHIN_MS = 5_000;

/** How long one who works on an order keeps it to himself. */
const LEASE_MS = 20_000;

export interface FundingRequest {
  accountId: string;
  amount: bigint;
  idempotencyKey: string;
  bankCode?: string | null;
  bankAccountNumber?: string | null;
  stepUpToken?: string | null;
}

/**
 * Charging from and withdrawing to a bank. An order goes through its states one step at a time, each recorded before
 * the next, so that whoever comes later – the same request again, or the worker after a crash – goes on from there.
 * The bank is asked outside any transaction and by our reference, which it carries out once.
 */
export class FundingService {
  constructor(
    private readonly source: DataSource,
    private readonly engine: LedgerEngine,
    private readonly ledger: LedgerReader,
    private readonly directory: AccountDirectory,
    private readonly transactions: TransactionReader,
    private readonly bank: BankClient,
    private readonly logger: Logger,
    private readonly approval: PaymentApproval,
  ) {}

  /** @throws InvalidInputError, AccountNotActiveError, BankRefusedError, IdempotencyConflictError; RequestError */
  async deposit(userId: UserId, input: FundingRequest, origin: Origin) {
    return this.request(userId, "deposit", readInput(DepositRequest, input), origin);
  }

  /** @throws as deposit, and InsufficientFundsError, LimitExceededError, StepUpRequiredError */
  async withdraw(userId: UserId, input: FundingRequest, origin: Origin) {
    const request = readInput(WithdrawalRequest, input);
    const { accountId: from, amount, idempotencyKey, bankCode, bankAccountNumber } = request;
    const payment = {
      operation: "withdrawal",
      from,
      payee: `${bankCode} ${bankAccountNumber}`,
      amount,
      idempotencyKey,
    } as const;
    await this.approval.require(userId, payment, input.stepUpToken, origin);
    return this.request(userId, "withdrawal", request, origin);
  }

  /** Takes orders that nobody works on and carries them on. Answers how many. */
  async resume(limit: number): Promise<number> {
    const rows: Array<{ id: string }> = (
      await this.source.query(
        `UPDATE bank_orders SET next_attempt_at = clock_timestamp() + $2::int * interval '1 ms'
         WHERE id IN (SELECT id FROM bank_orders WHERE state IN ('new', 'asked', 'confirmed', 'refused')
                      AND next_attempt_at <= clock_timestamp()
                      ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
        [limit, LEASE_MS],
      )
    )[0];
    await Promise.all(
      rows.map(async ({ id }) => {
        const order = await this.load(id);
        await this.advance(order).catch(async (error: unknown) => {
          this.logger.error({ err: error, order: id, state: order.state }, "an order could not be carried on");
          await this.countAttempt(order);
          await this.retryLater(order);
        });
      }),
    );
    return rows.length;
  }

  private async request(
    userId: UserId,
    direction: "deposit" | "withdrawal",
    input: { accountId: string; amount: bigint; idempotencyKey: string; bankCode: string; bankAccountNumber: string },
    origin: Origin,
  ) {
    const card = await this.directory.owned(userId, input.accountId, "accountId");
    try {
      return { card, ...(await this.carryOut(userId, direction, card.id, input, origin)) };
    } catch (error) {
      if (error instanceof DomainError) throw error;
      // The order may be written down by now, and the worker carries out what is: nothing else can be promised.
      this.logger.error({ err: error }, "an order's caller was told that its outcome is unknown");
      throw new RequestError("OUTCOME_UNKNOWN", 2, String(error));
    }
  }

  private async carryOut(
    userId: UserId,
    direction: "deposit" | "withdrawal",
    accountId: AccountId,
    input: { amount: bigint; idempotencyKey: string; bankCode: string; bankAccountNumber: string },
    origin: Origin,
  ) {
    const { order, replayed } = await this.writeDown({
      id: newId(),
      direction,
      userId,
      accountId,
      amount: input.amount,
      bankCode: input.bankCode,
      bankAccountNumber: input.bankAccountNumber,
      idempotencyKey: input.idempotencyKey,
      requestHash: requestHash(direction, accountId, input.amount, input.bankCode, input.bankAccountNumber),
      state: "new",
      refusal: null,
      attempts: 0,
      nextAttemptAt: new Date(Date.now() + LEASE_MS),
      finishedAt: null,
      sessionId: origin.sessionId,
      address: origin.address.slice(0, 64),
    });
    const work = this.advance(order);
    // When the caller's patience ends the work goes on; what then goes wrong is the worker's to repair.
    work.catch((error: unknown) =>
      this.logger.error({ err: error, order: order.id }, "an order is left to the worker"),
    );
    const state = await Promise.race([work, patience(order.state)]);
    // The ledger remembers why it refused: asked again under the same key it says the same.
    const isRefused = state === "void" || (state === "asked" && (await this.isRefused(order)));
    if (isRefused) requireApplied(await this.reserve(order), order.amount, ACCOUNT_FIELDS);
    if (state === "released" || state === "refused") throw new BankRefusedError(order.refusal ?? "DECLINED");
    return { replayed, ...(await this.describe(order)) };
  }

  /** By the ledger, where the order itself could not be told so yet. */
  private async isRefused({ id }: BankOrderEntity): Promise<boolean> {
    return (await this.ledger.movement(id))?.state === "refused";
  }

  /** One order for each key of a user. @throws IdempotencyConflictError */
  private async writeDown(order: BankOrderEntity): Promise<{ order: BankOrderEntity; replayed: boolean }> {
    const inserted = await this.source.manager
      .createQueryBuilder()
      .insert()
      .into(BankOrderEntity)
      .values(order)
      .orIgnore()
      .returning("id")
      .execute();
    if ((inserted.raw as unknown[]).length > 0) return { order, replayed: false };
    const { userId, idempotencyKey } = order;
    const existing = await this.source.manager.findOneByOrFail(BankOrderEntity, { userId, idempotencyKey });
    if (!existing.requestHash.equals(order.requestHash)) throw new IdempotencyConflictError();
    return { order: existing, replayed: true };
  }

  /** Goes as far as the bank lets us. Answers the state it ended in: `asked` when the bank's answer is still out. */
  private async advance(order: BankOrderEntity): Promise<BankOrderState> {
    for (;;) {
      const before = order.state;
      if (before === "new") await this.step(order, (await this.reserve(order))?.type === "applied" ? "asked" : "void");
      else if (before === "asked") await this.askBank(order);
      else if (before === "confirmed") await this.finish(order, "settle", "settled");
      else if (before === "refused") await this.finish(order, "release", "released");
      if (order.state === before) return before;
    }
  }

  private async askBank(order: BankOrderEntity): Promise<void> {
    const { id: reference, direction, bankCode, bankAccountNumber, amount } = order;
    try {
      const known = order.attempts > 0 ? await this.bank.inquire(reference) : null;
      await this.countAttempt(order);
      const answer = known ?? (await this.bank.send({ reference, direction, bankCode, bankAccountNumber, amount }));
      order.refusal = answer.type === "refused" ? answer.reason : null;
      await this.step(order, answer.type === "done" ? "confirmed" : "refused");
    } catch (error) {
      if (!(error instanceof BankUnreachable)) throw error;
      await this.retryLater(order);
    }
  }

  private reserve(order: BankOrderEntity): Promise<Outcome | undefined> {
    return this.applyOne({
      ...this.movementOf(order),
      id: order.id,
      operation: "reserve",
      requester: order.userId,
      idempotencyKey: order.idempotencyKey,
      requestHash: order.requestHash,
    });
  }

  private async finish(order: BankOrderEntity, operation: "settle" | "release", next: BankOrderState): Promise<void> {
    const outcome = await this.applyOne({
      ...this.movementOf(order),
      id: newId(),
      operation,
      reservation: order.id,
      requester: order.id,
      idempotencyKey: FINISH_KEY,
      requestHash: requestHash(operation),
    });
    if (outcome?.type !== "applied") throw new Error(`bank order ${order.id} could not be finished: ${operation}`);
    await this.step(order, next);
  }

  private movementOf(
    order: BankOrderEntity,
  ): Omit<Movement, "id" | "operation" | "requester" | "idempotencyKey" | "requestHash"> {
    const isDeposit = order.direction === "deposit";
    const { sessionId, address } = order;
    return {
      origin: address === null ? null : { sessionId, address },
      kind: order.direction,
      debit: isDeposit ? BANK_CLEARING : order.accountId,
      credit: isDeposit ? order.accountId : BANK_CLEARING,
      amount: order.amount,
      currency: "KRW",
      limited: !isDeposit,
      counterMemo: bankMemo(order.bankCode, order.bankAccountNumber),
    };
  }

  private async applyOne(movement: Movement): Promise<Outcome | undefined> {
    const [outcome] = await this.engine.apply([movement]);
    return outcome;
  }

  /** Records the step unless someone else took it first; either way `order` is then as the table says. */
  private async step(order: BankOrderEntity, next: BankOrderState): Promise<void> {
    const isLast = next === "settled" || next === "released" || next === "void";
    const updated = await this.source.manager
      .createQueryBuilder()
      .update(BankOrderEntity)
      .set({ state: next, refusal: order.refusal, finishedAt: isLast ? () => "clock_timestamp()" : null })
      .where("id = :id AND state = :before", { id: order.id, before: order.state })
      .execute();
    if (updated.affected === 1) order.state = next;
    else Object.assign(order, await this.load(order.id));
  }

  private async countAttempt(order: BankOrderEntity): Promise<void> {
    await this.source.manager.increment(BankOrderEntity, { id: order.id }, "attempts", 1);
    order.attempts++;
  }

  private async retryLater(order: BankOrderEntity): Promise<void> {
    const nextAttemptAt = new Date(Date.now() + retryDelayMs(order.attempts));
    await this.source.manager.update(BankOrderEntity, { id: order.id }, { nextAttemptAt });
  }

  private load(id: string): Promise<BankOrderEntity> {
    return this.source.manager.findOneByOrFail(BankOrderEntity, { id: id as BankOrderEntity["id"] });
  }

  /** The order as its owner sees it now. */
  private async describe(order: BankOrderEntity) {
    const [reservation, accounts] = await Promise.all([
      this.ledger.movement(order.id),
      this.ledger.accounts([order.accountId]),
    ]);
    const account = accounts.get(order.accountId);
    if (!reservation || !account) throw new Error(`bank order ${order.id} has left no trace in the books`);
    const direction = order.direction === "deposit" ? "in" : "out";
    const balanceAfter = order.state === "settled" ? await this.settledBalance(order) : account.balance;
    const transaction = await this.transactions.describe(reservation, direction, balanceAfter);
    const after: AccountSnapshot = {
      accountId: account.id,
      version: account.version,
      balance: account.balance,
      held: account.held,
    };
    return { transaction, after };
  }

  /** Null once it is archived. */
  private async settledBalance(order: BankOrderEntity): Promise<bigint | null> {
    const settlement = await this.ledger.movementByKey(order.id, FINISH_KEY);
    const version = order.direction === "deposit" ? settlement?.creditVersion : settlement?.debitVersion;
    return version == null ? null : this.ledger.balanceAfter(order.accountId, version);
  }
}

/** An order is settled or released once: both use the same key, under the order's own id. */
const FINISH_KEY = "finish";

const ACCOUNT_FIELDS = { debit: "accountId", credit: "accountId" };

function patience(state: BankOrderState): Promise<BankOrderState> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(state === "new" ? "asked" : state), ANSWER_WITHIN_MS).unref();
  });
}
