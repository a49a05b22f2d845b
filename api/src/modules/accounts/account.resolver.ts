import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import { Amount } from "../../graphql/scalars.js";
import { RequestError } from "../../shared/errors.js";
import type { AttemptLimiter } from "../auth/index.js";
import type { LedgerAccount, LedgerReader } from "../ledger/index.js";
import { User } from "../users/index.js";
import type { AccountRecord, AccountService } from "./account.service.js";
import {
  Account,
  AccountStatus,
  BalanceUpdate,
  CancelLimitRaiseInput,
  CancelLimitRaiseResult,
  CloseAccountInput,
  CloseAccountResult,
  CloseAccountSuccess,
  CloseMembershipInput,
  CloseMembershipResult,
  CloseMembershipSuccess,
  LimitRaise,
  OpenAccountInput,
  OpenAccountResult,
  OpenAccountSuccess,
  Recipient,
  toAccount,
  toRecipient,
  UpdateAccountInput,
  UpdateAccountResult,
  UpdateAccountSuccess,
} from "./account.types.js";
import type { AccountDirectory } from "./account-directory.service.js";
import type { BalanceFeed, BalanceState } from "./balance-feed.service.js";
import type { LimitService } from "./limit.service.js";
import type { MembershipService } from "./membership.service.js";

/** Reads and changes of accounts. */
@Resolver(() => Account)
export class AccountResolver {
  constructor(
    private readonly accounts: AccountService,
    private readonly limits: LimitService,
    private readonly directory: AccountDirectory,
    private readonly membership: MembershipService,
    private readonly ledger: LedgerReader,
    private readonly attempts: AttemptLimiter,
  ) {}

  @Query(() => Account, { nullable: true, description: "One's own account; null when unknown or another's." })
  async account(
    @Arg("id", () => ID, { description: "The account." }) id: string,
    @Ctx() context: Context,
  ): Promise<Account | null> {
    const record = await this.accounts.find(requireCaller(context).userId, id);
    return record && toAccount(record);
  }

  @Query(() => Recipient, {
    nullable: true,
    description: "Whom an account number belongs to; null when nobody can be sent money under it.",
  })
  async recipient(
    @Arg("accountNumber", () => String, { description: "Twelve digits; spaces and hyphens do not matter." })
    number: string,
    @Ctx() context: Context,
  ): Promise<Recipient | null> {
    await this.attempts.takeRecipientLookUp(requireCaller(context).userId);
    const card = await this.directory.byNumber(number);
    const account = card && (await this.ledger.account(card.id));
    if (!card || account?.status !== "active") return null;
    return toRecipient(card);
  }

  @Mutation(() => OpenAccountResult, { description: "Opens one more account." })
  async openAccount(
    @Arg("input", () => OpenAccountInput, { description: "The new account." }) input: OpenAccountInput,
    @Ctx() context: Context,
  ): Promise<OpenAccountSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () =>
      withAccount(new OpenAccountSuccess(), await this.accounts.open(userId, input, originOf(context))),
    );
  }

  @Mutation(() => UpdateAccountResult, { description: "Renames an account or sets its limits." })
  async updateAccount(
    @Arg("input", () => UpdateAccountInput, { description: "What to change." }) input: UpdateAccountInput,
    @Ctx() context: Context,
  ): Promise<UpdateAccountSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () =>
      withAccount(new UpdateAccountSuccess(), await this.accounts.update(userId, input, originOf(context))),
    );
  }

  @Mutation(() => CancelLimitRaiseResult, { description: "Takes back raised limits that do not count yet." })
  async cancelLimitRaise(
    @Arg("input", () => CancelLimitRaiseInput, { description: "Of which account." }) input: CancelLimitRaiseInput,
    @Ctx() context: Context,
  ): Promise<UpdateAccountSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const id = await this.limits.cancelRaise(userId, input.accountId, originOf(context));
      return withAccount(new UpdateAccountSuccess(), await this.accounts.load(id));
    });
  }

  @Mutation(() => CloseAccountResult, { description: "Closes an account that is at zero with nothing pending." })
  async closeAccount(
    @Arg("input", () => CloseAccountInput, { description: "Which account." }) input: CloseAccountInput,
    @Ctx() context: Context,
  ): Promise<CloseAccountSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () =>
      withAccount(new CloseAccountSuccess(), await this.accounts.close(userId, input.accountId, originOf(context))),
    );
  }

  @Mutation(() => CloseMembershipResult, { description: "Leaves the service. Accounts must be empty; the books stay." })
  async closeMembership(
    @Arg("input", () => CloseMembershipInput, { description: "The password, again." }) input: CloseMembershipInput,
    @Ctx() context: Context,
  ): Promise<CloseMembershipSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const closedAt = await this.membership.close(userId, input, originOf(context));
      context.refreshCookie?.clear();
      context.clearSiteData?.();
      return Object.assign(new CloseMembershipSuccess(), { closedAt });
    });
  }
}

function withAccount<Success extends { account: Account }>(success: Success, record: AccountRecord): Success {
  success.account = toAccount(record);
  return success;
}

/** Fields of Account that are read when they are asked for. */
@Resolver(() => Account)
export class AccountFieldsResolver {
  constructor(
    private readonly accounts: AccountService,
    private readonly limits: LimitService,
    private readonly ledger: LedgerReader,
  ) {}

  @FieldResolver(() => String, { description: "What its owner calls it." })
  async nickname(@Root() account: Account): Promise<string> {
    return (await this.recordOf(account)).account.nickname;
  }

  @FieldResolver(() => AccountStatus, { description: "Whether it moves money." })
  async status(@Root() account: Account): Promise<string> {
    return (await this.ledgerOf(account)).status.toUpperCase();
  }

  @FieldResolver(() => Amount, { description: "Highest amount of one movement out." })
  async limitSingle(@Root() account: Account): Promise<bigint> {
    return (await this.ledgerOf(account)).limitSingle ?? 0n;
  }

  @FieldResolver(() => Amount, { description: "Highest sum out on one day in Asia/Seoul." })
  async limitDaily(@Root() account: Account): Promise<bigint> {
    return (await this.ledgerOf(account)).limitDaily ?? 0n;
  }

  @FieldResolver(() => Amount, { description: "The highest `limitSingle` that its owner may set." })
  limitSingleMax(): bigint {
    return this.limits.highest.single;
  }

  @FieldResolver(() => Amount, { description: "The highest `limitDaily` that its owner may set." })
  limitDailyMax(): bigint {
    return this.limits.highest.daily;
  }

  @FieldResolver(() => LimitRaise, {
    nullable: true,
    description: "Raised limits that were confirmed and do not count yet.",
  })
  async limitRaise(@Root() account: Account): Promise<LimitRaise | null> {
    const raise = await this.limits.pending(account.id);
    return raise && Object.assign(new LimitRaise(), raise);
  }

  @FieldResolver(() => Amount, { description: "Used of the daily limit today." })
  async spentToday(@Root() account: Account): Promise<bigint> {
    return (await this.ledgerOf(account)).spentToday;
  }

  @FieldResolver(() => GraphQLDateTime, { description: "When it was opened." })
  async openedAt(@Root() account: Account): Promise<Date> {
    return (await this.recordOf(account)).account.openedAt;
  }

  private async ledgerOf(account: Account): Promise<LedgerAccount> {
    const ledger = account.record?.ledger ?? (await this.ledger.account(account.id));
    if (!ledger) throw new Error(`account ${account.id} is not in the ledger`);
    return ledger;
  }

  private async recordOf(account: Account): Promise<AccountRecord> {
    account.record ??= await this.accounts.load(account.id);
    return account.record;
  }
}

@Resolver(() => User)
export class UserAccountsResolver {
  constructor(private readonly service: AccountService) {}

  @FieldResolver(() => [Account], { description: "The member's open accounts, oldest first." })
  async accounts(@Root() user: User, @Ctx() context: Context): Promise<Account[]> {
    // A member's accounts are the member's alone, whatever path leads to the user.
    if (context.caller?.userId !== user.id) throw new RequestError("FORBIDDEN");
    return (await this.service.listOpen(context.caller.userId)).map(toAccount);
  }
}

@Resolver()
export class BalanceResolver {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly feed: BalanceFeed,
  ) {}

  @Subscription(() => BalanceUpdate, {
    description: "The account's state now, then after each change. Several changes may come as one; the version tells.",
    subscribe: async ({ args, context }: { args: { accountId?: string }; context: Context }) =>
      context.container.get(BalanceResolver).watch(args.accountId ?? "", context),
  })
  balanceChanged(
    @Root() state: BalanceState,
    @Arg("accountId", () => ID, { description: "One's own account." }) _accountId: string,
  ): BalanceUpdate {
    const { accountId, balance, held, version, transactionId, at } = state;
    return Object.assign(new BalanceUpdate(), {
      accountId,
      balance,
      available: balance - held,
      version,
      transactionId,
      at,
    });
  }

  async watch(accountId: string, context: Context) {
    const { userId } = requireCaller(context);
    const card = await this.directory.byId(accountId);
    if (card?.userId !== userId) throw new RequestError("FORBIDDEN");
    return this.feed.watch(card.id);
  }
}
