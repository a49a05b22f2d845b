import type { DataSource, EntityManager } from "typeorm";
import {
  AccountNotActiveError,
  IdempotencyConflictError,
  InvalidInputError,
  MoneyRequestOverError,
  RequestError,
} from "../../shared/errors.js";
import { type MoneyRequestId, type MovementId, newId, type UserId } from "../../shared/ids.js";
import { readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import type { AccountDirectory, PaymentApproval } from "../accounts/index.js";
import { type Applied, type LedgerEngine, type Outcome, requestHash, requireApplied } from "../ledger/index.js";
import type { UserStore } from "../users/index.js";
import { MoneyRequestEntity, RequestPaymentEntity } from "./money-request.entity.js";
import { PaySchema, stateOf } from "./money-request.policy.js";
import type { MoneyRequestReader } from "./money-request.reader.js";
import { lockRequest, planSettlement, readPaymentTry } from "./money-request.store.js";

export interface PayRequest {
  requestId?: string | null;
  linkToken?: string | null;
  fromAccountId: string;
  idempotencyKey: string;
  stepUpToken?: string | null;
}

/** Who wants to pay which request, and from where. */
type Claim = Pick<
  RequestPaymentEntity,
  "requestId" | "payerId" | "fromAccountId" | "idempotencyKey" | "sessionId" | "address"
>;

/** How often others that pay just now are waited for. */
const ROUNDS_MAX = 5;

/**
 * Pays requests, each part of one at most once. A payment is claimed in one transaction, under the request's lock; then
 * the ledger moves the money under a key made of the request, the payer and the try; then the outcome is written down.
 * Whoever finds a claim that is not ended, the job or anybody the claim is in the way of, ends it in the same manner:
 * the ledger moves nothing twice under one key.
 */
export class RequestPaymentService {
  constructor(
    private readonly source: DataSource,
    private readonly engine: LedgerEngine,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
    private readonly approval: PaymentApproval,
    private readonly reader: MoneyRequestReader,
  ) {}

  /**
   * @returns the transfer's id
   * @throws InvalidInputError, MoneyRequestOverError, InsufficientFundsError, LimitExceededError, AccountNotActiveError,
   * IdempotencyConflictError, StepUpRequiredError; RequestError OVERLOADED, OUTCOME_UNKNOWN
   */
  async pay(
    userId: UserId,
    input: PayRequest,
    origin: Origin,
  ): Promise<{ requestId: MoneyRequestId; applied: Applied }> {
    const { requestId, linkToken, fromAccountId, idempotencyKey } = readInput(PaySchema, input);
    const path = linkToken ? "linkToken" : "requestId";
    const [from, record] = await Promise.all([
      this.directory.owned(userId, fromAccountId, "fromAccountId"),
      linkToken ? this.reader.findByLink(userId, linkToken) : this.reader.find(userId, requestId ?? ""),
    ]);
    if (!record) throw InvalidInputError.of(path, "request_unknown");
    const { request, direction } = record;
    if (direction === "OUTGOING") throw InvalidInputError.of(path, "request_own");
    const { id, amount } = request;
    const same = { requestId: id, payerId: userId, idempotencyKey };
    // What was asked before gets its first answer again: there is nothing to approve.
    if (!(await this.source.manager.existsBy(RequestPaymentEntity, same))) {
      if (record.state !== "OPEN") throw new MoneyRequestOverError(record.state);
      const asker = await this.users.find(request.userId);
      if (!asker || asker.lockedAt) throw new AccountNotActiveError(path);
      const payment = {
        operation: "request",
        from: from.id,
        payee: request.accountId,
        amount,
        requestId: id,
        idempotencyKey,
      } as const;
      await this.approval.require(userId, payment, input.stepUpToken, origin);
    }
    const claim = { requestId: id, payerId: userId, fromAccountId: from.id, idempotencyKey };
    const { sessionId, address } = origin;
    const payment = await this.claim({ ...claim, sessionId, address: address.slice(0, 64) });
    const outcome = await this.settle(payment);
    return { requestId: id, applied: requireApplied(outcome, amount, { debit: "fromAccountId", credit: path }) };
  }

  /** The job. It fails, and is asked for again, as long as nobody knows what became of the money. */
  async settleLeft(payload: unknown): Promise<void> {
    const { request: requestId, payer: payerId, attempt } = readPaymentTry(payload);
    const where = { requestId, payerId, attempt, state: "paying" } as const;
    const payment = await this.source.manager.findOneBy(RequestPaymentEntity, where);
    if (payment) await this.settle(payment);
  }

  /** Leads a claimed payment to its end, whoever began it. @throws RequestError OUTCOME_UNKNOWN */
  async settle(payment: RequestPaymentEntity): Promise<Outcome> {
    const request = await this.source.manager.findOneByOrFail(MoneyRequestEntity, { id: payment.requestId });
    const outcome = await this.move(request, payment);
    if (payment.state === "paying") await inTransaction(this.source, (tx) => finish(tx, payment, outcome));
    return outcome;
  }

  private async move(
    { id, accountId, amount, memo }: MoneyRequestEntity,
    { payerId, fromAccountId, attempt, sessionId, address }: RequestPaymentEntity,
  ): Promise<Outcome> {
    const idempotencyKey = `${payerId} ${attempt}`;
    const movement = {
      id: newId<MovementId>(),
      operation: "post",
      kind: "transfer",
      debit: fromAccountId,
      credit: accountId,
      amount,
      currency: "KRW",
      limited: true,
      // Its own and not the payer's: no request of a member can come under this key.
      requester: id,
      idempotencyKey,
      requestHash: requestHash("money request", fromAccountId, accountId, amount, memo),
      memo,
      counterMemo: memo,
      origin: address === null ? null : { sessionId, address },
    } as const;
    const [outcome] = await this.engine.apply([movement]).catch((error: unknown) => {
      // It is claimed, and will be carried out sooner or later: nobody may be told that no money moves.
      if (error instanceof RequestError && error.code === "OVERLOADED") throw new RequestError("OUTCOME_UNKNOWN");
      throw error;
    });
    if (!outcome || outcome.type === "conflict")
      throw new Error(`payment ${idempotencyKey} of request ${id} is another's`);
    return outcome;
  }

  /** The payer's place in the request, for this key and no other. */
  private async claim(claim: Claim): Promise<RequestPaymentEntity> {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const claimed = await inTransaction(this.source, (tx) => begin(tx, claim));
      if (!Array.isArray(claimed)) return claimed;
      // They are about to be over, or their process is gone: with their outcome there is room, or there is none.
      for (const rival of claimed) await this.settle(rival);
    }
    throw new RequestError("OVERLOADED");
  }
}

/** The claim; or those that have to end before it is known whether there can be one. */
async function begin(tx: EntityManager, claim: Claim): Promise<RequestPaymentEntity | RequestPaymentEntity[]> {
  const { requestId, payerId, fromAccountId, idempotencyKey } = claim;
  const request = await lockRequest(tx, requestId);
  if (!request) throw InvalidInputError.of("requestId", "request_unknown");
  const known = await tx.findOneBy(RequestPaymentEntity, { requestId, payerId, idempotencyKey });
  if (known) {
    if (known.fromAccountId !== fromAccountId) throw new IdempotencyConflictError();
    return known;
  }
  const [mine] = await tx.find(RequestPaymentEntity, {
    where: { requestId, payerId },
    order: { attempt: "DESC" },
    take: 1,
  });
  if (mine?.state === "paid") throw new MoneyRequestOverError("PAID");
  const state = stateOf(request, new Date());
  if (state !== "OPEN") throw new MoneyRequestOverError(state);
  if (mine?.state === "paying") return [mine];
  const paying = await tx.findBy(RequestPaymentEntity, { requestId, state: "paying" });
  if (request.paidCount + paying.length >= request.payersMax) return paying;
  const payment = Object.assign(new RequestPaymentEntity(), {
    ...claim,
    attempt: (mine?.attempt ?? 0) + 1,
    state: "paying" as const,
    movementId: null,
    finishedAt: null,
  });
  await tx.insert(RequestPaymentEntity, payment);
  await planSettlement(tx, payment);
  return payment;
}

async function finish(tx: EntityManager, payment: RequestPaymentEntity, outcome: Outcome): Promise<void> {
  const { requestId, payerId, attempt } = payment;
  const request = await lockRequest(tx, requestId);
  const open = { requestId, payerId, attempt, state: "paying" as const };
  const finishedAt = new Date();
  const change =
    outcome.type === "applied"
      ? { state: "paid" as const, movementId: outcome.movementId, finishedAt }
      : { state: "failed" as const, finishedAt };
  const { affected } = await tx.update(RequestPaymentEntity, open, change);
  // Another has ended it meanwhile.
  if (affected !== 1 || !request || change.state !== "paid") return;
  const paidCount = request.paidCount + 1;
  const isOver = paidCount === request.payersMax;
  await tx.update(
    MoneyRequestEntity,
    { id: requestId },
    { paidCount, ...(isOver ? { state: "paid" as const, closedAt: finishedAt } : {}) },
  );
}
