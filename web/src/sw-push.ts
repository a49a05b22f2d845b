/// <reference lib="webworker" />
// What the service worker does for Web Push: shows what the server tells, opens it, and keeps the address known.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { RefreshSessionDocument, SubscribeToPushDocument } from "./gql/graphql";
import { extensionsOf } from "./lib/graphql/operation-id";
import { targetOf } from "./lib/push-target";

declare const self: ServiceWorkerGlobalScope;

/** As the server sends it. */
interface Told {
  /** The event's: what is told twice is shown once. */
  tag: string;
  title: string;
  text: string;
  /** A page of the app. */
  path: string;
}

/** Browsers insist that something is shown, also when what came cannot be read. */
function unreadable(): Told {
  const text = self.navigator.language.startsWith("ko") ? "새 알림이 있어요." : "You have a new notification.";
  return { tag: "unreadable", title: "칙페이", text, path: "/notifications" };
}

export function show(event: PushEvent): void {
  let told = unreadable();
  try {
    told = { ...told, ...(event.data?.json() as Told) };
  } catch {
    // see above
  }
  const { tag, title, text, path } = told;
  const shown = self.registration.showNotification(title, {
    body: text,
    tag,
    icon: "/icons/icon-192.png",
    data: { path },
  });
  event.waitUntil(shown);
}

export function open(event: NotificationEvent): void {
  event.notification.close();
  const { path } = event.notification.data as Pick<Told, "path">;
  event.waitUntil(goTo(path));
}

async function goTo(path: string): Promise<void> {
  const { href, origin, pathname } = new URL(path, self.location.origin);
  if (origin !== self.location.origin) return;
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // A tab that shows something else is left alone: somebody may be about to send money there.
  const tab = tabs.find(({ url }) => new URL(url).pathname === pathname);
  await (tab ? tab.focus() : self.clients.openWindow(href));
}

/** The browser has another address from now on. Where the session is over nobody has to know it. */
export function renew(event: PushSubscriptionChangeEvent): void {
  event.waitUntil(tellAddress(event));
}

async function tellAddress({ oldSubscription, newSubscription }: PushSubscriptionChangeEvent): Promise<void> {
  const applicationServerKey = oldSubscription?.options.applicationServerKey;
  const subscription =
    newSubscription ??
    (applicationServerKey &&
      (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })));
  if (!subscription) return;
  const input = targetOf(subscription);
  // The lock of the tabs: the refresh token changes with each use, and two who spend the same one look like thieves.
  const { refreshSession } = await self.navigator.locks.request("chickpay-session", () =>
    post(RefreshSessionDocument, {}),
  );
  if (refreshSession.__typename !== "AuthPayload") return;
  await post(SubscribeToPushDocument, { input }, refreshSession.accessToken);
}

async function post<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Data> {
  const answer = await fetch("/graphql", {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ variables, extensions: extensionsOf(document) }),
  });
  const { data }: { data?: Data | null } = await answer.json();
  if (!data) throw new Error("no answer");
  return data;
}
