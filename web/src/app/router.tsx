import { createBrowserRouter } from "react-router";
import { requireGuest, requireSession } from "./guard";
import { Root, Splash } from "./root";
import { RootError, RouteError } from "./route-error";
import { Shell } from "./shell";

/** A flow is one question per screen: no bars around it, because leaving half-way is a decision. */
const flow = { flow: true };

export function createRouter() {
  return createBrowserRouter([
    {
      Component: Root,
      ErrorBoundary: RootError,
      HydrateFallback: Splash,
      children: [
        { path: "login", loader: requireGuest, lazy: () => import("./routes/log-in") },
        {
          path: "signup",
          loader: requireGuest,
          // the steps are in the address and must not ask the guard again
          shouldRevalidate: () => false,
          lazy: () => import("./routes/sign-up"),
        },
        {
          path: "password-reset",
          loader: requireGuest,
          shouldRevalidate: () => false,
          lazy: () => import("./routes/password-reset"),
        },
        {
          Component: Shell,
          loader: requireSession,
          children: [
            {
              ErrorBoundary: RouteError,
              children: [
                { index: true, lazy: () => import("./routes/home") },
                { path: "history", lazy: () => import("./routes/history") },
                { path: "insights", handle: flow, lazy: () => import("./routes/insights") },
                { path: "notifications", handle: flow, lazy: () => import("./routes/notifications") },
                {
                  path: "notifications/settings",
                  handle: flow,
                  lazy: () => import("./routes/notification-settings"),
                },
                { path: "more", lazy: () => import("./routes/more") },
                { path: "send", handle: flow, lazy: () => import("./routes/send") },
                { path: "send/amount", handle: flow, lazy: () => import("./routes/send-amount") },
                { path: "send/confirm", handle: flow, lazy: () => import("./routes/send-confirm") },
                { path: "send/when", handle: flow, lazy: () => import("./routes/send-when") },
                { path: "schedules", handle: flow, lazy: () => import("./routes/schedules") },
                { path: "schedules/:id", handle: flow, lazy: () => import("./routes/schedule") },
                { path: "transfers/:id", handle: flow, lazy: () => import("./routes/transfer") },
                { path: "charge", handle: flow, lazy: () => import("./routes/charge") },
                { path: "charge/confirm", handle: flow, lazy: () => import("./routes/funding-confirm") },
                { path: "charge/result", handle: flow, lazy: () => import("./routes/funding-result") },
                { path: "withdraw", handle: flow, lazy: () => import("./routes/withdraw") },
                { path: "withdraw/amount", handle: flow, lazy: () => import("./routes/withdraw-amount") },
                { path: "withdraw/confirm", handle: flow, lazy: () => import("./routes/funding-confirm") },
                { path: "withdraw/result", handle: flow, lazy: () => import("./routes/funding-result") },
                { path: "accounts/:id", handle: flow, lazy: () => import("./routes/account") },
                { path: "accounts/:id/limits", handle: flow, lazy: () => import("./routes/account-limits") },
                { path: "accounts/:id/close", handle: flow, lazy: () => import("./routes/account-close") },
                { path: "security", handle: flow, lazy: () => import("./routes/security") },
                { path: "security/history", handle: flow, lazy: () => import("./routes/security-history") },
                { path: "settings/password", handle: flow, lazy: () => import("./routes/settings-password") },
                { path: "settings/email", handle: flow, lazy: () => import("./routes/settings-email") },
                { path: "settings/phone", handle: flow, lazy: () => import("./routes/settings-phone") },
                { path: "leave", handle: flow, lazy: () => import("./routes/leave") },
              ],
            },
          ],
        },
        { path: "verify", lazy: () => import("./routes/verify") },
        { path: "*", lazy: () => import("./routes/not-found") },
      ],
    },
  ]);
}
