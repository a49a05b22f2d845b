import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { type Context, requireCaller } from "../../graphql/context.js";
import type { ReceiptService } from "./receipt.service.js";
import { toVerifiedReceipt, VerifiedReceipt } from "./receipt.types.js";

@Resolver()
export class ReceiptResolver {
  constructor(private readonly receipts: ReceiptService) {}

  @Query(() => String, {
    nullable: true,
    description: "A receipt of one's own movement, signed (compact JWS, EdDSA; keys at /.well-known/jwks.json).",
  })
  async signedReceipt(
    @Arg("id", () => ID, { description: "Of the transfer or transaction." }) id: string,
    @Ctx() context: Context,
  ): Promise<string | null> {
    return this.receipts.issue(requireCaller(context).userId, id);
  }

  @Query(() => VerifiedReceipt, {
    nullable: true,
    description: "What a receipt says, for whoever holds it; null when it was not signed here or was changed.",
  })
  async verifiedReceipt(
    @Arg("receipt", () => String, { description: "The signed text." }) receipt: string,
  ): Promise<VerifiedReceipt | null> {
    const facts = await this.receipts.verify(receipt);
    return facts && toVerifiedReceipt(facts);
  }
}
