import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { type Context, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import type { UserId } from "../../shared/ids.js";
import { Recipient, toRecipient } from "../accounts/index.js";
import type { PayeeService } from "./payee.service.js";
import {
  DropPayeeInput,
  KeepPayeeInput,
  KeepPayeeResult,
  Payee,
  PayeesChanged,
  RecentPayee,
  toPayee,
  toRecentPayee,
} from "./payee.types.js";
import type { RecentPayees } from "./recent-payees.service.js";

@Resolver()
export class PayeeResolver {
  constructor(
    private readonly payees: PayeeService,
    private readonly recents: RecentPayees,
  ) {}

  @Query(() => [Payee], { description: "Whom one sends money to often, by name." })
  async favouritePayees(@Ctx() context: Context): Promise<Payee[]> {
    return (await this.payees.favourites(requireCaller(context).userId)).map(toPayee);
  }

  @Query(() => [RecentPayee], { description: "Others one has sent money to, the latest first; 20 at most." })
  async recentPayees(@Ctx() context: Context): Promise<RecentPayee[]> {
    return (await this.recents.list(requireCaller(context).userId)).map(toRecentPayee);
  }

  @Query(() => Recipient, {
    nullable: true,
    description: "Who wants to be found under an e-mail address or phone number; null when nobody does.",
  })
  async recipientByContact(
    @Arg("contact", () => String, { description: "An e-mail address, or a phone number as people write it." })
    contact: string,
    @Ctx() context: Context,
  ): Promise<Recipient | null> {
    const card = await this.payees.findByContact(requireCaller(context).userId, contact);
    return card && toRecipient(card);
  }

  @Mutation(() => KeepPayeeResult, { description: "Keeps somebody among the favourites, or gives them another label." })
  async keepPayee(
    @Arg("input", () => KeepPayeeInput, { description: "Whom, and under which name." }) input: KeepPayeeInput,
    @Ctx() context: Context,
  ): Promise<PayeesChanged | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      await this.payees.keep(userId, input);
      return this.changed(userId);
    });
  }

  @Mutation(() => PayeesChanged, { description: "Keeps somebody no longer; nothing happens when nobody was kept." })
  async dropPayee(
    @Arg("input", () => DropPayeeInput, { description: "Whom." }) { accountNumber }: DropPayeeInput,
    @Ctx() context: Context,
  ): Promise<PayeesChanged> {
    const { userId } = requireCaller(context);
    await this.payees.drop(userId, accountNumber);
    return this.changed(userId);
  }

  private async changed(userId: UserId): Promise<PayeesChanged> {
    const favouritePayees = (await this.payees.favourites(userId)).map(toPayee);
    return Object.assign(new PayeesChanged(), { favouritePayees });
  }
}
