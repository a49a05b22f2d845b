import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { addJob } from "../../infra/jobs.js";
import { AccountNotActiveError, InvalidInputError } from "../../shared/errors.js";
import type { AccountId, UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import { rowLoader } from "../../shared/row-loader.js";
import { inTransaction } from "../../shared/transaction.js";
import { recordAudit } from "../audit/index.js";
import type { StepUpService } from "../auth/index.js";
import type { LedgerAccount, LedgerAccountService, LedgerReader } from "../ledger/index.js";
import type { MailService } from "../mail/index.js";
import type { UserStore } from "../users/index.js";
import type { AccountDirectory } from "./account-directory.service.js";
import { maskAccountNumber } from "./account-number.policy.js";

/** A job that lets raised limits count. */
export const RAISE_TASK = "raise_limits";

export interface LimitRules {
  /** The highest that an owner may set. */
  limitSingle: bigint;
  limitDaily: bigint;
  /** How long a raised limit waits. */
  raiseDelayHours: number;
}

/** What is left out stays as it is. */
export interface LimitRequest {
  limitSingle?: bigint | null;
  limitDaily?: bigint | null;
  stepUpToken?: string | null;
}

/** A raise that was confirmed and does not count yet. Null where nothing is raised. */
export interface LimitRaise {
  limitSingle: bigint | null;
  limitDaily: bigint | null;
  effectiveAt: Date;
}

interface DueRaise {
  userId: UserId;
  single: string | null;
  daily: string | null;
  stands: boolean;
}

interface Limits {
  single: bigint | null;
  daily: bigint | null;
}

interface Change extends Limits {
  /** Whether its owner has confirmed it, as a raise must be. */
  isConfirmed: boolean;
}

/** The limits were lowered since the change was prepared, which makes a raise of it: it is to be prepared anew. */
export class UnconfirmedRaise extends Error {}

/** Whoever changes the password, or is locked, does not stand by what was asked before. Of `r` and its owner `u`. */
const STANDS = `(u.locked_at IS NULL AND (u.password_changed_at IS NULL OR u.password_changed_at < r.asked_at))`;

/** A raise takes effect by itself when its time has come. */
const BY_ITSELF: Origin = { sessionId: null, address: "", userAgent: null, requestId: "limits" };

const Job = z.object({ accountId: z.uuid() });

/** What may leave an account: less at once, more after a confirmation and a delay in which it can be taken back. */
export class LimitService {
  private readonly loader = rowLoader<AccountId, LimitRaise>((ids) => this.load(ids));

  constructor(
    private readonly source: DataSource,
    private readonly directory: AccountDirectory,
    private readonly ledgerAccounts: LedgerAccountService,
    private readonly ledger: LedgerReader,
    private readonly users: UserStore,
    private readonly stepUps: StepUpService,
    private readonly mail: MailService,
    private readonly rules: LimitRules,
  ) {}

  /** That an owner may set. */
  get highest(): { single: bigint; daily: bigint } {
    return { single: this.rules.limitSingle, daily: this.rules.limitDaily };
  }

  async pending(id: AccountId): Promise<LimitRaise | null> {
    return this.loader.load(id);
  }

  /**
   * Everything that comes before the transaction. Null when no limit is asked for.
   *
   * @throws InvalidInputError, StepUpRequiredError for a raise
   */
  async prepare(userId: UserId, id: AccountId, request: LimitRequest, origin: Origin): Promise<Change | null> {
    const { limitSingle: single = null, limitDaily: daily = null, stepUpToken } = request;
    if (single === null && daily === null) return null;
    const current = (await this.ledger.accounts([id])).get(id);
    this.check(single, daily, current);
    const isRaise = isRaised(single, current?.limitSingle) || isRaised(daily, current?.limitDaily);
    if (isRaise) await this.stepUps.requireOnce(userId, ["raise limits", id, single, daily], stepUpToken, origin);
    return { single, daily, isConfirmed: isRaise };
  }

  /** The caller holds the account. @throws InvalidInputError, AccountNotActiveError, UnconfirmedRaise */
  async change(tx: EntityManager, userId: UserId, id: AccountId, change: Change, origin: Origin) {
    const { single, daily } = change;
    const current = (await this.ledger.accounts([id], tx)).get(id);
    this.check(single, daily, current);
    const { limitSingle, limitDaily } = current ?? {};
    if (!change.isConfirmed && (isRaised(single, limitSingle) || isRaised(daily, limitDaily))) {
      throw new UnconfirmedRaise();
    }
    const waits = this.rules.raiseDelayHours > 0;
    const raised = {
      single: waits && isRaised(single, limitSingle) ? single : null,
      daily: waits && isRaised(daily, limitDaily) ? daily : null,
    };
    const now = { single: raised.single === null ? single : null, daily: raised.daily === null ? daily : null };
    const before = { account: id, limitSingle, limitDaily };
    const after = { account: id, limitSingle: single, limitDaily: daily, waits: raised };
    await recordAudit(tx, { action: "account.changed", actorId: userId, before, after }, origin);
    if (!(await this.ledgerAccounts.setLimits(tx, id, now.single, now.daily))) {
      throw new AccountNotActiveError("accountId");
    }
    // Whoever lowers a limit does not want it raised tomorrow.
    const lowered = [isLowered(single, limitSingle), isLowered(daily, limitDaily)];
    await tx.query(
      `DELETE FROM limit_raises WHERE account_id = $1 AND ($2 OR limit_single IS NULL) AND ($3 OR limit_daily IS NULL)`,
      [id, ...lowered],
    );
    await tx.query(
      `UPDATE limit_raises SET limit_single = CASE WHEN $2 THEN NULL ELSE limit_single END,
         limit_daily = CASE WHEN $3 THEN NULL ELSE limit_daily END WHERE account_id = $1`,
      [id, ...lowered],
    );
    if (raised.single !== null || raised.daily !== null) await this.plan(tx, userId, id, raised);
  }

  /** Nothing happens where none waits. @throws InvalidInputError */
  async cancelRaise(userId: UserId, accountId: string, origin: Origin): Promise<AccountId> {
    const { id } = await this.directory.owned(userId, accountId, "accountId");
    await inTransaction(this.source, async (tx) => {
      const [gone]: [unknown[], number] = await tx.query(
        `DELETE FROM limit_raises WHERE account_id = $1 RETURNING limit_single AS single, limit_daily AS daily`,
        [id],
      );
      if (gone.length === 0) return;
      const change = { before: { account: id, waits: gone[0] as object }, after: { account: id, waits: null } };
      await recordAudit(tx, { action: "account.changed", actorId: userId, ...change }, origin);
    });
    return id;
  }

  /** Carries a job out. A raise that was taken back, or asked for anew, is not due. */
  async applyDue(payload: unknown): Promise<void> {
    const { accountId } = Job.parse(payload);
    const id = accountId as AccountId;
    await inTransaction(this.source, async (tx) => {
      // Held as by whoever changes the limits at the same moment.
      await tx.query(`SELECT FROM accounts WHERE id = $1 FOR UPDATE`, [id]);
      const [due]: [Array<DueRaise>, number] = await tx.query(
        `DELETE FROM limit_raises r USING accounts a, users u
         WHERE r.account_id = $1 AND r.effective_at <= clock_timestamp() AND a.id = r.account_id AND u.id = a.user_id
         RETURNING u.id AS "userId", r.limit_single AS single, r.limit_daily AS daily,
           ${STANDS} AS stands`,
        [id],
      );
      const [raise] = due;
      if (!raise) return;
      const current = (await this.ledger.accounts([id], tx)).get(id);
      const daily = least(raise.daily === null ? current?.limitDaily : BigInt(raise.daily), this.rules.limitDaily);
      const single = least(raise.single === null ? current?.limitSingle : BigInt(raise.single), daily);
      const next = { limitSingle: least(single, this.rules.limitSingle), limitDaily: daily };
      // An account that was closed meanwhile has no limits to raise.
      const isDone = raise.stands && (await this.ledgerAccounts.setLimits(tx, id, next.limitSingle, next.limitDaily));
      const { limitSingle, limitDaily } = current ?? {};
      const waits = { single: raise.single, daily: raise.daily };
      const change = {
        before: { account: id, limitSingle, limitDaily, waits },
        after: { account: id, ...(isDone ? next : { limitSingle, limitDaily }), waits: null },
      };
      const event = { action: "account.changed", outcome: isDone ? "done" : "refused" } as const;
      await recordAudit(tx, { ...event, actorId: null, userId: raise.userId, ...change }, BY_ITSELF);
    });
  }

  private async plan(tx: EntityManager, userId: UserId, id: AccountId, { single, daily }: Limits): Promise<void> {
    const effectiveAt = new Date(Date.now() + this.rules.raiseDelayHours * 3_600_000);
    // What the new one joins would stand with it.
    await tx.query(`DELETE FROM limit_raises r USING users u WHERE r.account_id = $1 AND u.id = $2 AND NOT ${STANDS}`, [
      id,
      userId,
    ]);
    await tx.query(
      `INSERT INTO limit_raises (account_id, limit_single, limit_daily, effective_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (account_id) DO UPDATE SET limit_single = coalesce(excluded.limit_single, limit_raises.limit_single),
         limit_daily = coalesce(excluded.limit_daily, limit_raises.limit_daily), asked_at = excluded.asked_at,
         effective_at = excluded.effective_at`,
      [id, single === null ? null : String(single), daily === null ? null : String(daily), effectiveAt],
    );
    const job = { runAt: effectiveAt, key: `${RAISE_TASK}:${id}`, urgency: "money" } as const;
    await addJob(tx, RAISE_TASK, { accountId: id }, job);
    const [card, member] = [await this.directory.byId(id), await this.users.get(userId, tx)];
    const account = maskAccountNumber(card?.number ?? "");
    await this.mail.notify(tx, member, "limits_raising", { account, effectiveAt });
  }

  private async load(ids: readonly AccountId[]): Promise<Map<AccountId, LimitRaise>> {
    const rows: Array<{ id: AccountId; single: string | null; daily: string | null; effectiveAt: Date }> =
      await this.source.query(
        `SELECT r.account_id AS id, r.limit_single AS single, r.limit_daily AS daily, r.effective_at AS "effectiveAt"
         FROM limit_raises r JOIN accounts a ON a.id = r.account_id JOIN users u ON u.id = a.user_id
         WHERE r.account_id = ANY($1::uuid[]) AND ${STANDS}`,
        [ids],
      );
    return new Map(
      rows.map(({ id, single, daily, effectiveAt }) => [
        id,
        {
          limitSingle: single === null ? null : BigInt(single),
          limitDaily: daily === null ? null : BigInt(daily),
          effectiveAt,
        },
      ]),
    );
  }

  private check(single: bigint | null, daily: bigint | null, current: LedgerAccount | undefined): void {
    const { limitSingle, limitDaily } = this.rules;
    if (single !== null && single < 1n) throw InvalidInputError.of("limitSingle", "amount");
    if (daily !== null && daily < 1n) throw InvalidInputError.of("limitDaily", "amount");
    if (single !== null && single > limitSingle) throw InvalidInputError.of("limitSingle", "limit_too_high");
    if (daily !== null && daily > limitDaily) throw InvalidInputError.of("limitDaily", "limit_too_high");
    const nextSingle = single ?? current?.limitSingle;
    const nextDaily = daily ?? current?.limitDaily;
    if (nextSingle != null && nextDaily != null && nextSingle > nextDaily) {
      throw InvalidInputError.of(single === null ? "limitDaily" : "limitSingle", "limit_order");
    }
  }
}

function isRaised(next: bigint | null, now: bigint | null | undefined): boolean {
  return next !== null && now != null && next > now;
}

function isLowered(next: bigint | null, now: bigint | null | undefined): boolean {
  return next !== null && now != null && next < now;
}

/** Of what is known. */
function least(one: bigint | null | undefined, other: bigint | null | undefined): bigint | null {
  if (one == null) return other ?? null;
  return other == null || one < other ? one : other;
}
