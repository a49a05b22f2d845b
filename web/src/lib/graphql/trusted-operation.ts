import { ApolloLink } from "@apollo/client/link";
import { from, of, switchMap } from "rxjs";
import { takeEarlyAnswer } from "../early";

/** The id that codegen gave the operation: what the API knows it by (docs/adr/0009-trusted-documents.md). */
export function extensionsOf(document: object) {
  const { __meta__: meta } = document as { __meta__?: { hash: string } };
  if (!meta) throw new Error("an operation without an id: run npm run codegen");
  return { persistedQuery: { version: 1, sha256Hash: meta.hash.replace("sha256:", "") } };
}

/** What was asked before this code had come (lib/early.ts) is not asked again. An answer that is none is no answer. */
export const earlyAnswer = new ApolloLink((operation, forward) => {
  const { persistedQuery } = extensionsOf(operation.query);
  const early = takeEarlyAnswer(persistedQuery.sha256Hash, operation.variables);
  if (!early) return forward(operation);
  return from(early).pipe(
    switchMap((answer) => {
      const result = answer as ApolloLink.Result | null;
      return result?.data && !result.errors ? of(result) : forward(operation);
    }),
  );
});

/** Sends the operation's id in place of its text. */
export const trustedOperation = new ApolloLink((operation, forward) => {
  Object.assign(operation.extensions, extensionsOf(operation.query));
  operation.setContext({ http: { includeQuery: false, includeExtensions: true } });
  return forward(operation);
});
