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

function fetchWithToken(params: FetcherParams, options?: FetcherOpts) {
  const header = Object.entries(options?.headers ?? {}).find(([name]) => name.toLowerCase() === "authorization");
  authorization = typeof header?.[1] === "string" ? header[1] : undefined;
  return fetcher(params, options);
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
