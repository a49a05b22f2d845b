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

// The session is asked for first: it is the longest way of all.
void restoreSession().catch(() => undefined);
await startI18n();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const router = createRouter();
const react = createRoot(root);
const render = () =>
  react.render(
    <StrictMode>
      <ApolloProvider client={client}>
        <RouterProvider router={router} />
      </ApolloProvider>
    </StrictMode>,
  );

// Where boot.js shows a picture of the screen it stays until the screen itself is there. Not awaited here: the code of
// screens waits for this module.
if (root.childElementCount === 0 || router.state.initialized) render();
else {
  const unsubscribe = router.subscribe(({ initialized }) => {
    if (!initialized) return;
    unsubscribe();
    render();
  });
}

/** A slow line has no room for these beside what the first screen needs: the pieces of the font, and the app's own copy. */
const SCREEN_IS_THERE_MS = 4_000;
requestAnimationFrame(() => void import("./fonts.css"));
setTimeout(() => void startServiceWorker().catch(() => undefined), SCREEN_IS_THERE_MS);
