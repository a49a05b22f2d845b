import {
  BalanceChangedDocument,
  HistoryDocument,
  RefreshSessionDocument,
  TransferDocument,
  ViewerDocument,
} from "../../web/src/gql/graphql.ts";
import type { Operation } from "./api-process.ts";

/** Operations exactly as the web app sends them: by their ids. */
export const TRANSFER = asSent("Transfer", TransferDocument);
export const VIEWER = asSent("Viewer", ViewerDocument);
export const HISTORY = asSent("History", HistoryDocument);
export const BALANCE_CHANGED = asSent("BalanceChanged", BalanceChangedDocument);

/** Without a cookie this touches nothing: the cheapest way to show a token. */
export const REFRESH_SESSION = asSent("RefreshSession", RefreshSessionDocument);

function asSent(operationName: string, document: object): Operation {
  const { __meta__: meta } = document as { __meta__?: { hash: string } };
  if (!meta) throw new Error(`${operationName} has no id: run npm run codegen`);
  return {
    operationName,
    extensions: { persistedQuery: { version: 1, sha256Hash: meta.hash.replace("sha256:", "") } },
  };
}
