import {
  type GraphQLField,
  GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isObjectType,
  isUnionType,
} from "graphql";

/** Everything of the type, down to `depth`, so that whatever is shown is looked at. */
function selectionOf(type: GraphQLObjectType, depth: number): string {
  const parts = Object.values(type.getFields()).flatMap((field) => {
    const inside = getNamedType(field.type);
    if (!isObjectType(inside)) return isUnionType(inside) ? [] : [field.name];
    return depth > 1 ? [`${field.name} { ${selectionOf(inside, depth - 1)} }`] : [];
  });
  return ["__typename", ...parts].join(" ");
}

/** What inputs take that is about nobody and nothing: no one has such a challenge, schedule or request. */
export const NOBODYS: Readonly<Record<string, unknown>> = {
  challengeId: "00000000-0000-7000-8000-000000000000",
  proof: {},
  code: "000000",
  recoveryCode: "AAAAA-AAAAA",
  currentPassword: "not the password",
  newPassword: "another password of mine",
  response: {},
  purpose: "PASSWORD_RESET",
  language: "ko",
  phone: "010-1234-5678",
  reason: "까닭",
  contact: "nobody@test.example",
  category: "MONEY",
  byMail: false,
  byPush: false,
  transferId: "00000000-0000-7000-8000-000000000000",
  problem: "OTHER",
  // No push service that the server knows: nothing is sent there.
  endpoint: "https://push.test.example/1",
  p256dh: "key",
  auth: "secret",
  hidesAmounts: false,
  findable: false,
  receipt: "no receipt",
  role: "ADMINISTRATOR",
  // What of a schedule is not said elsewhere; it is nobody's.
  scheduleId: "00000000-0000-7000-8000-000000000000",
  rule: {},
  kind: "DELAYED",
  delayHours: 3,
  noteId: "00000000-0000-7000-8000-000000000000",
  from: "2026-01-01",
  to: "2026-01-31",
  format: "CSV",
  // What of a money request is not said elsewhere; it is nobody's.
  requestId: "00000000-0000-7000-8000-000000000000",
  linkToken: "nobody's",
  token: "nobody's",
  direction: "INCOMING",
  total: "2",
  shares: {},
};

/** One question for each root field, and one for each field of what it answers with. */
export function questions(schema: GraphQLSchema, values: Record<string, unknown>) {
  const asked: Array<{ rule: string; root: string; query: string; variables: object; kind: string }> = [];
  for (const [kind, type] of [
    ["query", schema.getQueryType()],
    ["mutation", schema.getMutationType()],
    ["subscription", schema.getSubscriptionType()],
  ] as const) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const ask = (rule: string, selection: string) =>
        asked.push({
          rule,
          root: `${type?.name}.${field.name}`,
          kind,
          query: `${kind} ${signature(field)} { ${field.name}${call(field)} ${selection} }`,
          variables: Object.fromEntries(
            field.args.map(({ name, type: of }) => [name, valueFor(getNamedType(of), name, values)]),
          ),
        });
      const answer = getNamedType(field.type);
      if (isUnionType(answer)) {
        // Its failures hold nothing but what the caller has sent, or the limits of the caller's own account.
        const success = answer.getTypes().find((each) => /Success$|Payload$|Changed$/.test(each.name));
        const shown = success ? `... on ${success.name} { ${selectionOf(success, 3)} }` : "";
        const fails = answer.getTypes().some((each) => each.getInterfaces().length > 0);
        ask(field.name, `{ __typename ${shown} ${fails ? "... on UserError { code }" : ""} }`);
      } else if (isObjectType(answer)) {
        for (const inside of Object.values(answer.getFields())) {
          const of = getNamedType(inside.type);
          ask(
            `${answer.name}.${inside.name}`,
            `{ ${inside.name} ${isObjectType(of) ? `{ ${selectionOf(of, 3)} }` : ""} }`,
          );
        }
      } else ask(field.name, "");
    }
  }
  return asked;
}

const signature = (field: GraphQLField<unknown, unknown>) =>
  field.args.length > 0 ? `(${field.args.map(({ name, type }) => `$${name}: ${type}`).join(", ")})` : "";
const call = (field: GraphQLField<unknown, unknown>) =>
  field.args.length > 0 ? `(${field.args.map(({ name }) => `${name}: $${name}`).join(", ")})` : "";

/** What a caller would plausibly send, with the owner's own ids in it. */
export function valueFor(type: unknown, name: string, values: Record<string, unknown>): unknown {
  if (type instanceof GraphQLInputObjectType) {
    const inside = Object.values(type.getFields()).filter((each) => each.name in values);
    return Object.fromEntries(inside.map((each) => [each.name, valueFor(getNamedType(each.type), each.name, values)]));
  }
  const value = values[name];
  return typeof value === "function" ? value() : value;
}

/** The value as it stands in an operation's text. */
export function literalOf(value: unknown, type: unknown): string {
  if (isEnumType(type)) return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = type instanceof GraphQLInputObjectType ? type.getFields() : {};
  const parts = Object.entries(value).map(([name, each]) => {
    const inside = fields[name];
    return `${name}: ${literalOf(each, inside && getNamedType(inside.type))}`;
  });
  return `{ ${parts.join(", ")} }`;
}

const ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

/**
 * Ids are random, and any few digits come up in some of thousands: without those that no canary is made of, digits are
 * there because they were told.
 */
export function withoutIds(text: string, canaries: readonly string[]): string {
  return text.replaceAll(ID, (id) => (canaries.some((canary) => canary.includes(id)) ? id : ""));
}
