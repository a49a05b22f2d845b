import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import { toAccountAfter, toTransaction } from "../accounts/index.js";
import type { FundingService } from "./funding.service.js";
import {
  DepositInput,
  DepositResult,
  DepositSuccess,
  WithdrawInput,
  WithdrawResult,
  WithdrawSuccess,
} from "./funding.types.js";

@Resolver()
export class FundingResolver {
  constructor(private readonly funding: FundingService) {}

  @Mutation(() => DepositResult, { description: "Charges the account from a bank, at most once for each key." })
  async deposit(
    @Arg("input", () => DepositInput, { description: "Where to and how much." }) input: DepositInput,
    @Ctx() context: Context,
  ): Promise<DepositSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () =>
      fill(context, new DepositSuccess(), await this.funding.deposit(userId, input, originOf(context))),
    );
  }

  @Mutation(() => WithdrawResult, { description: "Sends money to a bank account, at most once for each key." })
  async withdraw(
    @Arg("input", () => WithdrawInput, { description: "Where from, where to and how much." }) input: WithdrawInput,
    @Ctx() context: Context,
  ): Promise<WithdrawSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () =>
      fill(context, new WithdrawSuccess(), await this.funding.withdraw(userId, input, originOf(context))),
    );
  }
}

function fill<Success extends DepositSuccess | WithdrawSuccess>(
  context: Context,
  success: Success,
  done: Awaited<ReturnType<FundingService["deposit"]>>,
): Success {
  success.transaction = toTransaction(done.transaction, context.locale);
  success.account = toAccountAfter(done.card, done.after);
  success.replayed = done.replayed;
  return success;
}
