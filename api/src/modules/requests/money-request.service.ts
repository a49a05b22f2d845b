import { randomBytes } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import {
  AccountNotActiveError,
  IdempotencyConflictError,
  InvalidInputError,
  MoneyRequestOverError,
  RemindedLatelyError,
  RequestError,
  SameAccountError,
} from "../../shared/errors.js";
import { type AccountId, type MoneyRequestId, newId, type UserId } from "../../shared/ids.js";
import { readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import type { AccountCard, AccountDirectory, RecipientFinder } from "../accounts/index.js";
import { recordAudit } from "../audit/index.js";
import { type LedgerReader, requestHash } from "../ledger/index.js";
import { recordEvent } from "../outbox/index.js";
import type { UserStore } from "../users/index.js";
import { MoneyRequestEntity, MoneySplitEntity, RequestPaymentEntity } from "./money-request.entity.js";
import { expiryAfter, RequestSchema, remindableFrom, SplitSchema, sharesOf, stateOf } from "./money-request.policy.js";
import type { MoneyRequestReader, MoneyRequestRecord } from "./money-request.reader.js";
import {
  hashOfLink,
  lastReminder,
  linkPlace,
  lockRequest,
  refusersOf,
  requireRoom,
  takeExpired,
} from "./money-request.store.js";
import type { RequestPaymentService } from "./request-payment.service.js";

export interface MakeRequest {
  accountId: string;
  payerAccountNumber?: string | null;
  amount: bigint;
  memo?: string | null;
  payersMax?: number | null;
  expiresInDays?: number | null;
  idempotencyKey: string;
}

export interface MakeSplit {
  accountId: string;
  total: bigint;
  ownShare?: bigint | null;
  shares: ReadonlyArray<{ payerAccountNumber?: string | null; amount?: bigint | null }>;
  memo?: string | null;
  idempotencyKey: string;
}

/** What is asked of one person, or of a link. */
interface Asked {
  /** The input's field that names them. */
  path: string;
  payer: AccountCard | null;
  amount: bigint;
  payersMax: number;
}

const LINK_BYTES = 32;
const SPLIT_DAYS = 7;
const ROUNDS_MAX = 5;

/** Asking for money: made, shared out, reminded of, declined and taken back. `RequestPaymentService` pays. */
export class MoneyRequestService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
    private readonly ledger: LedgerReader,
    private readonly recipients: RecipientFinder,
    private readonly reader: MoneyRequestReader,
    private readonly payments: RequestPaymentService,
  ) {}

  /**
   * Asks a member, or makes a link, once for each key of the asker.
   * @throws InvalidInputError, RecipientNotFoundError, SameAccountError, AccountNotActiveError,
   * IdempotencyConflictError; RequestError RATE_LIMITED after many unknown numbers
   */
  async make(
    userId: UserId,
    input: MakeRequest,
    origin: Origin,
  ): Promise<{ record: MoneyRequestRecord; replayed: boolean }> {
    const request = readInput(RequestSchema, input);
    const { amount, memo, payersMax, expiresInDays, idempotencyKey } = request;
    const account = await this.directory.owned(userId, request.accountId, "accountId");
    const path = "payerAccountNumber";
    const payer = await this.payerOf(userId, request.payerAccountNumber, path);
    const hash = requestHash("money request", account.id, payer?.id, amount, memo, `${payersMax} ${expiresInDays}`);
    // Asked for again it is answered as it was, whatever became of the accounts since.
    const earlier = await this.source.manager.existsBy(MoneyRequestEntity, { userId, idempotencyKey });
    if (!earlier) await this.requireActive(account, [{ path, payer }]);
    const { id, replayed } = await inTransaction(this.source, async (tx) => {
      // One after the other, so that many at once neither go past the limits nor make two under one key.
      await this.users.lock(tx, userId);
      const known = await tx.findOneBy(MoneyRequestEntity, { userId, idempotencyKey });
      if (known && !known.requestHash?.equals(hash)) throw new IdempotencyConflictError();
      if (known) return { id: known.id, replayed: true };
      const asked = [{ path, payer, amount, payersMax }];
      const own = { idempotencyKey, requestHash: hash, splitId: null };
      const [made] = await this.ask(tx, account, memo, asked, expiresInDays, own);
      const after = { request: made, account: account.id, payer: payer?.id ?? null, amount };
      await recordAudit(tx, { action: "request.made", actorId: userId, after }, origin);
      return { id: made as MoneyRequestId, replayed: false };
    });
    return { record: await this.get(userId, id), replayed };
  }

  /**
   * Asks several for their shares of one sum, once for each key of the asker.
   * @returns the first of the shares, which knows the others
   * @throws as make
   */
  async split(
    userId: UserId,
    input: MakeSplit,
    origin: Origin,
  ): Promise<{ record: MoneyRequestRecord; replayed: boolean }> {
    const { total, ownShare, shares, memo, idempotencyKey, ...rest } = readInput(SplitSchema, input);
    const account = await this.directory.owned(userId, rest.accountId, "accountId");
    const amounts = shares.map(({ amount }) => amount);
    const { own, shares: parts } = sharesOf(total, ownShare, amounts);
    const asked: Asked[] = [];
    for (const [index, { payerAccountNumber }] of shares.entries()) {
      const path = `shares.${index}.payerAccountNumber`;
      const payer = await this.payerOf(userId, payerAccountNumber, path);
      if (payer && asked.some((each) => each.payer?.userId === payer.userId))
        throw InvalidInputError.of(path, "shares_twice");
      asked.push({ path, payer, amount: parts[index] as bigint, payersMax: 1 });
    }
    const earlier = await this.source.manager.existsBy(MoneySplitEntity, { userId, idempotencyKey });
    if (!earlier) await this.requireActive(account, asked);
    const facts = asked.flatMap(({ payer, amount }) => [payer?.id, amount]);
    const hash = requestHash("money split", account.id, total, own, memo, ...facts);
    const { id, replayed } = await inTransaction(this.source, async (tx) => {
      await this.users.lock(tx, userId);
      const known = await tx.findOneBy(MoneySplitEntity, { userId, idempotencyKey });
      if (known && !known.requestHash.equals(hash)) throw new IdempotencyConflictError();
      if (known) {
        const where = { splitId: known.id };
        const first = await tx.findOneOrFail(MoneyRequestEntity, { where, order: { id: "ASC" } });
        return { id: first.id, replayed: true };
      }
      const splitId = newId<string>();
      const split = { id: splitId, userId, total, ownShare: own, idempotencyKey, requestHash: hash };
      await tx.insert(MoneySplitEntity, { ...split, createdAt: new Date() });
      const keys = { idempotencyKey: null, requestHash: null, splitId };
      const [first] = await this.ask(tx, account, memo, asked, SPLIT_DAYS, keys);
      const after = { split: splitId, account: account.id, total, own, shares: parts.length };
      await recordAudit(tx, { action: "request.split", actorId: userId, after }, origin);
      return { id: first as MoneyRequestId, replayed: false };
    });
    return { record: await this.get(userId, id), replayed };
  }

  /**
   * Says no, and to further requests of the asker too where that is wanted.
   * @throws InvalidInputError, MoneyRequestOverError; RequestError OUTCOME_UNKNOWN while it is being paid
   */
  async decline(userId: UserId, id: string, refusesAsker: boolean, origin: Origin): Promise<MoneyRequestRecord> {
    return this.close(userId, id, "declined", origin, async (tx, request) => {
      if (refusesAsker)
        await tx.query(`INSERT INTO refused_askers (user_id, asker_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
          userId,
          request.userId,
        ]);
      const payload = { requestId: request.id, amount: String(request.amount), accountId: request.payerAccountId };
      await recordEvent(tx, "request.declined", request.userId, payload);
    });
  }

  /** Takes one's own back. @throws as decline */
  async cancel(userId: UserId, id: string, origin: Origin): Promise<MoneyRequestRecord> {
    return this.close(userId, id, "cancelled", origin, async (tx, request) => {
      if (!request.hidden) await tellAsked(tx, "request.cancelled", request);
    });
  }

  /**
   * Tells askers of requests whose time is over, at most so many at once; each once, whichever process comes first.
   * @returns how many
   */
  async tellExpired(most: number): Promise<number> {
    return inTransaction(this.source, async (tx) => {
      const expired = await takeExpired(tx, most);
      for (const { id: requestId, userId, payerAccountId: accountId, amount } of expired)
        await recordEvent(tx, "request.expired", userId, { requestId, amount, accountId });
      return expired.length;
    });
  }

  /** Lets an asker ask again. @throws InvalidInputError */
  async allowAsker(userId: UserId, id: string): Promise<MoneyRequestRecord> {
    const record = await this.reader.find(userId, id);
    if (record?.direction !== "INCOMING") throw InvalidInputError.of("requestId", "request_unknown");
    const values = [userId, record.request.userId];
    await this.source.query(`DELETE FROM refused_askers WHERE user_id = $1 AND asker_id = $2`, values);
    return this.get(userId, record.request.id);
  }

  /** Tells who is asked once more. @throws InvalidInputError, MoneyRequestOverError, RemindedLatelyError */
  async remind(userId: UserId, id: string, origin: Origin): Promise<MoneyRequestRecord> {
    await inTransaction(this.source, async (tx) => {
      // Held so that reminders of two requests of the same person come one after the other.
      await this.users.lock(tx, userId);
      const request = await lockRequest(tx, id);
      if (request?.userId !== userId) throw InvalidInputError.of("requestId", "request_unknown");
      const { payerId } = request;
      if (!payerId) throw InvalidInputError.of("requestId", "request_of_link");
      const now = new Date();
      const state = stateOf(request, now);
      if (state !== "OPEN") throw new MoneyRequestOverError(state);
      const from = remindableFrom(request.createdAt, await lastReminder(tx, userId, payerId));
      if (from > now) throw new RemindedLatelyError(from);
      await tx.update(MoneyRequestEntity, { id: request.id }, { remindedAt: now });
      await recordAudit(tx, { action: "request.reminded", actorId: userId, after: { request: request.id } }, origin);
      // Whoever wants to hear nothing of the asker is not told, and the asker not that it is so.
      const isRefused = (await refusersOf(tx, userId, [payerId])).size > 0;
      if (!request.hidden && !isRefused) await tellAsked(tx, "request.reminded", request);
    });
    return this.get(userId, id);
  }

  /** Holds the row that a payment is claimed under: either that is first and is made, or this is and it is not. */
  private async close(
    userId: UserId,
    id: string,
    how: "declined" | "cancelled",
    origin: Origin,
    also: (tx: EntityManager, request: MoneyRequestEntity) => Promise<void>,
  ): Promise<MoneyRequestRecord> {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const paying = await inTransaction(this.source, async (tx) => {
        const request = await lockRequest(tx, id);
        const whose = how === "cancelled" ? request?.userId : request?.payerId;
        if (!request || whose !== userId || (how === "declined" && request.hidden))
          throw InvalidInputError.of("requestId", "request_unknown");
        // Asked for a second time, it is done already.
        if (request.state === how) return [];
        const state = stateOf(request, new Date());
        if (state !== "OPEN") throw new MoneyRequestOverError(state);
        const underWay = await tx.findBy(RequestPaymentEntity, { requestId: request.id, state: "paying" });
        if (underWay.length > 0) return underWay;
        await tx.update(MoneyRequestEntity, { id: request.id }, { state: how, closedAt: new Date() });
        await also(tx, request);
        const after = { request: request.id };
        await recordAudit(tx, { action: `request.${how}`, actorId: userId, after }, origin);
        return [];
      });
      if (paying.length === 0) return this.get(userId, id);
      for (const payment of paying) await this.payments.settle(payment);
    }
    throw new RequestError("OVERLOADED");
  }

  /** @returns the requests' ids, in the order of who is asked */
  private async ask(
    tx: EntityManager,
    account: AccountCard,
    memo: string | null,
    asked: readonly Asked[],
    days: number,
    rest: Pick<MoneyRequestEntity, "idempotencyKey" | "requestHash" | "splitId">,
  ): Promise<MoneyRequestId[]> {
    const { userId, id: accountId } = account;
    const payers = asked.map(({ path, payer }) => ({ path, payer: payer?.userId ?? null }));
    await requireRoom(tx, userId, payers);
    const refusers = await refusersOf(
      tx,
      userId,
      payers.flatMap(({ payer }) => payer ?? []),
    );
    const vault = await this.users.ownVault(userId, tx);
    const createdAt = new Date();
    // Ids of one millisecond have no order of their own, and shares are shown by theirs.
    const ids = asked.map(() => newId<MoneyRequestId>()).sort();
    const made = asked.map(({ payer, amount, payersMax }, index) => {
      const id = ids[index] as MoneyRequestId;
      const token = payer ? null : randomBytes(LINK_BYTES).toString("base64url");
      return Object.assign(new MoneyRequestEntity(), {
        ...{ id, userId, accountId, amount, memo, payersMax, createdAt, ...rest },
        payerId: payer?.userId ?? null,
        payerAccountId: payer?.id ?? null,
        linkHash: token && hashOfLink(token),
        linkSealed: token && vault.seal(Buffer.from(token), linkPlace(id)),
        state: "open" as const,
        paidCount: 0,
        hidden: payer !== null && refusers.has(payer.userId),
        expiresAt: expiryAfter(days, createdAt),
        closedAt: null,
        remindedAt: null,
      });
    });
    await tx.insert(MoneyRequestEntity, made);
    for (const request of made) if (request.payerId && !request.hidden) await tellAsked(tx, "request.made", request);
    return made.map(({ id }) => id);
  }

  /** Null where nobody in particular is asked. */
  private async payerOf(userId: UserId, number: string | null | undefined, path: string): Promise<AccountCard | null> {
    if (!number) return null;
    const payer = await this.recipients.named(userId, number, path);
    if (payer.userId === userId)
      throw path.startsWith("shares") ? InvalidInputError.of(path, "shares_own") : new SameAccountError(path);
    return payer;
  }

  /** What cannot be paid today is not asked for. @throws AccountNotActiveError */
  private async requireActive(
    account: AccountCard,
    asked: ReadonlyArray<{ path: string; payer: AccountCard | null }>,
  ): Promise<void> {
    const sides: Array<[AccountId, string]> = [[account.id, "accountId"]];
    for (const { path, payer } of asked) if (payer) sides.push([payer.id, path]);
    const accounts = await this.ledger.accounts(sides.map(([id]) => id));
    for (const [id, field] of sides) if (accounts.get(id)?.status !== "active") throw new AccountNotActiveError(field);
  }

  private async get(userId: UserId, id: string): Promise<MoneyRequestRecord> {
    const record = await this.reader.find(userId, id);
    if (!record) throw new Error(`request ${id} is not there`);
    return record;
  }
}

async function tellAsked(
  tx: EntityManager,
  type: "request.made" | "request.reminded" | "request.cancelled",
  { id, payerId, accountId, amount }: MoneyRequestEntity,
): Promise<void> {
  if (payerId) await recordEvent(tx, type, payerId, { requestId: id, amount: String(amount), accountId });
}
