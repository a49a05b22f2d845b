import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { InvalidInput, resultUnion } from "../../graphql/errors.js";
import type { StatementRecord } from "./statement.service.js";

export const StatementFormat = { CSV: "CSV", XLSX: "XLSX", PDF: "PDF" } as const;
registerEnumType(StatementFormat, { name: "StatementFormat", description: "What kind of file." });

export const StatementState = { QUEUED: "QUEUED", RUNNING: "RUNNING", READY: "READY", FAILED: "FAILED" } as const;
registerEnumType(StatementState, { name: "StatementState", description: "How far a statement is." });

@ObjectType({
  simpleResolvers: true,
  description: "A statement of an account for a period. Made by and by, kept for a week.",
})
export class Statement {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field(() => ID, { description: "Of which account." })
  accountId!: string;

  @Field({ description: "First day, `yyyy-mm-dd` in Asia/Seoul." })
  from!: string;

  @Field({ description: "Last day, included." })
  to!: string;

  @Field(() => StatementFormat, { description: "What kind of file." })
  format!: string;

  @Field(() => StatementState, { description: "How far it is." })
  state!: string;

  @Field(() => Int, { description: "In hundredths." })
  progress!: number;

  @Field(() => Int, { nullable: true, description: "Movements in it, once it is ready." })
  rows!: number | null;

  @Field(() => Int, { nullable: true, description: "Size of the file, once it is ready." })
  bytes!: number | null;

  @Field(() => Int, { nullable: true, description: "How many parts the file comes in, once it is ready." })
  parts!: number | null;

  @Field({ description: "What to call the file." })
  fileName!: string;

  @Field(() => GraphQLDateTime, { description: "When it was asked for." })
  requestedAt!: Date;

  @Field(() => GraphQLDateTime, { description: "Until when it is kept." })
  expiresAt!: Date;
}

export function toStatement(record: StatementRecord): Statement {
  const { format, state, from, to } = record;
  return Object.assign(new Statement(), record, {
    format: format.toUpperCase(),
    state: state.toUpperCase(),
    fileName: `chickpay-${from}-${to}.${format}`,
  });
}

@InputType({ description: "Which account, which days, and what kind of file." })
export class RequestStatementInput {
  @Field(() => ID, { description: "One's own account." })
  accountId!: string;

  @Field({ description: "First day, `yyyy-mm-dd` in Asia/Seoul." })
  from!: string;

  @Field({ description: "Last day, included; at most 366 days in all, and none to come." })
  to!: string;

  @Field(() => StatementFormat, { description: "What kind of file." })
  format!: string;
}

@ObjectType({ simpleResolvers: true, description: "It is being made; a mail tells when it is ready." })
export class RequestStatementSuccess {
  @Field(() => Statement, { description: "As it is now." })
  statement!: Statement;
}

export const RequestStatementResult = resultUnion("RequestStatementResult", "Answer to requestStatement.", [
  RequestStatementSuccess,
  InvalidInput,
]);
