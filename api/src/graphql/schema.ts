import "reflect-metadata";
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import { buildSchema } from "type-graphql";
import {
  AccountFieldsResolver,
  AccountResolver,
  BalanceResolver,
  UserAccountsResolver,
} from "../modules/accounts/index.js";
import { AuthResolver, EmailCodeResolver, PasswordChangeResolver, SecurityResolver } from "../modules/auth/index.js";
import { FundingResolver } from "../modules/funding/index.js";
import { HistoryResolver, NoteResolver } from "../modules/history/index.js";
import { InsightsResolver } from "../modules/insights/index.js";
import { NotificationResolver, PushResolver } from "../modules/notifications/index.js";
import { PayeeResolver } from "../modules/payees/index.js";
import { ProfileResolver } from "../modules/profile/index.js";
import { ReceiptResolver } from "../modules/receipts/index.js";
import { MoneyRequestResolver, MoneySplitResolver } from "../modules/requests/index.js";
import { PlannedTransferResolver, ScheduleResolver } from "../modules/schedules/index.js";
import { StaffResolver } from "../modules/staff/index.js";
import { StatementResolver } from "../modules/statements/index.js";
import { ProblemReportResolver } from "../modules/support/index.js";
import { TransferCheckResolver, TransferResolver } from "../modules/transfers/index.js";
import type { Container } from "./context.js";

/** Builds the schema; resolvers come from the container when a request needs them. */
export async function createSchema(container: Container): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      AuthResolver,
      SecurityResolver,
      EmailCodeResolver,
      PasswordChangeResolver,
      ProfileResolver,
      StaffResolver,
      StatementResolver,
      AccountResolver,
      AccountFieldsResolver,
      UserAccountsResolver,
      BalanceResolver,
      TransferResolver,
      TransferCheckResolver,
      FundingResolver,
      HistoryResolver,
      NoteResolver,
      InsightsResolver,
      PayeeResolver,
      ReceiptResolver,
      ProblemReportResolver,
      NotificationResolver,
      PushResolver,
      ScheduleResolver,
      PlannedTransferResolver,
      MoneyRequestResolver,
      MoneySplitResolver,
    ],
    container: { get: (someClass) => container.get(someClass as never) },
    // Inputs are read by the services' own schemas, which name the field in the caller's language.
    validate: false,
    // Subscriptions here start from a state that must be read first, so each brings its own source of messages;
    // type-graphql insists on one for all nevertheless.
    pubSub: {
      publish: () => undefined,
      subscribe: () => {
        throw new Error("subscriptions bring their own source");
      },
    },
  });
  // type-graphql has no place for these three.
  for (const [type, description] of [
    [schema.getQueryType(), "What can be read. Changes nothing."],
    [schema.getMutationType(), "What can be done. Each answers a union of its success and the failures to expect."],
    [schema.getSubscriptionType(), "What can be watched, over WebSocket (graphql-ws)."],
  ] as const) {
    if (type) type.description = description;
  }
  return schema;
}

/** The schema as committed in schema.graphql: sorted, so that a change shows as what it is. */
export async function emitSchema(): Promise<string> {
  const schema = await createSchema({
    get: () => {
      throw new Error("the schema is only printed");
    },
  });
  return `# Emitted by the API (pnpm codegen). Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}
