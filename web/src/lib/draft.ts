import { thisTab } from "./storage";
import { createStore } from "./store";

const all: { clear: () => void }[] = [];

/** The next person at this tab starts with nothing. */
export function forgetDrafts(): void {
  for (const draft of all) draft.clear();
}

/**
 * Something a person is about to send, kept for this tab: a reload of the confirm page finds the same sum and the same
 * idempotency key, so asking again can never move the money twice.
 */
export function createDraft<T extends object>(key: string) {
  const stored = thisTab.get(key);
  let initial: T | null = null;
  try {
    initial = stored ? (JSON.parse(stored) as T) : null;
  } catch {
    // an unreadable draft is no draft
  }
  const store = createStore<T | null>(initial);
  const save = (value: T | null) => {
    thisTab.set(key, value && JSON.stringify(value));
    store.set(value);
  };
  const draft = {
    ...store,
    start: (value: T) => save(value),
    change: (part: Partial<T>) => {
      const value = store.get();
      if (value) save({ ...value, ...part });
    },
    clear: () => save(null),
  };
  all.push(draft);
  return draft;
}
