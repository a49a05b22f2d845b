// Runs in the build alone (firstPictures in vite.config.ts): what a visit begins with, as it looks before anything is known.
// public/boot.js shows it until the app has come.
import { ApolloProvider } from "@apollo/client/react";
import { renderToStaticMarkup } from "react-dom/server";
import { createStaticHandler, createStaticRouter, type RouteObject, StaticRouterProvider } from "react-router";
import { BalanceSkeleton } from "../features/home/balance-panel";
import { RollingAmount } from "../features/home/rolling-amount";
import { RecipientStep } from "../features/send/recipient-step";
import { dayKey, formatMonth } from "../lib/dates";
import { client } from "../lib/graphql/client";
import { allMessages, changeLanguage, currentLanguage, startI18n } from "../lib/i18n";
import { usePayees } from "../lib/use-payees";
import { Component as History } from "./routes/history";
import { Component as Home } from "./routes/home";
import { Component as LogIn } from "./routes/log-in";
import { Shell } from "./shell";

/** The screen asks whose account it is before it shows anything; its question is the same for all. */
function Send() {
  const payees = usePayees();
  return <RecipientStep fromAccountId="" fromAccountNumber="" payees={payees} ownAccounts={[]} />;
}

const ROUTES: RouteObject[] = [
  { path: "/login", Component: LogIn },
  {
    Component: Shell,
    children: [
      { path: "/", Component: Home },
      { path: "/history", Component: History },
      { path: "/send", handle: { flow: true }, Component: Send },
    ],
  },
];
const PATHS = ["/login", "/", "/history", "/send"];

async function pictureOf(path: string): Promise<string> {
  const handler = createStaticHandler(ROUTES);
  const context = await handler.query(new Request(new URL(path, "http://localhost")));
  if (context instanceof Response || context.errors) throw new Error(`${path} cannot be drawn`);
  const router = createStaticRouter(handler.dataRoutes, context);
  const html = renderToStaticMarkup(
    <ApolloProvider client={client}>
      <StaticRouterProvider router={router} context={context} hydrate={false} />
    </ApolloProvider>,
  );
  if (/ style="/.test(html)) throw new Error(`${path} has a style of its own, which the policy refuses`);
  const thisMonth = formatMonth(dayKey(new Date()).slice(0, 7), currentLanguage());
  // Nothing that a browser would fill in, and not the month of the build.
  return html.replaceAll(/ (?:name|autoComplete|data-discover)="[^"]*"/g, "").replaceAll(`>${thisMonth}<`, ">\u00a0<");
}

/** The balance is the first that the server answers; boot.js puts its digits in. */
function withBalance(home: string): string {
  const place = renderToStaticMarkup(<BalanceSkeleton />);
  if (!home.includes(place)) throw new Error("home has no place for the balance");
  return home.replace(place, `${place}<template>${renderToStaticMarkup(<RollingAmount amount="1" />)}</template>`);
}

async function picturesNow(): Promise<Record<string, string>> {
  await allMessages();
  const drawn: Record<string, string> = {};
  for (const path of PATHS) drawn[path] = await pictureOf(path);
  return { ...drawn, "/": withBalance(drawn["/"] ?? "") };
}

await startI18n();
const ko = await picturesNow();
await changeLanguage("en");

/** By language and path. */
export const pictures = { ko, en: await picturesNow() };
