import { useEffect, useRef } from "react";
import { useStore } from "../lib/store";
import { unread } from "../lib/unread";

/** Looks again when a notification has come: what is on the screen may be what it tells of. */
export function useRefetchOnNews(refetch: () => Promise<unknown>): void {
  const count = useStore(unread);
  const seen = useRef(count);
  useEffect(() => {
    const isNews = count > seen.current;
    seen.current = count;
    // What was shown stays when the look fails; the next one may not.
    if (isNews) void refetch().catch(() => undefined);
  }, [count, refetch]);
}
