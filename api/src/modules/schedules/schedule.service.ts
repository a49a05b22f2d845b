import type { DataSource, EntityManager } from "typeorm";
import {
  AccountNotActiveError,
  IdempotencyConflictError,
  InvalidInputError,
  LimitExceededError,
  SameAccountError,
  ScheduleOverError,
  TooLateToCancelError,
} from "../../shared/errors.js";
import { type AccountId, isId, newId, type ScheduleId, type UserId } from "../../shared/ids.js";
import { readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { rowLoader } from "../../shared/row-loader.js";
import { inTransaction } from "../../shared/transaction.js";
import type { AccountCard, AccountDirectory, PaymentApproval, RecipientFinder } from "../accounts/index.js";
import { type AuditAction, recordAudit } from "../audit/index.js";
import { type LedgerReader, requestHash } from "../ledger/index.js";
import type { MailService } from "../mail/index.js";
import type { UserStore } from "../users/index.js";
import { recurrenceOf, ScheduleEntity, ScheduleRunEntity, type ScheduleState } from "./schedule.entity.js";
import { tellPlanned } from "./schedule.notices.js";
import {
  cancellableUntil,
  isRepeating,
  nextRun,
  planOf,
  ruleText,
  SCHEDULES_MAX,
  ScheduleChangeSchema,
  ScheduleRequestSchema,
} from "./schedule.policy.js";
import { lockSchedule, planRun, runsSoFar } from "./schedule.store.js";
import { datesFrom, isSameTerms, ruleOfChange, type ScheduleTerms, termsOf } from "./schedule.terms.js";

export interface ScheduleRequest {
  fromAccountId: string;
  toAccountNumber: string;
  amount: bigint;
  memo?: string | null;
  recipientMemo?: string | null;
  rule: object;
  idempotencyKey: string;
  stepUpToken?: string | null;
}

export interface ScheduleChangeRequest {
  scheduleId: string;
  amount: bigint;
  memo?: string | null;
  recipientMemo?: string | null;
  rule: object;
  stepUpToken?: string | null;
}

type Change = Pick<ScheduleEntity, "state" | "nextRunAt">;

export interface ScheduleRecord {
  schedule: ScheduleEntity;
  from: AccountCard;
  payee: AccountCard;
}

/** An account of a transfer, and the field that names it. */
type Side = readonly [id: AccountId, field: string];

const RUNS_SHOWN = 24;

/** Transfers that are made later: asked for, listed, changed, paused, resumed, cancelled. `ScheduleRunner` makes them. */
export class ScheduleService {
  private readonly runs = rowLoader<ScheduleId, ScheduleRunEntity[]>((ids) => this.loadRuns(ids));

  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
    private readonly ledger: LedgerReader,
    private readonly approval: PaymentApproval,
    private readonly recipients: RecipientFinder,
    private readonly mail: MailService,
  ) {}

  /**
   * Plans a transfer, once for each key of the sender.
   * @throws InvalidInputError, RecipientNotFoundError, SameAccountError, AccountNotActiveError, LimitExceededError,
   * IdempotencyConflictError, StepUpRequiredError; RequestError RATE_LIMITED after many unknown numbers
   */
  async make(
    userId: UserId,
    input: ScheduleRequest,
    origin: Origin,
  ): Promise<{ record: ScheduleRecord; replayed: boolean }> {
    const request = readInput(ScheduleRequestSchema, input);
    const { amount, memo, recipientMemo, idempotencyKey } = request;
    const [from, payee] = await Promise.all([
      this.directory.owned(userId, request.fromAccountId, "fromAccountId"),
      this.recipients.named(userId, request.toAccountNumber, "toAccountNumber"),
    ]);
    if (payee.id === from.id) throw new SameAccountError("toAccountNumber");
    const rule = ruleText(request.rule);
    const hash = requestHash("schedule", from.id, payee.id, amount, memo, recipientMemo, rule);
    // Before the rule is looked at: what was planned before may lie in the past by now.
    const known = await this.byKey(this.source.manager, userId, idempotencyKey, hash);
    if (known) return { record: { schedule: known, from, payee }, replayed: true };

    await this.requirePossible(amount, [from.id, "fromAccountId"], [payee.id, "toAccountNumber"]);
    const plan = planOf(request.rule, new Date());
    // What waits some hours is over before the session is; days later nobody may remember who asked.
    const outlivesSession = plan.kind !== "delayed";
    await this.approval.require(
      userId,
      { operation: "schedule", from: from.id, payee: payee.id, amount, rule, idempotencyKey, outlivesSession },
      input.stepUpToken,
      origin,
    );
    return inTransaction(this.source, async (tx) => {
      // One after the other, so that many at once neither go past the limit nor make two under one key.
      await this.users.lock(tx, userId);
      const first = await this.byKey(tx, userId, idempotencyKey, hash);
      if (first) return { record: { schedule: first, from, payee }, replayed: true };
      await this.requireRoom(tx, userId);
      const schedule = Object.assign(new ScheduleEntity(), {
        id: newId<ScheduleId>(),
        userId,
        fromAccountId: from.id,
        payeeAccountId: payee.id,
        amount,
        memo,
        recipientMemo,
        kind: plan.kind,
        weekday: null,
        dayOfMonth: null,
        hour: null,
        startsOn: null,
        endsOn: null,
        timesMax: null,
        ...("recurrence" in plan ? plan.recurrence : {}),
        state: "active" as const,
        nextRunAt: plan.firstAt,
        runCount: 0,
        idempotencyKey,
        requestHash: hash,
        createdAt: new Date(),
      });
      await tx.insert(ScheduleEntity, schedule);
      await planRun(tx, { schedule: schedule.id, due: plan.firstAt });
      const after = { schedule: schedule.id, from: from.id, payee: payee.id, amount, rule };
      await recordAudit(tx, { action: "schedule.made", actorId: userId, after }, origin);
      const owner = await this.users.get(userId, tx);
      await tellPlanned(tx, this.mail, owner, "schedule_made", { schedule, payee }, origin);
      return { record: { schedule, from, payee }, replayed: false };
    });
  }

  /** What is to come first, in its order, then what is paused, then what is over, newest first. */
  async list(userId: UserId, limit: number): Promise<ScheduleRecord[]> {
    const schedules = await this.source.manager
      .createQueryBuilder(ScheduleEntity, "schedule")
      .where("schedule.userId = :userId", { userId })
      .orderBy("schedule.nextRunAt", "ASC", "NULLS LAST")
      .addOrderBy("CASE schedule.state WHEN 'paused' THEN 0 ELSE 1 END")
      .addOrderBy("schedule.id", "DESC")
      .limit(limit)
      .getMany();
    return this.describe(schedules);
  }

  /** One's own; null for any other id. */
  async find(userId: UserId, id: string): Promise<ScheduleRecord | null> {
    if (!isId<ScheduleId>(id)) return null;
    const schedule = await this.source.manager.findOneBy(ScheduleEntity, { id, userId });
    return schedule && ((await this.describe([schedule]))[0] ?? null);
  }

  /** The next one to send a sum to an account, from any of the member's. */
  async nextOf(userId: UserId, payeeAccountId: AccountId, amount: bigint): Promise<ScheduleRecord | null> {
    const schedule = await this.source.manager.findOne(ScheduleEntity, {
      where: { userId, payeeAccountId, amount, state: "active" },
      order: { nextRunAt: "ASC" },
    });
    return schedule && ((await this.describe([schedule]))[0] ?? null);
  }

  /** Newest first. */
  async runsOf(id: ScheduleId): Promise<ScheduleRunEntity[]> {
    return (await this.runs.load(id)) ?? [];
  }

  /**
   * What is still to come: the sum, the notes, the days; asked again, it is so already. Confirmed like making one, to the
   * same payee.
   * @throws InvalidInputError, ScheduleOverError, AccountNotActiveError, LimitExceededError, StepUpRequiredError
   */
  async changeTerms(userId: UserId, input: ScheduleChangeRequest, origin: Origin): Promise<ScheduleRecord> {
    const wanted = readInput(ScheduleChangeSchema, input);
    const record = await this.find(userId, wanted.scheduleId);
    if (!record) throw InvalidInputError.of("scheduleId", "schedule_unknown");
    const { schedule, from, payee } = record;
    const { id } = schedule;
    const { amount } = wanted;
    const present = termsOf(schedule, wanted, await runsSoFar(this.source.manager, id), new Date());
    if (isSameTerms(schedule, present)) return record;
    await this.requirePossible(amount, [from.id, "scheduleId"], [payee.id, "scheduleId"]);
    const rule = ruleText(ruleOfChange(schedule, wanted.rule));
    await this.approval.require(
      userId,
      // Its key is the schedule. Asked for again, the same change needs no approval: it is so already.
      {
        operation: "schedule_change",
        ...{ from: from.id, payee: payee.id, amount, rule },
        ...{ idempotencyKey: id, outlivesSession: true },
      },
      input.stepUpToken,
      origin,
    );
    const changed = await inTransaction(this.source, async (tx) => {
      const found = await lockSchedule(tx, id);
      if (!found) throw InvalidInputError.of("scheduleId", "schedule_unknown");
      const terms = termsOf(found, wanted, await runsSoFar(tx, id), new Date());
      if (isSameTerms(found, terms)) return found;
      await tx.update(ScheduleEntity, { id }, terms);
      if (terms.nextRunAt) await planRun(tx, { schedule: id, due: terms.nextRunAt });
      const [before, after] = [auditOf(found, found), auditOf(found, terms)];
      await recordAudit(tx, { action: "schedule.changed", actorId: userId, before, after }, origin);
      const now = Object.assign(found, terms);
      const owner = await this.users.get(userId, tx);
      await tellPlanned(tx, this.mail, owner, "schedule_changed", { schedule: now, payee }, origin);
      return now;
    });
    return this.get(changed);
  }

  /** @throws InvalidInputError for a schedule that does not repeat, ScheduleOverError */
  async pause(userId: UserId, id: string, origin: Origin): Promise<ScheduleRecord> {
    return this.change(userId, id, "schedule.paused", origin, (schedule) => {
      if (!isRepeating(schedule.kind)) throw InvalidInputError.of("scheduleId", "schedule_once");
      return { state: "paused", nextRunAt: null };
    });
  }

  /** Goes on with the next date from now; those that went by are not made up for. @throws as pause */
  async resume(userId: UserId, id: string, origin: Origin): Promise<ScheduleRecord> {
    return this.change(userId, id, "schedule.resumed", origin, async (schedule, tx) => {
      const rule = recurrenceOf(schedule);
      // One that runs once is active until it is over.
      if (!rule) return { state: "active", nextRunAt: schedule.nextRunAt };
      const { lastDueAt } = await runsSoFar(tx, schedule.id);
      const nextRunAt = nextRun(rule, datesFrom(lastDueAt, new Date()));
      return nextRunAt ? { state: "active", nextRunAt } : { state: "ended", nextRunAt: null };
    });
  }

  /** @throws InvalidInputError, ScheduleOverError, TooLateToCancelError */
  async cancel(userId: UserId, id: string, origin: Origin): Promise<ScheduleRecord> {
    return this.change(userId, id, "schedule.cancelled", origin, (schedule) => {
      const until = cancellableUntil(schedule.kind, schedule.nextRunAt);
      if (until && new Date() >= until) throw new TooLateToCancelError();
      return { state: "cancelled", nextRunAt: null };
    });
  }

  /** Holds the row that a run begins with: either the run is first and is made, or the change is and it is not. */
  private async change(
    userId: UserId,
    id: string,
    action: AuditAction,
    origin: Origin,
    decide: (schedule: ScheduleEntity, tx: EntityManager) => Change | Promise<Change>,
  ): Promise<ScheduleRecord> {
    const schedule = await inTransaction(this.source, async (tx) => {
      const found = isId<ScheduleId>(id) ? await lockSchedule(tx, id) : null;
      if (found?.userId !== userId) throw InvalidInputError.of("scheduleId", "schedule_unknown");
      // Asked for a second time, it is done already.
      if (DONE_BY[action] === found.state) return found;
      if (found.state === "ended" || found.state === "cancelled") throw new ScheduleOverError();
      const change = await decide(found, tx);
      await tx.update(ScheduleEntity, { id: found.id }, change);
      if (change.nextRunAt) await planRun(tx, { schedule: found.id, due: change.nextRunAt });
      const before = { schedule: found.id, state: found.state };
      const after = { schedule: found.id, state: change.state };
      await recordAudit(tx, { action, actorId: userId, before, after }, origin);
      return Object.assign(found, change);
    });
    return this.get(schedule);
  }

  private async get(schedule: ScheduleEntity): Promise<ScheduleRecord> {
    const [record] = await this.describe([schedule]);
    if (!record) throw new Error(`schedule ${schedule.id} names accounts that are not there`);
    return record;
  }

  /**
   * What could not succeed today, whatever there is on the account, is not planned.
   * @throws AccountNotActiveError, LimitExceededError
   */
  private async requirePossible(amount: bigint, from: Side, payee: Side): Promise<void> {
    const accounts = await this.ledger.accounts([from[0], payee[0]]);
    for (const [id, field] of [from, payee])
      if (accounts.get(id)?.status !== "active") throw new AccountNotActiveError(field);
    const { limitSingle = null, limitDaily = null } = accounts.get(from[0]) ?? {};
    if (limitSingle !== null && amount > limitSingle) throw new LimitExceededError("SINGLE", limitSingle, limitSingle);
    if (limitDaily !== null && amount > limitDaily) throw new LimitExceededError("DAILY", limitDaily, limitDaily);
  }

  /** @throws IdempotencyConflictError */
  private async byKey(tx: EntityManager, userId: UserId, idempotencyKey: string, hash: Buffer) {
    const found = await tx.findOneBy(ScheduleEntity, { userId, idempotencyKey });
    if (found && !found.requestHash.equals(hash)) throw new IdempotencyConflictError();
    return found;
  }

  private async requireRoom(tx: EntityManager, userId: UserId): Promise<void> {
    const open = await tx
      .createQueryBuilder(ScheduleEntity, "schedule")
      .where("schedule.userId = :userId AND schedule.state IN ('active', 'paused')", { userId })
      .getCount();
    if (open >= SCHEDULES_MAX) throw InvalidInputError.of("rule", "schedules_full");
  }

  private async describe(schedules: readonly ScheduleEntity[]): Promise<ScheduleRecord[]> {
    const cards = await this.directory.byIds(schedules.flatMap((each) => [each.fromAccountId, each.payeeAccountId]));
    return schedules.flatMap((schedule) => {
      const [from, payee] = [cards.get(schedule.fromAccountId), cards.get(schedule.payeeAccountId)];
      return from && payee ? [{ schedule, from, payee }] : [];
    });
  }

  private async loadRuns(ids: readonly ScheduleId[]): Promise<Map<ScheduleId, ScheduleRunEntity[]>> {
    const rows: ScheduleRunEntity[] = await this.source.query(
      `SELECT r.schedule_id AS "scheduleId", r.due_at AS "dueAt", r.state, r.movement_id AS "movementId", r.failure,
         r.finished_at AS "finishedAt"
       FROM unnest($1::uuid[]) AS each (id),
         LATERAL (SELECT * FROM schedule_runs WHERE schedule_id = each.id ORDER BY due_at DESC LIMIT $2) r`,
      // The list and the last of it ask for the same.
      [[...new Set(ids)], RUNS_SHOWN],
    );
    return Map.groupBy(rows, (row) => row.scheduleId);
  }
}

/** The notes are a member's own words and are not told. Where all else is the same, they are what was changed. */
function auditOf({ id }: ScheduleEntity, terms: ScheduleTerms) {
  const { amount, weekday, dayOfMonth, hour, startsOn, endsOn, timesMax, nextRunAt } = terms;
  return { schedule: id, amount, weekday, dayOfMonth, hour, startsOn, endsOn, timesMax, nextRunAt };
}

const DONE_BY: Partial<Record<AuditAction, ScheduleState>> = {
  "schedule.paused": "paused",
  "schedule.resumed": "active",
  "schedule.cancelled": "cancelled",
};
