import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";

/** How large an operation may be. The same figures hold on HTTP and on sockets. */
export const LIMITS = {
  tokens: 1_000,
  depth: 10,
  aliases: 15,
  fields: 200,
  /** Fragments followed, each as often as it is spread: doubling ones are stopped here, whatever they hold. */
  spreads: 200,
  directives: 10,
  /** Top-level mutations: passwords and money are not to be tried in bulk within one request. */
  mutations: 5,
  /** Fields times the sizes of the lists around them. */
  cost: 20_000,
  bodyBytes: 100_000,
  frameBytes: 64_000,
} as const;

/** Page size counted where `first` is a variable: the largest one that is accepted. */
const PAGE_UNKNOWN = 100;
const PAGE_DEFAULT = 20;
const LIST_SIZES: Readonly<Record<string, number>> = { accounts: 10, transactions: PAGE_DEFAULT };

/** Parses with the limit on tokens, which bounds everything that comes after. */
export function parseLimited(source: string): DocumentNode {
  return parse(source, { maxTokens: LIMITS.tokens });
}

/** Counts each operation once, fragments where they are spread. Introspection has a shape of its own and is let by. */
export const limitsRule: ValidationRule = (context: ValidationContext): ASTVisitor => ({
  Document: {
    leave(document) {
      const fragments = new Map<string, FragmentDefinitionNode>();
      for (const each of document.definitions) {
        if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
      }
      for (const each of document.definitions) {
        if (each.kind !== Kind.OPERATION_DEFINITION || isIntrospection(each)) continue;
        const problem = measure(each, fragments);
        if (problem) context.reportError(new GraphQLError(problem, { nodes: [each] }));
      }
    },
  },
});

function isIntrospection(operation: OperationDefinitionNode): boolean {
  return operation.selectionSet.selections.every(
    (each) => each.kind === Kind.FIELD && (each.name.value === "__schema" || each.name.value === "__type"),
  );
}

/** What is too large about the operation, or null. Stops at the first excess, so that the count is bounded too. */
function measure(operation: OperationDefinitionNode, fragments: Map<string, FragmentDefinitionNode>): string | null {
  let fields = 0;
  let spreads = 0;
  let aliases = 0;
  let directives = operation.directives?.length ?? 0;
  let cost = 0;
  let problem: string | null = null;
  const open = new Set<string>();

  const walk = (set: SelectionSetNode, depth: number, factor: number): void => {
    if (depth > LIMITS.depth) problem ??= `The operation is deeper than ${LIMITS.depth} levels`;
    for (const each of set.selections) {
      if (problem) return;
      directives += each.directives?.length ?? 0;
      if (directives > LIMITS.directives) problem = `The operation has more than ${LIMITS.directives} directives`;
      if (each.kind === Kind.INLINE_FRAGMENT) walk(each.selectionSet, depth, factor);
      else if (each.kind === Kind.FRAGMENT_SPREAD) {
        spreads++;
        if (spreads > LIMITS.spreads) problem = `The operation follows more than ${LIMITS.spreads} fragments`;
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
        if (fields > LIMITS.fields) problem = `The operation has more than ${LIMITS.fields} fields`;
        else if (aliases > LIMITS.aliases) problem = `The operation has more than ${LIMITS.aliases} aliases`;
        else if (cost > LIMITS.cost) problem = `The operation costs more than ${LIMITS.cost}`;
        if (each.selectionSet) walk(each.selectionSet, depth + 1, factor * listSize(each));
      }
    }
  };

  if (operation.operation === "mutation" && operation.selectionSet.selections.length > LIMITS.mutations) {
    return `The operation has more than ${LIMITS.mutations} mutations`;
  }
  walk(operation.selectionSet, 1, 1);
  return problem;
}

function listSize(field: FieldNode): number {
  const size = LIST_SIZES[field.name.value];
  if (size === undefined) return 1;
  const first = field.arguments?.find((each) => each.name.value === "first")?.value;
  if (!first) return size;
  return first.kind === Kind.INT ? Math.max(1, Number(first.value)) : PAGE_UNKNOWN;
}
