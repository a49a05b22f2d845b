import { useEffect, useRef } from "react";
import { useToday } from "../lib/use-today";

/** Looks again when the month turns before somebody's eyes: its sums are those of the month before. */
export function useRefetchOnNewMonth(refetch: () => Promise<unknown>): void {
  const month = useToday().slice(0, 7);
  const shown = useRef(month);
  useEffect(() => {
    if (month === shown.current) return;
    shown.current = month;
    // What was shown stays when the look fails; the next one may not.
    void refetch().catch(() => undefined);
  }, [month, refetch]);
}
