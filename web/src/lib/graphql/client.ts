import { ApolloClient } from "@apollo/client";
import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { ApolloLink } from "@apollo/client/link";
import { SetContextLink } from "@apollo/client/link/context";
import { ErrorLink } from "@apollo/client/link/error";
import { HttpLink } from "@apollo/client/link/http";
import type { GraphQLCodegenDataMasking } from "@apollo/client/masking";
import { OperationTypeNode } from "graphql";
import { defer, EMPTY, from, switchMap, throwError } from "rxjs";
import { forgetEarlyAnswers } from "../early";
import { currentLanguage } from "../i18n";
import { noticeErrors } from "../notify";
import { forgetSealed } from "../sealed-storage";
import { freshAccessToken, refreshSession, sessionState } from "../session";
import { createCache } from "./cache";
import { isUnauthenticated } from "./errors";
import { liveBalances } from "./live-balance";
import { earlyAnswer, trustedOperation } from "./trusted-operation";

declare module "@apollo/client" {
  export interface TypeOverrides extends GraphQLCodegenDataMasking.TypeOverrides {}
}

const REQUEST_TIMEOUT_MS = 20_000;

const http = new HttpLink({
  uri: "/graphql",
  credentials: "same-origin",
  fetch: (input, init) => {
    const limit = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
  },
});

const headers = new SetContextLink(async (context) => {
  const token = await freshAccessToken();
  return {
    headers: {
      ...context.headers,
      "accept-language": currentLanguage(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
  };
});

/** The server did not accept the token (a restart, a clock that is off): one new token, one more try. */
const renew = new ErrorLink(({ error, operation, forward }) => {
  if (!isUnauthenticated(error) || sessionState.get() !== "in" || operation.getContext().renewed) return;
  operation.setContext({ renewed: true });
  return from(refreshSession()).pipe(switchMap((ok) => (ok ? forward(operation) : throwError(() => error))));
});

const notice = new ErrorLink(({ error }) => {
  if (CombinedGraphQLErrors.is(error)) noticeErrors(error.errors);
});

// The socket is opened after the first screen is there, so its code comes then too.
const loadRealtime = () => import("./realtime");
const realtime = new ApolloLink((operation) =>
  defer(loadRealtime).pipe(switchMap(({ realtimeLink }) => realtimeLink.request(operation, () => EMPTY))),
);

export const client = new ApolloClient({
  cache: createCache(),
  dataMasking: true,
  link: ApolloLink.split(
    (operation) => operation.operationType === OperationTypeNode.SUBSCRIPTION,
    realtime,
    ApolloLink.from([earlyAnswer, notice, renew, headers, trustedOperation, http]),
  ),
  defaultOptions: { watchQuery: { notifyOnNetworkStatusChange: true } },
});

/** Nothing of one person may be seen by the next. */
sessionState.subscribe(() => {
  if (sessionState.get() !== "out") return;
  void loadRealtime().then(({ closeRealtime }) => closeRealtime());
  liveBalances({});
  forgetEarlyAnswers();
  void forgetSealed();
  void client.clearStore();
});
