import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import type { ProblemReportService } from "./problem-report.service.js";
import { ReportProblemInput, ReportProblemResult, ReportProblemSuccess } from "./problem-report.types.js";

@Resolver()
export class ProblemReportResolver {
  constructor(private readonly reports: ProblemReportService) {}

  @Mutation(() => ReportProblemResult, { description: "Tells the operators that something is wrong with a transfer." })
  async reportProblem(
    @Arg("input", () => ReportProblemInput, { description: "What, with which one." }) input: ReportProblemInput,
    @Ctx() context: Context,
  ): Promise<ReportProblemSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const number = await this.reports.report(userId, input, originOf(context));
      return Object.assign(new ReportProblemSuccess(), { number });
    });
  }
}
