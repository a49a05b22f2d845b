import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { FactorMethods } from "../../graphql/errors.js";
import { PageInfo } from "../../graphql/page-info.js";
import type { SessionId } from "../../shared/ids.js";
import type { AuditRecord } from "../audit/index.js";
import { deviceName, maskAddress } from "./device.policy.js";

const LogInOutcome = {
  DONE: "DONE",
  REFUSED: "REFUSED",
  CHALLENGED: "CHALLENGED",
  FACTOR_REFUSED: "FACTOR_REFUSED",
  LOCKED: "LOCKED",
  TURNED_AWAY: "TURNED_AWAY",
} as const;
registerEnumType(LogInOutcome, {
  name: "LogInOutcome",
  description: "What became of a log-in.",
  valuesConfig: {
    DONE: { description: "It was let in." },
    REFUSED: { description: "The password was wrong." },
    CHALLENGED: { description: "The password was right, and a second factor was asked for." },
    FACTOR_REFUSED: { description: "The code or the passkey was wrong." },
    LOCKED: { description: "The password was wrong so often that it is not looked at from there for a while." },
    TURNED_AWAY: {
      description:
        "All was right, and the member was locked, had too old a password or, of the staff, had no proven key.",
    },
  },
});

@ObjectType({ simpleResolvers: true, description: "A log-in of the member, or somebody's try." })
export class LogIn {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field(() => GraphQLDateTime, { description: "When." })
  at!: Date;

  @Field(() => LogInOutcome, { description: "What became of it." })
  outcome!: string;

  @Field({ description: "Whether it opened the session that asks." })
  current!: boolean;

  @Field({ description: "Browser and system, as far as they tell: `Chrome · Android`." })
  device!: string;

  @Field(() => String, { nullable: true, description: "Network address, masked: `203.0.*.*`." })
  maskedAddress!: string | null;

  @Field(() => [FactorMethods], {
    description: "How the person showed that it was them, or tried or was asked to; empty for a wrong password.",
  })
  methods!: string[];
}

@ObjectType({ simpleResolvers: true, description: "A log-in and its place in the list." })
export class LogInEdge {
  @Field({ description: "For `after`." })
  cursor!: string;

  @Field(() => LogIn, { description: "The log-in." })
  node!: LogIn;
}

@ObjectType({ simpleResolvers: true, description: "A page of log-ins, newest first." })
export class LogInConnection {
  @Field(() => [LogInEdge], { description: "The log-ins." })
  edges!: LogInEdge[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

export function toLogInConnection(records: readonly AuditRecord[], limit: number, current: SessionId): LogInConnection {
  const edges = records.slice(0, limit).map((record) => {
    const { methods, method } = record.after ?? {};
    const outcome = record.action.startsWith("log_in.")
      ? record.action.replace("log_in.", "").toUpperCase()
      : LogInOutcome.FACTOR_REFUSED;
    const node = Object.assign(new LogIn(), {
      id: record.id,
      at: record.at,
      outcome,
      current: outcome === LogInOutcome.DONE && record.sessionId === current,
      device: deviceName(record.userAgent),
      maskedAddress: record.address && maskAddress(record.address),
      methods: [methods ?? method ?? []].flat().map((each) => String(each).toUpperCase()),
    });
    return Object.assign(new LogInEdge(), { cursor: record.id, node });
  });
  const pageInfo = Object.assign(new PageInfo(), {
    endCursor: edges.at(-1)?.cursor ?? null,
    hasNextPage: records.length > limit,
  });
  return Object.assign(new LogInConnection(), { edges, pageInfo });
}
