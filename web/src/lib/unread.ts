import { createStore } from "./store";

/** Notifications not seen yet, as the server last said; it counts to a hundred. */
export const unread = createStore(0);
