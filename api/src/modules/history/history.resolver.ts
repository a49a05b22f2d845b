import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from "type-graphql";
import { type Context, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import { checkFirst } from "../../shared/page.js";
import { Account, Transaction } from "../accounts/index.js";
import type { HistoryService } from "./history.service.js";
import { TransactionConnection, TransactionFilter, toConnection, toHistoryFilter } from "./history.types.js";
import type { NoteService } from "./note.service.js";
import { TransactionNote, toTransactionNote, WriteNoteInput, WriteNoteResult, WriteNoteSuccess } from "./note.types.js";

@Resolver(() => Account)
export class HistoryResolver {
  constructor(private readonly history: HistoryService) {}

  @FieldResolver(() => TransactionConnection, { description: "What happened on the account, newest first." })
  async transactions(
    @Root() account: Account,
    @Ctx() context: Context,
    @Arg("first", () => Int, { defaultValue: 20, description: "1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "The `endCursor` of the page you have." })
    after: string | null,
    @Arg("filter", () => TransactionFilter, { nullable: true, description: "Which ones." })
    filter: TransactionFilter | null,
  ): Promise<TransactionConnection> {
    checkFirst(first);
    const { userId } = requireCaller(context);
    const page = await this.history.page(userId, account.id, toHistoryFilter(filter), first, after);
    return toConnection(page, context.locale);
  }
}

@Resolver(() => Transaction)
export class NoteResolver {
  constructor(private readonly notes: NoteService) {}

  @FieldResolver(() => TransactionNote, { description: "What the member has written on it." })
  async note(@Root() { root }: Transaction, @Ctx() context: Context): Promise<TransactionNote> {
    return toTransactionNote(root, await this.notes.load(requireCaller(context).userId, root));
  }

  @Mutation(() => WriteNoteResult, { description: "Writes on a transaction, in the place of what was there." })
  async writeNote(
    @Arg("input", () => WriteNoteInput, { description: "On which, and what." }) input: WriteNoteInput,
    @Ctx() context: Context,
  ): Promise<WriteNoteSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const { root, ...annotation } = await this.notes.write(userId, input);
      return Object.assign(new WriteNoteSuccess(), { note: toTransactionNote(root, annotation) });
    });
  }
}
