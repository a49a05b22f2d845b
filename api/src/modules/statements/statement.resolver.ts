import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import type { StatementService } from "./statement.service.js";
import {
  RequestStatementInput,
  RequestStatementResult,
  RequestStatementSuccess,
  Statement,
  toStatement,
} from "./statement.types.js";

@Resolver(() => Statement)
export class StatementResolver {
  constructor(private readonly service: StatementService) {}

  @Query(() => [Statement], { description: "One's statements that are still kept, newest first; at most twenty." })
  async statements(@Ctx() context: Context): Promise<Statement[]> {
    return (await this.service.list(requireCaller(context).userId)).map(toStatement);
  }

  @Query(() => Statement, { nullable: true, description: "One's own statement; null for any other id." })
  async statement(
    @Arg("id", () => ID, { description: "The statement." }) id: string,
    @Ctx() context: Context,
  ): Promise<Statement | null> {
    const record = await this.service.find(requireCaller(context).userId, id);
    return record && toStatement(record);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "A part of the file in base64; null when there is none.",
  })
  async part(
    @Root() { id }: Statement,
    @Ctx() context: Context,
    @Arg("place", () => Int, { defaultValue: 0, description: "Which one, from 0 on." }) place: number,
  ): Promise<string | null> {
    const part = await this.service.part(requireCaller(context).userId, id, place);
    return part?.toString("base64") ?? null;
  }

  @Mutation(() => RequestStatementResult, { description: "Asks for a statement; at most twenty a day." })
  async requestStatement(
    @Arg("input", () => RequestStatementInput, { description: "Of what, and how." }) input: RequestStatementInput,
    @Ctx() context: Context,
  ): Promise<RequestStatementSuccess | UserError> {
    const { userId } = requireCaller(context);
    const asked = { ...input, format: input.format.toLowerCase() };
    return answer(context, async () => {
      const record = await this.service.request(userId, asked, context.locale, originOf(context));
      return Object.assign(new RequestStatementSuccess(), { statement: toStatement(record) });
    });
  }
}
