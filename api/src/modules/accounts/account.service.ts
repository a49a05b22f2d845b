import { type DataSource, type EntityManager, In, IsNull } from "typeorm";
import { z } from "zod";
import { AccountLimitReachedError, AccountNotActiveError, AccountNotEmptyError } from "../../shared/errors.js";
import { type AccountId, newId, type UserId } from "../../shared/ids.js";
import { label, readInput } from "../../shared/input.js";
import type { Origin } from "../../shared/origin.js";
import { rowLoader } from "../../shared/row-loader.js";
import { inTransaction } from "../../shared/transaction.js";
import { recordAudit } from "../audit/index.js";
import type { LedgerAccount, LedgerAccountService, LedgerReader } from "../ledger/index.js";
import { UserEntity } from "../users/index.js";
import { AccountEntity } from "./account.entity.js";
import type { AccountDirectory } from "./account-directory.service.js";
import { newAccountNumber } from "./account-number.policy.js";
import { type LimitRequest, type LimitService, UnconfirmedRaise } from "./limit.service.js";

export interface AccountRules {
  accountsMax: number;
  /** Limits of a new account, and the highest that its owner may set. */
  limitSingle: bigint;
  limitDaily: bigint;
}

/** An account with its money. */
export interface AccountRecord {
  account: AccountEntity;
  ledger: LedgerAccount;
}

const nicknameField = label(30, "nickname");

/** Of a billion numbers one that is free is found at once, as long as a tenth of them is. */
const NUMBER_TRIES = 100;

/** What a member's first account is called, until they say otherwise. */
const FIRST_NICKNAMES = {
  person: { ko: "칙페이 통장", en: "Chickpay account" },
  shop: { ko: "매장 계좌", en: "Shop account" },
} as const;

/** Opens, changes and closes members' accounts. */
export class AccountService {
  private readonly loader = rowLoader<AccountId, AccountEntity>(async (ids) => {
    const found = await this.source.manager.findBy(AccountEntity, { id: In(ids) });
    return new Map(found.map((each) => [each.id, each]));
  });

  constructor(
    private readonly source: DataSource,
    private readonly directory: AccountDirectory,
    private readonly ledgerAccounts: LedgerAccountService,
    private readonly ledger: LedgerReader,
    private readonly rules: AccountRules,
    private readonly limits: LimitService,
  ) {}

  /** The account a member starts with, in the transaction that makes the member. */
  async openFirst(tx: EntityManager, user: Pick<UserEntity, "id" | "kind" | "language">): Promise<AccountId> {
    return this.create(tx, user.id, FIRST_NICKNAMES[user.kind][user.language], user.kind);
  }

  /** @throws InvalidInputError, AccountLimitReachedError */
  async open(userId: UserId, input: { nickname: string }, origin: Origin): Promise<AccountRecord> {
    const { nickname } = readInput(z.object({ nickname: nicknameField }), input);
    const id = await inTransaction(this.source, async (tx) => {
      // Two requests at once must not both see room for one more.
      const user = await tx
        .createQueryBuilder(UserEntity, "user")
        .setLock("pessimistic_write")
        .where("user.id = :userId AND user.closedAt IS NULL", { userId })
        .getOneOrFail();
      await this.requireRoom(tx, userId);
      const opened = await this.create(tx, userId, nickname, user.kind);
      await recordAudit(tx, { action: "account.opened", actorId: userId, after: { account: opened } }, origin);
      return opened;
    });
    return this.load(id);
  }

  /** Changes what is given. @throws InvalidInputError, AccountNotActiveError, StepUpRequiredError */
  async update(
    userId: UserId,
    input: LimitRequest & { accountId: string; nickname?: string | null },
    origin: Origin,
  ): Promise<AccountRecord> {
    const { id } = await this.directory.owned(userId, input.accountId, "accountId");
    const nickname = input.nickname == null ? null : readInput(z.object({ nickname: nicknameField }), input).nickname;
    const limits = await this.limits.prepare(userId, id, input, origin);
    try {
      await this.change(userId, id, nickname, limits, origin);
    } catch (error) {
      if (error instanceof UnconfirmedRaise) return this.update(userId, input, origin);
      throw error;
    }
    return this.load(id);
  }

  private async change(
    userId: UserId,
    id: AccountId,
    nickname: string | null,
    limits: Awaited<ReturnType<LimitService["prepare"]>>,
    origin: Origin,
  ): Promise<void> {
    await inTransaction(this.source, async (tx) => {
      const account = await tx
        .createQueryBuilder(AccountEntity, "account")
        .setLock("pessimistic_write")
        .where("account.id = :id", { id })
        .getOneOrFail();
      if (account.closedAt) throw new AccountNotActiveError("accountId");
      if (nickname !== null && nickname !== account.nickname) {
        // Its name is the member's own word, which goes with the member; the log stays.
        const after = { account: id, isRenamed: true };
        await recordAudit(tx, { action: "account.changed", actorId: userId, after }, origin);
        await tx.update(AccountEntity, { id }, { nickname });
      }
      if (limits) await this.limits.change(tx, userId, id, limits, origin);
    });
  }

  /** Only at zero with nothing pending. @throws InvalidInputError, AccountNotEmptyError, AccountNotActiveError */
  async close(userId: UserId, accountId: string, origin: Origin): Promise<AccountRecord> {
    const { id } = await this.directory.owned(userId, accountId, "accountId");
    await inTransaction(this.source, async (tx) => {
      await this.closeIn(tx, id);
      await recordAudit(tx, { action: "account.closed", actorId: userId, before: { account: id } }, origin);
    });
    return this.load(id);
  }

  /** Closes every open account of a member. @throws AccountNotEmptyError naming the first that is not empty */
  async closeAll(tx: EntityManager, userId: UserId): Promise<AccountId[]> {
    const open = await tx
      .createQueryBuilder(AccountEntity, "account")
      .where("account.userId = :userId AND account.closedAt IS NULL", { userId })
      .orderBy("account.id")
      .getMany();
    for (const account of open) await this.closeIn(tx, account.id);
    return open.map((each) => each.id);
  }

  /** @throws AccountNotEmptyError naming the first that holds money or has something pending */
  async requireEmpty(tx: EntityManager, userId: UserId): Promise<void> {
    const open = await tx.findBy(AccountEntity, { userId, closedAt: IsNull() });
    const books = await this.ledger.accounts(
      open.map((each) => each.id),
      tx,
    );
    for (const { balance, held, id } of books.values()) {
      if (balance !== 0n || held !== 0n) throw new AccountNotEmptyError(id, balance);
    }
  }

  /** A member's open accounts, oldest first. */
  async listOpen(userId: UserId): Promise<AccountRecord[]> {
    const accounts = await this.source.manager
      .createQueryBuilder(AccountEntity, "account")
      .where("account.userId = :userId AND account.closedAt IS NULL", { userId })
      .orderBy("account.openedAt")
      .addOrderBy("account.id")
      .getMany();
    const ledger = await this.ledger.accounts(accounts.map((each) => each.id));
    return accounts.flatMap((account) => {
      const money = ledger.get(account.id);
      return money ? [{ account, ledger: money }] : [];
    });
  }

  /** One's own account, closed ones too; null when unknown or another's. */
  async find(userId: UserId, accountId: string): Promise<AccountRecord | null> {
    const card = await this.directory.byId(accountId);
    return card?.userId === userId ? this.load(card.id) : null;
  }

  async load(id: AccountId): Promise<AccountRecord> {
    const [account, ledger] = await Promise.all([this.loader.load(id), this.ledger.account(id)]);
    if (!account || !ledger) throw new Error(`account ${id} has no row in accounts or in the ledger`);
    return { account, ledger };
  }

  /** Those that were opened today count though they are closed: numbers are not given twice. @throws AccountLimitReachedError */
  private async requireRoom(tx: EntityManager, userId: UserId): Promise<void> {
    const { accountsMax } = this.rules;
    const [room]: [{ open: number; lately: number }] = await tx.query(
      `SELECT count(*) FILTER (WHERE closed_at IS NULL)::int AS open,
         count(*) FILTER (WHERE opened_at > clock_timestamp() - interval '1 day')::int AS lately
       FROM accounts WHERE user_id = $1`,
      [userId],
    );
    if (Math.max(room.open, room.lately) >= accountsMax) throw new AccountLimitReachedError(accountsMax);
  }

  /** A new account must be no way round limits that were lowered: its own are the lowest of those that its owner has. */
  private async lowestLimits(tx: EntityManager, userId: UserId): Promise<{ limitSingle: bigint; limitDaily: bigint }> {
    const others: { id: AccountId }[] = await tx.query(
      `SELECT id FROM accounts WHERE user_id = $1 AND (closed_at IS NULL OR closed_at > clock_timestamp() - interval '1 day')`,
      [userId],
    );
    const lowest = { limitSingle: this.rules.limitSingle, limitDaily: this.rules.limitDaily };
    const books = await this.ledger.accounts(
      others.map(({ id }) => id),
      tx,
    );
    for (const { limitSingle, limitDaily } of books.values()) {
      if (limitSingle !== null && limitSingle < lowest.limitSingle) lowest.limitSingle = limitSingle;
      if (limitDaily !== null && limitDaily < lowest.limitDaily) lowest.limitDaily = limitDaily;
    }
    return lowest;
  }

  private async create(
    tx: EntityManager,
    userId: UserId,
    nickname: string,
    holder: "person" | "shop",
  ): Promise<AccountId> {
    const id = newId<AccountId>();
    await this.ledgerAccounts.open(tx, {
      id,
      currency: "KRW",
      kind: holder === "shop" ? "merchant" : "customer",
      ...(await this.lowestLimits(tx, userId)),
    });
    for (let tries = 0; tries < NUMBER_TRIES; tries++) {
      const inserted: unknown[] = await tx.query(
        `INSERT INTO accounts (id, user_id, number, nickname) VALUES ($1, $2, $3, $4)
         ON CONFLICT (number) DO NOTHING RETURNING id`,
        [id, userId, newAccountNumber(), nickname],
      );
      if (inserted.length > 0) return id;
    }
    throw new Error("account numbers have run out");
  }

  private async closeIn(tx: EntityManager, id: AccountId): Promise<void> {
    const outcome = await this.ledgerAccounts.close(tx, id);
    if (outcome === "not_empty") {
      const balance = (await this.ledger.accounts([id], tx)).get(id)?.balance ?? 0n;
      throw new AccountNotEmptyError(id, balance);
    }
    if (outcome !== "closed") throw new AccountNotActiveError("accountId");
    await tx
      .createQueryBuilder()
      .update(AccountEntity)
      .set({ closedAt: () => "clock_timestamp()" })
      .where("id = :id AND closed_at IS NULL", { id })
      .execute();
  }
}
