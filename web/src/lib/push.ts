import { type PushTarget, targetOf } from "./push-target";

export type PushStanding = "unsupported" | "blocked" | "off" | "on";

const READY_WITHIN_MS = 10_000;

/** Needs the service worker, which only a built app has; iPhones offer it to apps on the home screen alone. */
const isSupported = () =>
  import.meta.env.PROD && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** How things stand in this browser as far as it says so at once; `isOn` is what the server knows of it. */
export function pushStanding(isOn: boolean): PushStanding {
  if (!isSupported()) return "unsupported";
  if (Notification.permission === "denied") return "blocked";
  return isOn && Notification.permission === "granted" ? "on" : "off";
}

/** Where the browser is reached; null when it is not, whatever the server knows. */
export async function pushTarget(): Promise<PushTarget | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? targetOf(subscription) : null;
}

/** Asks the person, and then the browser. Null when the person does not want it. @throws when no push service answers */
export async function turnPushOn(publicKey: string): Promise<PushTarget | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const late = new Promise<never>((_, fail) => setTimeout(() => fail(new Error("no service worker")), READY_WITHIN_MS));
  const { pushManager } = await Promise.race([navigator.serviceWorker.ready, late]);
  // One for another key of the server's stands in the way.
  const former = await pushManager.getSubscription();
  if (former && base64url(former.options.applicationServerKey) !== publicKey) await former.unsubscribe();
  return targetOf(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
}

export async function turnPushOff(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

function base64url(bytes: ArrayBuffer | null): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
