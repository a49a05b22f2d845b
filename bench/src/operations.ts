import { type DocumentNode, Kind, print, visit } from "graphql";
import { HistoryDocument, TransferDocument, ViewerDocument } from "../../web/src/gql/graphql.ts";
import type { Operation } from "./api-process.ts";

/** Operations exactly as the web app sends them: its own documents, with the type names its cache asks for. */
export const TRANSFER = asSent("Transfer", TransferDocument);
export const VIEWER = asSent("Viewer", ViewerDocument);
export const HISTORY = asSent("History", HistoryDocument);

function asSent(operationName: string, document: unknown): Operation {
  const withTypeNames = visit(document as DocumentNode, {
    Directive: (node) => (node.name.value === "unmask" ? null : undefined),
    SelectionSet(node, _key, parent) {
      if (parent && "kind" in parent && parent.kind === Kind.OPERATION_DEFINITION) return undefined;
      const hasIt = node.selections.some((each) => each.kind === Kind.FIELD && each.name.value === "__typename");
      if (hasIt) return undefined;
      const typeName = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } } as const;
      return { ...node, selections: [...node.selections, typeName] };
    },
  });
  return { operationName, query: print(withTypeNames) };
}
