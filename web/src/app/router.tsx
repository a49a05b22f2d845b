import { createBrowserRouter } from "react-router";
import { allMessages } from "../lib/i18n";
import { requireGuest, requireSession } from "./guard";
import { Root, Splash } from "./root";
import { RootError, RouteError } from "./route-error";
import { Shell } from "./shell";

/** A flow is one question per screen: no bars around it, because leaving half-way is a decision. */
const flow = { flow: true };

/** A screen and the words it says. */
function said<Route>(load: () => Promise<Route>): () => Promise<Route> {
  return async () => {
    const [route] = await Promise.all([load(), allMessages()]);
    return route;
  };
}

export function createRouter() {
  return createBrowserRouter([
    {
      Component: Root,
      ErrorBoundary: RootError,
      HydrateFallback: Splash,
      children: [
        { path: "login", loader: requireGuest, lazy: said(() => import("./routes/log-in")) },
        {
          path: "signup",
          loader: requireGuest,
          // the steps are in the address and must not ask the guard again
          shouldRevalidate: () => false,
          lazy: said(() => import("./routes/sign-up")),
        },
        {
          path: "password-reset",
          loader: requireGuest,
          shouldRevalidate: () => false,
          lazy: said(() => import("./routes/password-reset")),
        },
        {
          Component: Shell,
          loader: requireSession,
          children: [
            {
              ErrorBoundary: RouteError,
              children: [
                { index: true, lazy: () => import("./routes/home") },
                { path: "history", lazy: said(() => import("./routes/history")) },
                { path: "insights", handle: flow, lazy: said(() => import("./routes/insights")) },
                { path: "notifications", handle: flow, lazy: said(() => import("./routes/notifications")) },
                {
                  path: "notifications/settings",
                  handle: flow,
                  lazy: said(() => import("./routes/notification-settings")),
                },
                { path: "more", lazy: said(() => import("./routes/more")) },
                { path: "send", handle: flow, lazy: said(() => import("./routes/send")) },
                { path: "send/amount", handle: flow, lazy: said(() => import("./routes/send-amount")) },
                { path: "send/confirm", handle: flow, lazy: said(() => import("./routes/send-confirm")) },
                { path: "send/when", handle: flow, lazy: said(() => import("./routes/send-when")) },
                { path: "schedules", handle: flow, lazy: said(() => import("./routes/schedules")) },
                { path: "schedules/:id", handle: flow, lazy: said(() => import("./routes/schedule")) },
                { path: "schedules/:id/change", handle: flow, lazy: said(() => import("./routes/schedule-change")) },
                { path: "requests", handle: flow, lazy: said(() => import("./routes/requests")) },
                { path: "requests/new", handle: flow, lazy: said(() => import("./routes/request-new")) },
                { path: "requests/split", handle: flow, lazy: said(() => import("./routes/request-split")) },
                { path: "requests/:id", handle: flow, lazy: said(() => import("./routes/request")) },
                { path: "r/:token", handle: flow, lazy: said(() => import("./routes/request-link")) },
                { path: "transfers/:id", handle: flow, lazy: said(() => import("./routes/transfer")) },
                { path: "charge", handle: flow, lazy: said(() => import("./routes/charge")) },
                { path: "charge/confirm", handle: flow, lazy: said(() => import("./routes/funding-confirm")) },
                { path: "charge/result", handle: flow, lazy: said(() => import("./routes/funding-result")) },
                { path: "withdraw", handle: flow, lazy: said(() => import("./routes/withdraw")) },
                { path: "withdraw/amount", handle: flow, lazy: said(() => import("./routes/withdraw-amount")) },
                { path: "withdraw/confirm", handle: flow, lazy: said(() => import("./routes/funding-confirm")) },
                { path: "withdraw/result", handle: flow, lazy: said(() => import("./routes/funding-result")) },
                { path: "accounts/:id", handle: flow, lazy: said(() => import("./routes/account")) },
                { path: "accounts/:id/limits", handle: flow, lazy: said(() => import("./routes/account-limits")) },
                { path: "accounts/:id/close", handle: flow, lazy: said(() => import("./routes/account-close")) },
                { path: "security", handle: flow, lazy: said(() => import("./routes/security")) },
                { path: "security/history", handle: flow, lazy: said(() => import("./routes/security-history")) },
                { path: "settings/password", handle: flow, lazy: said(() => import("./routes/settings-password")) },
                { path: "settings/email", handle: flow, lazy: said(() => import("./routes/settings-email")) },
                { path: "settings/data", handle: flow, lazy: said(() => import("./routes/settings-data")) },
                { path: "settings/phone", handle: flow, lazy: said(() => import("./routes/settings-phone")) },
                { path: "leave", handle: flow, lazy: said(() => import("./routes/leave")) },
              ],
            },
          ],
        },
        { path: "verify", lazy: said(() => import("./routes/verify")) },
        ...(import.meta.env.DEV ? [{ path: "design", lazy: said(() => import("./routes/design")) }] : []),
        { path: "*", lazy: said(() => import("./routes/not-found")) },
      ],
    },
  ]);
}
