import { createStore } from "./store";

/** A new version has been loaded and waits to take over. */
export const waitingVersion = createStore<ServiceWorker | null>(null);

const LOOK_EVERY_MS = 60 * 60_000;

/** Only of a built app: in development files change at any time. */
export async function startServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const look = () => {
    // The very first one has nobody to take over from.
    if (registration.waiting && navigator.serviceWorker.controller) waitingVersion.set(registration.waiting);
  };
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
}

/** The page starts anew with the version that waits. */
export function takeNewVersion(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
  waitingVersion.get()?.postMessage("take over");
}
