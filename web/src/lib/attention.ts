import { remembered } from "./storage";

// Both are in the storage of the browser: one who is at work in one tab is not logged out by another, and who comes back
// after a reload is no other than who went.
const ATTENDED_AT = "attendedAt";
const OWES_LOG_OUT = "owesLogOut";

const SIGNS = ["pointerdown", "click", "keydown", "input", "wheel", "touchmove"] as const;
const PACE_MS = 1_000;

let here = 0;

/** Somebody is there. */
export function attend(): void {
  here = Date.now();
  remembered.set(ATTENDED_AT, String(here));
}

/** When somebody was there last, in any tab: never later than now, whatever became of the clock. */
export function attendedAt(): number {
  return Math.min(Math.max(here, Number(remembered.get(ATTENDED_AT))), Date.now());
}

/** A session that has ended here and not yet at the server. */
export const owesLogOut = {
  get: () => remembered.get(OWES_LOG_OUT) !== null,
  set: (owes: boolean) => remembered.set(OWES_LOG_OUT, owes ? "yes" : null),
};

/** Who logs in is there, and the server ends what the browser had before. */
export function comeIn(): void {
  attend();
  owesLogOut.set(false);
}

/** Notes when the page is touched, until the function that it returns is called. After `limitMs` it is too late. */
export function watchAttention(limitMs: number): () => void {
  const note = () => {
    const goneMs = Date.now() - attendedAt();
    if (goneMs >= PACE_MS && goneMs < limitMs) attend();
  };
  for (const sign of SIGNS) window.addEventListener(sign, note, { capture: true, passive: true });
  return () => {
    for (const sign of SIGNS) window.removeEventListener(sign, note, { capture: true });
  };
}
