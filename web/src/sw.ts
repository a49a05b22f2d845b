/// <reference lib="webworker" />
// Makes the app open without a network, and tells what is new while it is closed. It keeps the app's own files and
// nothing else: no answer of the API, ever.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { open, renew, show } from "./sw-push";

declare const self: ServiceWorkerGlobalScope;
/** Written by the build. */
declare const __PRECACHED__: { url: string; revision: string | null }[];

/** Pages that are the server's own. */
const NOT_THE_APP = [/^\/graphi?ql/, /^\/dev\//, /^\/(?:healthz|readyz|metrics)/, /^\/\.well-known\//];

precacheAndRoute(__PRECACHED__);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: NOT_THE_APP }));

// A new version waits until the person says so: files do not change under a page that is being used.
self.addEventListener("message", ({ data }) => {
  if (data === "take over") void self.skipWaiting();
});

self.addEventListener("push", show);
self.addEventListener("notificationclick", open);
self.addEventListener("pushsubscriptionchange", renew);
