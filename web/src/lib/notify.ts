import { createStore } from "./store";

/** A short word about something that just happened. The toaster travels only when there is something to say. */
export function notify(text: string): void {
  void import("sonner").then(({ toast }) => toast(text));
}

/** This tab is older than what the server remembers of former releases: only a reload helps. */
export const outdated = createStore(false);
