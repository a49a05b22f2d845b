import { remembered } from "./storage";
import { createStore } from "./store";

/** Which of the user's accounts the screens show. An id, so nothing secret; it only saves a round trip on the next visit. */
export const currentAccountId = createStore<string | null>(remembered.get("account"));

export function chooseAccount(id: string | null): void {
  remembered.set("account", id);
  currentAccountId.set(id);
}

/** The chosen account when it is still open, otherwise the first open one. */
export function pickAccount<A extends { id: string; status: string }>(
  accounts: readonly A[],
  chosen: string | null,
): A | undefined {
  const open = accounts.filter((account) => account.status !== "CLOSED");
  return open.find((account) => account.id === chosen) ?? open[0];
}
