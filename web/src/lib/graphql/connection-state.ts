import { createStore, useStore } from "../store";

export type ConnectionState = "connecting" | "live" | "reconnecting" | "off";

export const connectionState = createStore<ConnectionState>("connecting");
/** When the balance was last known to be true: a message or a live connection. Milliseconds. */
export const lastCheckedAt = createStore<number | null>(null);

export function useConnectionState(): ConnectionState {
  return useStore(connectionState);
}
