import { useSyncExternalStore } from "react";
import { dayAfter, dayKey, dayStart } from "./dates";

const today = () => dayKey(new Date());

/** A device that slept does not keep to its timers, so the page looks too when somebody comes back to it. */
function follow(onTurn: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    onTurn();
    clearTimeout(timer);
    timer = setTimeout(look, Date.parse(dayStart(dayAfter(today()))) - Date.now());
  };
  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

/** yyyy-MM-dd in Seoul; whoever shows what hangs on it is drawn anew when the day turns. */
export function useToday(): string {
  return useSyncExternalStore(follow, today, today);
}
