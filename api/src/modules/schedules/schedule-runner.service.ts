import type { DataSource, EntityManager } from "typeorm";
import type { ScheduleFailure } from "../../shared/errors.js";
import { newId } from "../../shared/ids.js";
import { inTransaction } from "../../shared/transaction.js";
import type { AccountDirectory } from "../accounts/index.js";
import { type LedgerEngine, type LedgerReader, type Outcome, type Refusal, requestHash } from "../ledger/index.js";
import type { MailService } from "../mail/index.js";
import type { Member, UserStore } from "../users/index.js";
import { recurrenceOf, ScheduleEntity, ScheduleRunEntity } from "./schedule.entity.js";
import { payeeToTell } from "./schedule.notices.js";
import { isMissed, runAfter } from "./schedule.policy.js";
import { type DueRun, lockSchedule, planRun, readDueRun } from "./schedule.store.js";

/**
 * Makes what is due, each run exactly once. A run is begun in one transaction, which also plans the next; then the
 * ledger moves the money under a key made of the schedule and the date; then the outcome is written down. Whoever comes
 * after a crash finds a run that was begun and asks the ledger under the same key, which moves nothing twice.
 */
export class ScheduleRunner {
  constructor(
    private readonly source: DataSource,
    private readonly engine: LedgerEngine,
    private readonly ledger: LedgerReader,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
    private readonly mail: MailService,
  ) {}

  /** The job. It fails, and is asked for again, as long as nobody knows what became of the money. */
  async run(payload: unknown): Promise<void> {
    const run = readDueRun(payload);
    const schedule = await inTransaction(this.source, (tx) => this.begin(tx, run));
    if (!schedule) return;
    const outcome = await this.move(schedule, run);
    await inTransaction(this.source, (tx) => this.finish(tx, schedule, run, outcome));
  }

  /** The schedule if money is to be moved: for a new run, or for one that another try has begun. */
  private async begin(tx: EntityManager, { schedule: id, due }: DueRun): Promise<ScheduleEntity | null> {
    const schedule = await lockSchedule(tx, id);
    const owner = schedule && (await this.users.find(schedule.userId, tx));
    // Who has left has no schedules.
    if (!schedule || !owner) return null;
    const begun = await tx.findOneBy(ScheduleRunEntity, { scheduleId: id, dueAt: due });
    if (begun) return begun.state === "running" ? schedule : null;
    // Paused, cancelled, or planned anew since.
    if (schedule.state !== "active" || schedule.nextRunAt?.getTime() !== due.getTime()) return null;

    const rule = recurrenceOf(schedule);
    schedule.runCount++;
    schedule.nextRunAt = rule && runAfter(rule, due, schedule.runCount);
    schedule.state = schedule.nextRunAt ? "active" : "ended";
    const { runCount, nextRunAt, state } = schedule;
    await tx.update(ScheduleEntity, { id }, { runCount, nextRunAt, state });
    await tx.insert(ScheduleRunEntity, { scheduleId: id, dueAt: due, state: "running" });
    if (nextRunAt) await planRun(tx, { schedule: id, due: nextRunAt });
    // Decided here alone: once the ledger was asked, it alone says what became of the money.
    const failure = reasonNotToBegin(owner, due);
    if (!failure) return schedule;
    await this.fail(tx, schedule, due, failure);
    return null;
  }

  private async move(schedule: ScheduleEntity, { due }: DueRun): Promise<Outcome> {
    const { id, fromAccountId, payeeAccountId, amount, memo, recipientMemo } = schedule;
    const idempotencyKey = due.toISOString();
    const [outcome] = await this.engine.apply([
      {
        id: newId(),
        operation: "post",
        kind: "transfer",
        debit: fromAccountId,
        credit: payeeAccountId,
        amount,
        currency: "KRW",
        limited: true,
        // Its own and not its owner's: no request of a member can come under this key.
        requester: id,
        idempotencyKey,
        requestHash: requestHash("schedule run", fromAccountId, payeeAccountId, amount, memo, recipientMemo),
        memo,
        counterMemo: recipientMemo,
      },
    ]);
    if (!outcome || outcome.type === "conflict")
      throw new Error(`run ${idempotencyKey} of schedule ${id} is another's`);
    return outcome;
  }

  private async finish(tx: EntityManager, schedule: ScheduleEntity, { due }: DueRun, outcome: Outcome): Promise<void> {
    if (outcome.type === "refused") {
      if (await this.fail(tx, schedule, due, failureOf(outcome.refusal))) await this.endIfClosed(tx, schedule);
    } else if (outcome.type === "applied") {
      await tx.update(ScheduleRunEntity, openRun(schedule, due), {
        state: "succeeded",
        movementId: outcome.movementId,
        finishedAt: new Date(),
      });
    }
  }

  /** Whether it was still to be said; another try may have been first. */
  private async fail(
    tx: EntityManager,
    schedule: ScheduleEntity,
    due: Date,
    failure: ScheduleFailure,
  ): Promise<boolean> {
    const change = { state: "failed" as const, failure, finishedAt: new Date() };
    const { affected } = await tx.update(ScheduleRunEntity, openRun(schedule, due), change);
    if (affected !== 1) return false;
    const [owner, payee, present] = await Promise.all([
      this.users.find(schedule.userId, tx),
      this.directory.byId(schedule.payeeAccountId),
      tx.findOneBy(ScheduleEntity, { id: schedule.id }),
    ]);
    if (!owner || !payee) return true;
    const details = {
      amount: schedule.amount,
      ...payeeToTell(payee),
      reason: failure,
      nextAt: present?.nextRunAt ?? null,
    };
    await this.mail.notify(tx, owner, "schedule_failed", details, { category: "money", scheduleId: schedule.id });
    return true;
  }

  /** What can never succeed again is not planned again. */
  private async endIfClosed(tx: EntityManager, { id, fromAccountId, payeeAccountId }: ScheduleEntity): Promise<void> {
    const accounts = await this.ledger.accounts([fromAccountId, payeeAccountId], tx);
    if (![...accounts.values()].some((account) => account.status === "closed")) return;
    await tx
      .createQueryBuilder()
      .update(ScheduleEntity)
      .set({ state: "ended", nextRunAt: null })
      .where("id = :id AND state IN ('active', 'paused')", { id })
      .execute();
  }
}

const openRun = ({ id }: ScheduleEntity, due: Date) => ({ scheduleId: id, dueAt: due, state: "running" as const });

function reasonNotToBegin(owner: Member, due: Date): ScheduleFailure | null {
  if (owner.lockedAt) return "MEMBER_LOCKED";
  return isMissed(due, new Date()) ? "MISSED" : null;
}

function failureOf(refusal: Refusal): ScheduleFailure {
  switch (refusal) {
    case "insufficient_funds":
      return "INSUFFICIENT_FUNDS";
    case "limit_single":
      return "LIMIT_SINGLE";
    case "limit_daily":
      return "LIMIT_DAILY";
    case "balance_full":
      return "RECIPIENT_FULL";
    case "debit_not_active":
      return "ACCOUNT_NOT_ACTIVE";
    case "credit_not_active":
      return "RECIPIENT_NOT_ACTIVE";
    case "debit_not_found":
    case "credit_not_found":
    case "currency_mismatch":
    case "reservation_not_found":
    case "reservation_not_open":
      throw new Error(`the ledger refused what should have been sound: ${refusal}`);
    default:
      return refusal satisfies never;
  }
}
