import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { InvalidInput, resultUnion } from "../../graphql/errors.js";
import { PROBLEMS, type Problem } from "./problem-report.service.js";

export const Problems = Object.fromEntries(PROBLEMS.map((problem) => [problem.toUpperCase(), problem]));
registerEnumType(Problems, {
  name: "Problem",
  description: "What is wrong with a transfer.",
  valuesConfig: {
    WRONG_PAYEE: { description: "It went to somebody else, or came from a stranger." },
    WRONG_AMOUNT: { description: "It was another sum." },
    NOT_MINE: { description: "The member did not send it, or should not have it." },
    OTHER: { description: "What the text says." },
  },
});

@InputType({ description: "What is wrong, and with what." })
export class ReportProblemInput {
  @Field(() => ID, { description: "The transfer, sent or received." })
  transferId!: string;

  @Field(() => Problems, { description: "What is wrong." })
  problem!: Problem;

  @Field({ description: "In the member's own words, 1 to 500 characters." })
  text!: string;
}

@ObjectType({ simpleResolvers: true, description: "It is kept for the operators, and the member has a mail." })
export class ReportProblemSuccess {
  @Field({ description: "What to name when asking for it: `K7M2-9QXD`." })
  number!: string;
}

export const ReportProblemResult = resultUnion("ReportProblemResult", "Answer to reportProblem.", [
  ReportProblemSuccess,
  InvalidInput,
]);
