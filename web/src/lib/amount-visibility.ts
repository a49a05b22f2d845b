import { remembered } from "./storage";
import { createStore, useStore } from "./store";

const hidden = createStore(remembered.get("amounts") === "hidden");

export function useAmountsHidden(): boolean {
  return useStore(hidden);
}

export function toggleAmounts(): void {
  hidden.set(!hidden.get());
  remembered.set("amounts", hidden.get() ? "hidden" : null);
}
