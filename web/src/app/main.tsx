import "./styles.css";
import { ApolloProvider } from "@apollo/client/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { client } from "../lib/graphql/client";
import { startI18n } from "../lib/i18n";
import { startServiceWorker } from "../lib/service-worker";
import { restoreSession } from "../lib/session";
import { createRouter } from "./router";

// The list of font pieces is long and only a few are needed: it comes beside the code, not before it.
void import("./fonts.css");

// The session is asked for first: it is the longest way of all.
void restoreSession().catch(() => undefined);
await startI18n();

// After everything that the first screen needs.
void startServiceWorker().catch(() => undefined);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <RouterProvider router={createRouter()} />
    </ApolloProvider>
  </StrictMode>,
);
