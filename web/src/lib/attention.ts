import { remembered } from "./storage";

/** In the storage of the browser, so that one who is at work in one tab is not logged out by another. */
const ATTENDED_AT = "attendedAt";
const SIGNS = ["pointerdown", "keydown", "wheel", "touchmove"] as const;
const PACE_MS = 1_000;

let here = 0;

/** Somebody is there. */
export function attend(): void {
  here = Date.now();
  remembered.set(ATTENDED_AT, String(here));
}

/** When somebody was there last, in any tab. */
export function attendedAt(): number {
  return Math.max(here, Number(remembered.get(ATTENDED_AT)));
}

/** Notes when the page is touched, until the function that it returns is called. */
export function watchAttention(): () => void {
  const note = () => {
    if (Date.now() - here >= PACE_MS) attend();
  };
  for (const sign of SIGNS) window.addEventListener(sign, note, { capture: true, passive: true });
  return () => {
    for (const sign of SIGNS) window.removeEventListener(sign, note, { capture: true });
  };
}
