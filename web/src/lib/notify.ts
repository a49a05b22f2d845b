import { createStore } from "./store";

/** A short word about something that just happened. The toaster travels only when there is something to say. */
export function notify(text: string): void {
  void import("sonner").then(({ toast }) => toast(text));
}

/** This tab is older than what the server remembers of former releases: only a reload helps. */
export const outdated = createStore(false);

/** When the server opens again, and in how many seconds by its own clock, while it says that it is being worked on. */
export const maintenance = createStore<{ until: string; seconds: number } | null>(null);

/** What the server's errors say of more than the one request. */
export function noticeErrors(errors: readonly { extensions?: Record<string, unknown> }[] | undefined): void {
  const { code, until, retryAfterSeconds } = errors?.[0]?.extensions ?? {};
  if (code === "UNKNOWN_OPERATION") outdated.set(true);
  if (code === "MAINTENANCE") maintenance.set({ until: String(until), seconds: Number(retryAfterSeconds) });
}
