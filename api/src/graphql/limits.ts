import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  TokenKind,
} from "graphql";
import { RequestError } from "../shared/errors.js";

/** How much may be asked. The same figures hold on HTTP and on sockets. */
export const LIMITS = {
  tokens: 1_000,
  /** Longest name. What is unknown is compared with every known name, which takes as long as both. */
  nameLength: 100,
  depth: 10,
  aliases: 15,
  fields: 200,
  /** Fields that stand in one selection more than once under the same name. */
  duplicates: 3,
  /** Fragments followed, each as often as it is spread: doubling ones are stopped here, whatever they hold. */
  spreads: 200,
  directives: 10,
  /** Fields of a mutation: passwords and money are not to be tried in bulk within one request. */
  mutations: 1,
  /** Fields times the sizes of the lists around them. */
  cost: 20_000,
  /** Levels, values, longest list and longest name of the variables. */
  variableDepth: 8,
  variableValues: 500,
  variableItems: 100,
  variableName: 100,
  bodyBytes: 100_000,
  frameBytes: 64_000,
  /** A socket must show its token so soon. */
  socketInitMs: 5_000,
  /** A socket that leaves a ping unanswered until the next is dead. */
  socketPingMs: 6_000,
  socketMessagesPerSecond: 50,
  /** What may wait for a client that reads slowly. It comes back and is told the newest state. */
  socketQueuedBytes: 1_000_000,
  socketsPerSession: 20,
  subscriptionsPerSocket: 100,
} as const;

export type Limits = Readonly<Record<keyof typeof LIMITS | "socketsPerUser" | "socketsPerAddress", number>>;

/** Page size counted where `first` is a variable: the largest one that is accepted. */
const PAGE_UNKNOWN = 100;
const PAGE_DEFAULT = 20;
/** How many there are as a rule, where `first` does not say it. The build fails for a list that is missing here. */
export const LIST_SIZES: Readonly<Record<string, number>> = {
  accounts: 10,
  balances: 366,
  categories: 20,
  counterparties: 20,
  favouritePayees: 50,
  fields: 5,
  logInHistory: PAGE_DEFAULT,
  moneyRequests: PAGE_DEFAULT,
  months: 12,
  notificationSettings: 10,
  notifications: PAGE_DEFAULT,
  passkeys: 10,
  payments: PAGE_DEFAULT,
  recentPayees: PAGE_DEFAULT,
  runs: 24,
  schedules: 100,
  sessions: 20,
  settings: 10,
  shares: PAGE_DEFAULT,
  statements: PAGE_DEFAULT,
  transactions: PAGE_DEFAULT,
};

/** What describes the schema goes deep, and nowhere near the database. */
const INTROSPECTION = { depth: 20, fields: 500, cost: Number.POSITIVE_INFINITY };

/**
 * Counts each operation once, fragments where they are spread. It comes before validation, whose rules compare fields
 * with each other.
 * @throws GraphQLError for text that cannot be read, RequestError BAD_USER_INPUT
 */
export function readSmall(source: string, limits: Limits): DocumentNode {
  const document = parse(source, { maxTokens: limits.tokens });
  for (let token = document.loc?.startToken; token; token = token.next ?? undefined) {
    if (token.kind === TokenKind.NAME && token.value.length > limits.nameLength) {
      throw RequestError.badInput("query", `A name is longer than ${limits.nameLength} characters`);
    }
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  }
  for (const each of document.definitions) {
    if (each.kind !== Kind.OPERATION_DEFINITION) continue;
    const problem = measure(each, fragments, isIntrospection(each) ? { ...limits, ...INTROSPECTION } : limits);
    if (problem) throw RequestError.badInput("query", problem);
  }
  return document;
}

/**
 * Deep and long variables cost more to walk than to send, and a name of nobody's to be compared with all that there are.
 * @throws RequestError BAD_USER_INPUT
 */
export function requireSmallVariables(variables: unknown, limits: Limits): void {
  let values = 0;
  const walk = (value: unknown, depth: number): void => {
    if (++values > limits.variableValues) throw RequestError.badInput("variables", "too many values");
    if (typeof value !== "object" || value === null) return;
    if (depth > limits.variableDepth) throw RequestError.badInput("variables", "too deep");
    const inside = Object.values(value);
    if (Array.isArray(value)) {
      if (inside.length > limits.variableItems) throw RequestError.badInput("variables", "a list is too long");
    } else if (Object.keys(value).some((name) => name.length > limits.variableName)) {
      throw RequestError.badInput("variables", "a name is too long");
    }
    for (const each of inside) walk(each, depth + 1);
  };
  walk(variables, 1);
}

function isIntrospection(operation: OperationDefinitionNode): boolean {
  return operation.selectionSet.selections.every(
    (each) => each.kind === Kind.FIELD && (each.name.value === "__schema" || each.name.value === "__type"),
  );
}

/** What is too large about the operation, or null. Stops at the first excess, so that the count is bounded too. */
function measure(
  operation: OperationDefinitionNode,
  fragments: Map<string, FragmentDefinitionNode>,
  limits: Limits,
): string | null {
  let fields = 0;
  let spreads = 0;
  let aliases = 0;
  let duplicates = 0;
  let mutations = 0;
  let directives = operation.directives?.length ?? 0;
  let cost = 0;
  let problem: string | null = null;
  const open = new Set<string>();

  const walk = (set: SelectionSetNode, depth: number, factor: number): void => {
    if (depth > limits.depth) problem ??= `The operation is deeper than ${limits.depth} levels`;
    const names = new Set<string>();
    for (const each of set.selections) {
      if (problem) return;
      directives += each.directives?.length ?? 0;
      if (directives > limits.directives) problem = `The operation has more than ${limits.directives} directives`;
      if (each.kind === Kind.INLINE_FRAGMENT) walk(each.selectionSet, depth, factor);
      else if (each.kind === Kind.FRAGMENT_SPREAD) {
        spreads++;
        if (spreads > limits.spreads) problem = `The operation follows more than ${limits.spreads} fragments`;
        const name = each.name.value;
        const fragment = fragments.get(name);
        // A cycle is another rule's to report.
        if (!fragment || open.has(name)) continue;
        open.add(name);
        walk(fragment.selectionSet, depth, factor);
        open.delete(name);
      } else {
        fields++;
        cost += factor;
        if (each.alias) aliases++;
        const name = each.alias?.value ?? each.name.value;
        if (names.has(name)) duplicates++;
        names.add(name);
        if (depth === 1 && operation.operation === "mutation" && each.name.value !== "__typename") mutations++;
        if (fields > limits.fields) problem = `The operation has more than ${limits.fields} fields`;
        else if (aliases > limits.aliases) problem = `The operation has more than ${limits.aliases} aliases`;
        else if (duplicates > limits.duplicates)
          problem = `The operation repeats more than ${limits.duplicates} fields`;
        else if (mutations > limits.mutations) problem = `The operation has more than ${limits.mutations} mutation`;
        else if (cost > limits.cost) problem = `The operation costs more than ${limits.cost}`;
        if (each.selectionSet) walk(each.selectionSet, depth + 1, factor * listSize(each));
      }
    }
  };

  walk(operation.selectionSet, 1, 1);
  return problem;
}

function listSize(field: FieldNode): number {
  const first = field.arguments?.find((each) => each.name.value === "first")?.value;
  if (!first) return LIST_SIZES[field.name.value] ?? 1;
  return first.kind === Kind.INT ? Math.max(1, Number(first.value)) : PAGE_UNKNOWN;
}
