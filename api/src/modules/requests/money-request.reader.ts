import { type DataSource, In } from "typeorm";
import type { MoneyRequestState } from "../../shared/errors.js";
import { isId, type MoneyRequestId, type MovementId, type UserId } from "../../shared/ids.js";
import { rowLoader } from "../../shared/row-loader.js";
import type { AccountCard, AccountDirectory } from "../accounts/index.js";
import type { UserStore } from "../users/index.js";
import { MoneyRequestEntity, RequestPaymentEntity } from "./money-request.entity.js";
import { remindableFrom, stateOf } from "./money-request.policy.js";
import { hashOfLink, linkPlace } from "./money-request.store.js";

export type MoneyRequestDirection = "INCOMING" | "OUTGOING";

/** A request as one of its sides sees it. */
export interface MoneyRequestRecord {
  request: MoneyRequestEntity;
  direction: MoneyRequestDirection;
  /** For one who has paid their part of a link it is paid, whoever else may. */
  state: MoneyRequestState;
  asker: AccountCard;
  payer: AccountCard | null;
  /** What whoever looks has paid. */
  transferId: MovementId | null;
  /** Null when there is nobody to remind. */
  remindableFrom: Date | null;
  /** Whether whoever looks wants no requests of the asker. */
  askerRefused: boolean;
  split: SplitSummary | null;
}

export interface SplitSummary {
  id: string;
  total: bigint;
  ownShare: bigint;
  /** Who is asked, and how many of them have paid. */
  payers: number;
  paidCount: number;
}

export interface PaidShare {
  payer: AccountCard;
  movementId: MovementId;
  paidAt: Date;
}

/** In SQL what `stateOf` says. */
const STATE = `CASE WHEN r.state <> 'open' THEN upper(r.state)
  WHEN r.expires_at <= clock_timestamp() THEN 'EXPIRED' ELSE 'OPEN' END`;

/** Reads requests for those whom they concern; to others they are not there. */
export class MoneyRequestReader {
  private readonly payments = rowLoader<MoneyRequestId, PaidShare[]>((ids) => this.loadPayments(ids));
  private readonly shares = rowLoader<string, MoneyRequestRecord[]>((ids) => this.loadShares(ids));

  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
  ) {}

  /** Newest first; one more than asked for when more follow. */
  async page(
    userId: UserId,
    direction: MoneyRequestDirection,
    state: MoneyRequestState | null,
    { limit, before }: { limit: number; before: string | null },
  ): Promise<MoneyRequestRecord[]> {
    const rows: Array<{ id: MoneyRequestId }> = await this.source.query(
      direction === "OUTGOING"
        ? `SELECT r.id FROM money_requests r
           WHERE r.user_id = $1 AND ($2::uuid IS NULL OR r.id < $2) AND ($3::text IS NULL OR ${STATE} = $3)
           ORDER BY r.id DESC LIMIT $4`
        : `(SELECT r.id FROM money_requests r
            WHERE r.payer_id = $1 AND NOT r.hidden AND ($2::uuid IS NULL OR r.id < $2)
              AND ($3::text IS NULL OR ${STATE} = $3)
            ORDER BY r.id DESC LIMIT $4)
           UNION
           (SELECT p.request_id FROM money_request_payments p
            WHERE p.payer_id = $1 AND p.state = 'paid' AND ($2::uuid IS NULL OR p.request_id < $2)
              AND ($3::text IS NULL OR $3 = 'PAID')
            ORDER BY p.request_id DESC LIMIT $4)
           ORDER BY id DESC LIMIT $4`,
      [userId, before, state, limit + 1],
    );
    return this.load(
      userId,
      rows.map(({ id }) => id),
    );
  }

  /** One that the member made, was asked by, or has paid; null for any other id. */
  async find(userId: UserId, id: string): Promise<MoneyRequestRecord | null> {
    if (!isId<MoneyRequestId>(id)) return null;
    const [record] = await this.load(userId, [id]);
    if (!record) return null;
    const { request, transferId } = record;
    const isAsked = request.payerId === userId && !request.hidden;
    return request.userId === userId || isAsked || transferId ? record : null;
  }

  /** Whoever has the link may see it; null for one that never was. */
  async findByLink(userId: UserId, token: string): Promise<MoneyRequestRecord | null> {
    const id = await this.idOfLink(token);
    return id && ((await this.load(userId, [id]))[0] ?? null);
  }

  async idOfLink(token: string): Promise<MoneyRequestId | null> {
    const [found]: Array<{ id: MoneyRequestId }> = await this.source.query(
      `SELECT id FROM money_requests WHERE link_hash = $1`,
      [hashOfLink(token)],
    );
    return found?.id ?? null;
  }

  /** Of one's own; null when it has none. */
  async linkToken({ request, direction }: MoneyRequestRecord): Promise<string | null> {
    if (direction !== "OUTGOING" || !request.linkSealed) return null;
    const vault = await this.users.ownVault(request.userId);
    return vault.open(request.linkSealed, linkPlace(request.id)).toString();
  }

  /** Who has paid one's own, oldest first. */
  async paymentsOf({ request, direction }: MoneyRequestRecord): Promise<PaidShare[]> {
    return direction === "OUTGOING" ? ((await this.payments.load(request.id)) ?? []) : [];
  }

  /** All shares of one's own split, in the order in which they were made. None of them leads back to the split. */
  async sharesOf({ request, direction }: MoneyRequestRecord): Promise<MoneyRequestRecord[]> {
    if (direction !== "OUTGOING" || !request.splitId) return [];
    return (await this.shares.load(request.splitId)) ?? [];
  }

  private async load(userId: UserId, ids: readonly MoneyRequestId[]): Promise<MoneyRequestRecord[]> {
    if (ids.length === 0) return [];
    const rows = await this.source.manager.find(MoneyRequestEntity, {
      where: { id: In([...ids]) },
      order: { id: "DESC" },
    });
    return this.describe(userId, rows);
  }

  async describe(userId: UserId, requests: readonly MoneyRequestEntity[]): Promise<MoneyRequestRecord[]> {
    const accountIds = requests.flatMap((each) => [
      each.accountId,
      ...(each.payerAccountId ? [each.payerAccountId] : []),
    ]);
    const [cards, paid, splits, reminders, refused] = await Promise.all([
      this.directory.byIds([...new Set(accountIds)]),
      this.paidBy(userId, requests),
      this.summaries(requests),
      this.lastReminders(userId, requests),
      this.refusedBy(userId, requests),
    ]);
    const now = new Date();
    return requests.flatMap((request) => {
      const asker = cards.get(request.accountId);
      if (!asker) return [];
      const transferId = paid.get(request.id) ?? null;
      const direction = request.userId === userId ? "OUTGOING" : "INCOMING";
      const state = transferId ? "PAID" : stateOf(request, now);
      const canRemind = direction === "OUTGOING" && state === "OPEN" && request.payerId !== null;
      const lastAt = (request.payerId && reminders.get(request.payerId)) ?? null;
      return [
        {
          request,
          direction,
          state,
          asker,
          payer: (request.payerAccountId && cards.get(request.payerAccountId)) || null,
          transferId,
          remindableFrom: canRemind ? remindableFrom(request.createdAt, lastAt) : null,
          askerRefused: refused.has(request.userId),
          split: (request.splitId && splits.get(request.splitId)) || null,
        },
      ];
    });
  }

  private async paidBy(userId: UserId, requests: readonly MoneyRequestEntity[]): Promise<Map<string, MovementId>> {
    const rows: Array<{ id: string; movementId: MovementId }> = await this.source.query(
      `SELECT request_id AS id, movement_id AS "movementId" FROM money_request_payments
       WHERE payer_id = $1 AND request_id = ANY($2) AND state = 'paid'`,
      [userId, requests.map(({ id }) => id)],
    );
    return new Map(rows.map(({ id, movementId }) => [id, movementId]));
  }

  private async summaries(requests: readonly MoneyRequestEntity[]): Promise<Map<string, SplitSummary>> {
    const ids = new Set(requests.flatMap(({ splitId }) => splitId ?? []));
    if (ids.size === 0) return new Map();
    const rows: Array<{ id: string; total: string; ownShare: string; payers: number; paidCount: number }> =
      await this.source.query(
        `SELECT s.id, s.total, s.own_share AS "ownShare", count(*)::int AS payers,
                count(*) FILTER (WHERE r.state = 'paid')::int AS "paidCount"
         FROM money_splits s JOIN money_requests r ON r.split_id = s.id WHERE s.id = ANY($1) GROUP BY s.id`,
        [[...ids]],
      );
    return new Map(rows.map((row) => [row.id, { ...row, total: BigInt(row.total), ownShare: BigInt(row.ownShare) }]));
  }

  private async lastReminders(userId: UserId, requests: readonly MoneyRequestEntity[]): Promise<Map<UserId, Date>> {
    const payers = new Set(requests.flatMap((each) => (each.userId === userId ? (each.payerId ?? []) : [])));
    if (payers.size === 0) return new Map();
    const rows: Array<{ payer: UserId; at: Date }> = await this.source.query(
      `SELECT payer_id AS payer, max(reminded_at) AS at FROM money_requests
       WHERE user_id = $1 AND payer_id = ANY($2) AND reminded_at IS NOT NULL GROUP BY payer_id`,
      [userId, [...payers]],
    );
    return new Map(rows.map(({ payer, at }) => [payer, at]));
  }

  private async refusedBy(userId: UserId, requests: readonly MoneyRequestEntity[]): Promise<Set<UserId>> {
    const askers = new Set(requests.flatMap((each) => (each.userId === userId ? [] : each.userId)));
    if (askers.size === 0) return new Set();
    const rows: Array<{ asker: UserId }> = await this.source.query(
      `SELECT asker_id AS asker FROM refused_askers WHERE user_id = $1 AND asker_id = ANY($2)`,
      [userId, [...askers]],
    );
    return new Set(rows.map(({ asker }) => asker));
  }

  private async loadShares(splits: readonly string[]): Promise<Map<string, MoneyRequestRecord[]>> {
    const rows = await this.source.manager.find(MoneyRequestEntity, {
      where: { splitId: In([...splits]) },
      order: { id: "ASC" },
    });
    const byAsker = [...Map.groupBy(rows, ({ userId }) => userId)];
    const records = (await Promise.all(byAsker.map(([asker, shares]) => this.describe(asker, shares)))).flat();
    return Map.groupBy(
      records.map((record) => ({ ...record, split: null })),
      ({ request }) => request.splitId ?? "",
    );
  }

  private async loadPayments(ids: readonly MoneyRequestId[]): Promise<Map<MoneyRequestId, PaidShare[]>> {
    const rows = await this.source.manager.find(RequestPaymentEntity, {
      where: { requestId: In([...ids]), state: "paid" },
      order: { finishedAt: "ASC" },
    });
    const cards = await this.directory.byIds(rows.map((row) => row.fromAccountId));
    const paid = rows.flatMap(({ requestId, fromAccountId, movementId, finishedAt }) => {
      const payer = cards.get(fromAccountId);
      return payer && movementId && finishedAt ? [{ requestId, payer, movementId, paidAt: finishedAt }] : [];
    });
    return Map.groupBy(paid, ({ requestId }) => requestId);
  }
}
