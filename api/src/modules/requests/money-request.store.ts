import { hash } from "node:crypto";
import type { EntityManager } from "typeorm";
import { addJob } from "../../infra/jobs.js";
import { InvalidInputError } from "../../shared/errors.js";
import { isId, type MoneyRequestId, type UserId } from "../../shared/ids.js";
import { MoneyRequestEntity, type RequestPaymentEntity } from "./money-request.entity.js";
import { A_DAY_MAX, OF_ONE_A_DAY_MAX, OPEN_MAX } from "./money-request.policy.js";

/** The kind of job that ends a payment whose process did not. */
export const SETTLE_PAYMENT = "request.settle_payment";

/** Whoever pays has the answer long before. */
const SETTLE_AFTER_MS = 30_000;
/** About ten days of trying: an outcome that is not known is asked for until it is. */
const ATTEMPTS_MAX = 50;

/** One try of one payer. */
export interface PaymentTry {
  request: MoneyRequestId;
  payer: UserId;
  attempt: number;
}

/** One that nobody has paid in its time. */
export interface ExpiredRequest {
  id: MoneyRequestId;
  userId: UserId;
  /** Null for a link. */
  payerAccountId: string | null;
  amount: string;
}

/** By which a link is found; the token itself stands in the table sealed alone. */
export const hashOfLink = (token: string): Buffer => hash("sha256", token, "buffer");

export const linkPlace = (id: MoneyRequestId) => `money_requests.link_sealed/${id}`;

/** A payment, an answer and a cancellation wait for each other here. */
export async function lockRequest(tx: EntityManager, id: string): Promise<MoneyRequestEntity | null> {
  if (!isId<MoneyRequestId>(id)) return null;
  return tx
    .createQueryBuilder(MoneyRequestEntity, "request")
    .setLock("for_no_key_update")
    .where("request.id = :id", { id })
    .getOne();
}

/**
 * Marks requests that have expired and were not told of, and holds them. One that is being paid waits for the outcome:
 * it may yet be paid.
 */
export async function takeExpired(tx: EntityManager, most: number): Promise<ExpiredRequest[]> {
  const isPaying = `EXISTS (SELECT FROM money_request_payments p WHERE p.request_id = r.id AND p.state = 'paying')`;
  const due: Array<{ id: string }> = await tx.query(
    `SELECT r.id FROM money_requests r
     WHERE r.state = 'open' AND NOT r.expiry_told AND r.expires_at <= clock_timestamp() AND NOT ${isPaying}
     ORDER BY r.expires_at LIMIT $1 FOR NO KEY UPDATE OF r SKIP LOCKED`,
    [most],
  );
  if (due.length === 0) return [];
  // Looked at again under the lock: a payment may have been claimed before it.
  const [expired] = await tx.query(
    `UPDATE money_requests r SET expiry_told = true WHERE r.id = ANY($1) AND r.state = 'open' AND NOT ${isPaying}
     RETURNING r.id, r.user_id AS "userId", r.payer_account_id AS "payerAccountId", r.amount::text AS amount`,
    [due.map(({ id }) => id)],
  );
  return expired;
}

/** Asks, in the transaction that begins a payment, for somebody to see to its end. */
export async function planSettlement(tx: EntityManager, payment: RequestPaymentEntity): Promise<void> {
  const payload: PaymentTry = { request: payment.requestId, payer: payment.payerId, attempt: payment.attempt };
  await addJob(tx, SETTLE_PAYMENT, payload, {
    runAt: new Date(Date.now() + SETTLE_AFTER_MS),
    key: `${SETTLE_PAYMENT} ${payload.request} ${payload.payer} ${payload.attempt}`,
    attemptsMax: ATTEMPTS_MAX,
    urgency: "money",
  });
}

/** What `planSettlement` has written. */
export function readPaymentTry(payload: unknown): PaymentTry {
  const { request, payer, attempt } = payload as PaymentTry;
  if (!isId(request) || !isId(payer) || !Number.isInteger(attempt)) throw new Error("a job names no payment");
  return { request, payer, attempt };
}

/**
 * Keeps the numbers within bounds. The caller holds the asker's row, so that many at once do not go past them.
 * @throws InvalidInputError
 */
export async function requireRoom(
  tx: EntityManager,
  asker: UserId,
  asked: ReadonlyArray<{ path: string; payer: UserId | null }>,
): Promise<void> {
  const [{ open, lately }] = await tx.query(
    `SELECT count(*) FILTER (WHERE state = 'open' AND expires_at > clock_timestamp())::int AS open,
            count(*) FILTER (WHERE created_at > clock_timestamp() - interval '1 day')::int AS lately
     FROM money_requests WHERE user_id = $1`,
    [asker],
  );
  if (open + asked.length > OPEN_MAX) throw InvalidInputError.of("accountId", "requests_full");
  if (lately + asked.length > A_DAY_MAX) throw InvalidInputError.of("accountId", "requests_a_day");
  const pestered: Array<{ payer: UserId }> = await tx.query(
    `SELECT payer_id AS payer FROM money_requests
     WHERE user_id = $1 AND payer_id = ANY($2) AND created_at > clock_timestamp() - interval '1 day'
     GROUP BY payer_id HAVING count(*) >= $3`,
    [asker, asked.map(({ payer }) => payer), OF_ONE_A_DAY_MAX],
  );
  const path = asked.find(({ payer }) => pestered.some((each) => each.payer === payer))?.path;
  if (path) throw InvalidInputError.of(path, "requests_of_one");
}

/** Those of the asked who want no requests of the asker. */
export async function refusersOf(
  tx: EntityManager,
  asker: UserId,
  payers: readonly UserId[],
): Promise<ReadonlySet<UserId>> {
  const rows: Array<{ id: UserId }> = await tx.query(
    `SELECT user_id AS id FROM refused_askers WHERE asker_id = $1 AND user_id = ANY($2)`,
    [asker, payers],
  );
  return new Set(rows.map(({ id }) => id));
}

/** When the asker last reminded that person, of whatever request. */
export async function lastReminder(tx: EntityManager, asker: UserId, payer: UserId): Promise<Date | null> {
  const [{ at }] = await tx.query(
    `SELECT max(reminded_at) AS at FROM money_requests WHERE user_id = $1 AND payer_id = $2`,
    [asker, payer],
  );
  return at;
}
