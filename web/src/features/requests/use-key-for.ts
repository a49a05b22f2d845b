import { useRef } from "react";
import { newUuid } from "../../lib/uuid";

/** The same idempotency key for the same wish: a lost answer is asked for again, a changed wish is another. */
export function useKeyFor(): (wanted: object) => string {
  const key = useRef({ value: newUuid(), of: "" });
  return (wanted) => {
    const of = JSON.stringify(wanted);
    if (key.current.of !== of) key.current = { value: newUuid(), of };
    return key.current.value;
  };
}
