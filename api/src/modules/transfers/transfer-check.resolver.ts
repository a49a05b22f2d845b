import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { type Context, requireCaller } from "../../graphql/context.js";
import { Amount } from "../../graphql/scalars.js";
import type { TransferCheckService } from "./transfer-check.service.js";
import { TransferCheck, toTransferCheck } from "./transfer-check.types.js";

@Resolver()
export class TransferCheckResolver {
  constructor(private readonly checks: TransferCheckService) {}

  @Query(() => TransferCheck, {
    nullable: true,
    description: "What is worth a second look before money is sent; null when the number is nobody's.",
  })
  async transferCheck(
    @Arg("toAccountNumber", () => String, { description: "Twelve digits; spaces and hyphens do not matter." })
    toAccountNumber: string,
    @Arg("amount", () => Amount, { description: "How much." }) amount: bigint,
    @Ctx() context: Context,
  ): Promise<TransferCheck | null> {
    const record = await this.checks.check(requireCaller(context).userId, toAccountNumber, amount);
    return record && toTransferCheck(record);
  }
}
