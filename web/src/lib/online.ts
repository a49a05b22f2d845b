import { createStore, useStore } from "./store";

export const online = createStore(navigator.onLine);

window.addEventListener("online", () => online.set(true));
window.addEventListener("offline", () => online.set(false));

export function useOnline(): boolean {
  return useStore(online);
}
