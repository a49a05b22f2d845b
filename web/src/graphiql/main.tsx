import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./graphiql.css";
import { createGraphiQLFetcher, type FetcherOpts, type FetcherParams } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { HEADERS, TABS } from "./examples";

const socketUrl = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`;

let authorization: string | undefined;

/** Subscriptions carry the token of the header editor as a connection parameter: browsers cannot set socket headers. */
const fetcher = createGraphiQLFetcher({
  url: "/graphql",
  wsClient: createClient({
    url: socketUrl,
    lazy: true,
    // each run opens its own connection, so a newly pasted token is used at once
    lazyCloseTimeout: 0,
    retryAttempts: 0,
    connectionParams: () => (authorization ? { authorization } : {}),
  }),
});

/** The placeholder of the examples is no token: public operations have to work before one is pasted. */
function fetchWithToken(params: FetcherParams, options?: FetcherOpts) {
  const headers = Object.entries(options?.headers ?? {}).filter(
    ([, value]) => !String(value).includes("<accessToken>"),
  );
  authorization = headers.find(([name]) => name.toLowerCase() === "authorization")?.[1] as string | undefined;
  return fetcher(params, { ...options, headers: Object.fromEntries(headers) });
}

const root = document.getElementById("graphiql");
if (!root) throw new Error("the page has no #graphiql");
createRoot(root).render(
  <StrictMode>
    <GraphiQL
      fetcher={fetchWithToken}
      defaultTabs={TABS}
      defaultHeaders={HEADERS}
      defaultEditorToolsVisibility="headers"
    >
      <GraphiQL.Logo>Chickpay</GraphiQL.Logo>
    </GraphiQL>
  </StrictMode>,
);
