import { useRef } from "react";
import { useSearchParams } from "react-router";

/** The step of a form in several screens: in the address, so that back is the browser's own back. */
export function useSteps() {
  const [params, setParams] = useSearchParams();
  // A reload empties the form, so it begins at the first question whatever the address says.
  const reached = useRef(0);
  const step = Math.min(Number(params.get("step") ?? 1) - 1 || 0, reached.current);
  const go = (next: number) => {
    reached.current = Math.max(reached.current, next);
    const moved = new URLSearchParams(params);
    moved.set("step", String(next + 1));
    setParams(moved, { replace: next < step });
  };
  return { step, go, params };
}
