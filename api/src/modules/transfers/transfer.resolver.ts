import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import type { MovementId } from "../../shared/ids.js";
import { toAccountAfter } from "../accounts/index.js";
import { type NoteService, TransactionNote, toTransactionNote } from "../history/index.js";
import type { TransferService } from "./transfer.service.js";
import { Transfer, TransferInput, TransferResult, TransferSuccess, toTransfer } from "./transfer.types.js";

@Resolver(() => Transfer)
export class TransferResolver {
  constructor(
    private readonly transfers: TransferService,
    private readonly notes: NoteService,
  ) {}

  @FieldResolver(() => TransactionNote, { description: "What the member has written on it." })
  async note(@Root() { id, isNew }: Transfer, @Ctx() context: Context): Promise<TransactionNote> {
    const root = id as MovementId;
    if (isNew) return toTransactionNote(root, null);
    return toTransactionNote(root, await this.notes.load(requireCaller(context).userId, root));
  }

  @Query(() => Transfer, { nullable: true, description: "A transfer one sent or received; null for any other id." })
  async transfer(
    @Arg("id", () => ID, { description: "The transfer." }) id: string,
    @Ctx() context: Context,
  ): Promise<Transfer | null> {
    const record = await this.transfers.find(requireCaller(context).userId, id);
    return record && toTransfer(record);
  }

  @Mutation(() => TransferResult, { name: "transfer", description: "Sends money, at most once for each key." })
  async send(
    @Arg("input", () => TransferInput, { description: "From where, to whom, how much." }) input: TransferInput,
    @Ctx() context: Context,
  ): Promise<TransferSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const { transfer, after, replayed } = await this.transfers.transfer(userId, input, originOf(context));
      const success = new TransferSuccess();
      success.transfer = Object.assign(toTransfer(transfer), { isNew: !replayed });
      success.account = toAccountAfter(transfer.from, after);
      success.replayed = replayed;
      return success;
    });
  }
}
