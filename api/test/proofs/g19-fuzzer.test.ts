import { randomUUID } from "node:crypto";
import fc from "fast-check";
import {
  type GraphQLField,
  GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
  isUnionType,
} from "graphql";
import { RULES } from "../../src/book-rules.js";
import { deposit, startTestApi, transfer } from "../api-harness.js";
import { GraphQLClient } from "../graphql-client.js";
import { violationsIn } from "../ledger-harness.js";
import { SocketClient } from "../socket-client.js";
import { prove } from "./proof.js";

const NASTY = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udfff\ud800",
  "\u202eevil",
  "\u2066",
  "مرحبا",
  "עברית",
  "\u200b",
  "가".repeat(40),
  "👨‍👩‍👧‍👦".repeat(8),
  "x".repeat(90_000),
  "__proto__",
  "constructor",
  "toString",
  "null",
  "undefined",
  "NaN",
  "'; DROP TABLE users; --",
  "%s%n",
  "{{7*7}}",
  "<script>",
  "../../etc/passwd",
  "\r\nSet-Cookie: a=b",
  "0",
  "-1",
  "1e400",
  "9223372036854775807",
  "9223372036854775808",
  "1000000000000000",
  "1000000000000001",
  "00000000-0000-0000-0000-000000000000",
  "2026-02-30T00:00:00Z",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "+275760-09-13T00:00:00Z",
  "2026-11-20T24:00:00Z",
  "2026-13",
  "2026-00",
  "v0",
  "djA",
  "dg==",
  "a@b",
  "ⓐ@b.kr",
];
const NUMBERS = [0, -0, 1, -1, 20, 100, 101, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 1e21, 1.5, 5e-324, 1e308];

/** Any value of JSON, the type's own kind more often than another. */
function anyValue(
  type: GraphQLInputType,
  real: Readonly<Record<string, readonly unknown[]>>,
  name: string,
): fc.Arbitrary<unknown> {
  const nullable = getNullableType(type);
  const wrong = fc.oneof(
    fc.constantFrom<unknown>(null, true, {}, [], [[]], ...NUMBERS, ...NASTY),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const text = fc.oneof(
    fc.constantFrom<unknown>(...NASTY),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.constantFrom<unknown>(...NUMBERS),
  );
  let right: fc.Arbitrary<unknown>;
  if (isListType(nullable))
    right = fc.array(anyValue(nullable.ofType as GraphQLInputType, real, name), { maxLength: 6 });
  else if (nullable instanceof GraphQLInputObjectType) {
    const fields = Object.values(nullable.getFields());
    right = fc.record(Object.fromEntries(fields.map((each) => [each.name, anyValue(each.type, real, each.name)])), {
      requiredKeys: fields.filter((each) => String(each.type).endsWith("!")).map((each) => each.name),
    });
    right = fc.oneof(
      { weight: 12, arbitrary: right },
      { weight: 1, arbitrary: right.map((each) => ({ ...(each as object), role: "admin" })) },
    );
  } else if (isEnumType(nullable))
    right = fc.constantFrom<unknown>(...nullable.getValues().map((each) => each.name), "NONE", 1);
  else right = text;
  const known = real[name];
  return fc.oneof(
    { weight: 6, arbitrary: right },
    { weight: 1, arbitrary: wrong },
    ...(known
      ? [{ weight: nullable instanceof GraphQLInputObjectType ? 1 : 14, arbitrary: fc.constantFrom(...known) }]
      : []),
  );
}

/** Literals of the language for what came as JSON: the other way into an operation. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${/^[_A-Za-z]\w*$/.test(name) ? name : "x"}: ${literal(each)}`)
    .join(", ")} }`;
}

function selection(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (isUnionType(type))
    return "{ __typename ... on UserError { code message } ... on InvalidInput { fields { path message } } }";
  return isObjectType(type) ? "{ __typename }" : "";
}

const STACK = /\bat .+:\d+:\d+|node_modules|\.ts:\d+|\.js:\d+|SELECT |INSERT |ECONN|QueryFailed/;

prove<"narrow-column">(
  "G19",
  "whatever any field or argument is given, the answer is one of those that the schema knows",
  { small: 1_200, redWithout: { "narrow-column": 2_000 } },
  async ({ count, random, without }) => {
    const api = await startTestApi({ SIGN_UPS_PER_HOUR: "100" });
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown) => rejections.push(reason);
    process.on("unhandledRejection", onRejection);
    try {
      const problems: string[] = [];
      const member = await api.member();
      const other = await api.member();
      await deposit(member, 5_000_000n);
      for (let i = 0; i < 3; i++) await transfer(member, other, 100n);
      const { schema } = api.application;
      if (without) {
        // The table refuses what the service takes: a mistake of the kind that a fuzzer is for.
        await api.owner.query(`ALTER TABLE accounts ADD CHECK (char_length(nickname) < 5) NOT VALID`);
      }
      const real: Readonly<Record<string, readonly unknown[]>> = {
        id: [member.accountId, other.accountId, randomUUID()],
        accountId: [member.accountId, other.accountId],
        fromAccountId: [member.accountId, other.accountId],
        accountNumber: [member.accountNumber, other.accountNumber],
        toAccountNumber: [member.accountNumber, other.accountNumber],
        amount: ["1", "100", "0", "5000001"],
        email: [member.email, other.email],
        // Guessing it would take half a second each time.
        password: ["short", "x".repeat(300)],
        bankCode: ["004", "000"],
        bankAccountNumber: ["110234567890"],
        idempotencyKey: ["once", "twice"],
        first: [1, 100],
        from: ["2026-01-01T00:00:00Z"],
        month: ["2026-11"],
        nickname: ["통장 하나", "생활비 모으는 통장"],
      };
      const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
      const targets = roots.flatMap((type, index) =>
        Object.values(type?.getFields() ?? {}).map((field) => ({
          kind: ["query", "mutation", "subscription"][index] ?? "",
          field,
          inside: false,
        })),
      );
      // Fields with arguments deeper down, reached from one's own account.
      for (const field of Object.values(
        (schema.getType("Account") as { getFields(): Record<string, GraphQLField<unknown, unknown>> }).getFields(),
      )) {
        if (field.args.length > 0) targets.push({ kind: "query", field, inside: true });
      }
      const arbitraries = targets.map(({ field }) =>
        fc.tuple(...field.args.map((arg) => anyValue(arg.type, real, arg.name))),
      );
      const met = { served: 0, "user errors": 0, refused: 0, anonymous: 0, "on a socket": 0 };
      const types = new Set(Object.keys(schema.getTypeMap()));

      const look = (what: string, status: number, text: string) => {
        if (status >= 500 && !text.includes('"OVERLOADED"')) problems.push(`${what}: ${status} ${text.slice(0, 200)}`);
        if (text.includes('"INTERNAL"')) problems.push(`${what}: INTERNAL`);
        if (STACK.test(text)) problems.push(`${what}: tells of the inside: ${STACK.exec(text)?.[0]}`);
        for (const [, name] of text.matchAll(/"__typename":"(\w*)"/g)) {
          if (!types.has(name ?? "")) problems.push(`${what}: ${name} is not in the schema`);
        }
        if (text.includes('"code":"BAD_USER_INPUT"')) met.refused++;
        else if (/"code":"[A-Z_]+"/.test(text)) met["user errors"]++;
        else met.served++;
      };

      const seed = Math.floor(random() * 2 ** 31);
      const samples = targets.map((_, index) =>
        fc.sample(arbitraries[index] as fc.Arbitrary<unknown[]>, {
          numRuns: Math.ceil(count / targets.length),
          seed: seed + index,
        }),
      );
      let next = 0;
      const worker = async () => {
        let socket: SocketClient | null = null;
        for (let i = next++; i < count; i = next++) {
          const target = targets[i % targets.length] as (typeof targets)[number];
          const values = samples[i % targets.length]?.[Math.floor(i / targets.length)] ?? [];
          const { field, kind, inside } = target;
          // Its membership is still needed, and leaving asks for a password anyway.
          const isAnonymous = i % 3 === 0 || field.name === "logOut";
          const asLiteral = i % 4 === 1;
          const args = field.args
            .map((arg, index) => `${arg.name}: ${asLiteral ? literal(values[index]) : `$${arg.name}`}`)
            .join(", ");
          const call = `${field.name}${args && `(${args})`} ${selection(field)}`;
          const declared =
            asLiteral || field.args.length === 0
              ? ""
              : `(${field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(", ")})`;
          const query = `${kind} ${declared} { ${inside ? `me { accounts { ${call} } }` : call} }`;
          const variables = asLiteral
            ? {}
            : Object.fromEntries(field.args.map((arg, index) => [arg.name, values[index]]));
          const what = `${field.name}(${JSON.stringify(values).slice(0, 160)})${isAnonymous ? " anonymously" : ""}`;
          if (kind === "subscription") {
            if (!socket || socket.closedWith !== null)
              socket = await SocketClient.forMember(api.url, member.client.token);
            met["on a socket"]++;
            const id = String(i);
            socket?.send({ id, type: "subscribe", payload: { query, variables } });
            await socket?.until(() => socket?.messages.some((each) => each.id === id) ?? true, 2_000);
            look(what, 200, JSON.stringify(socket?.messages.filter((each) => each.id === id) ?? []));
            if (socket?.closedWith === null) socket.send({ id, type: "complete" });
            continue;
          }
          if (isAnonymous) met.anonymous++;
          const client = new GraphQLClient(api.url);
          client.token = isAnonymous ? null : member.client.token;
          const { status, data, errors } = await client.ask(query, variables);
          look(what, status, JSON.stringify({ data, errors }));
        }
        socket?.close();
      };
      await Promise.all(Array.from({ length: 6 }, worker));
      for (const reason of rejections) problems.push(`unhandled: ${String(reason)}`);
      for (const violation of await violationsIn(api.owner, RULES))
        problems.push(`the book: ${JSON.stringify(violation)}`);
      return { rare: { ...met, fields: targets.length }, problems };
    } finally {
      process.off("unhandledRejection", onRejection);
      await api.close();
    }
  },
);
