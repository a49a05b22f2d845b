import { useCallback, useRef, useState } from "react";
import { isOutcomeUnknown, isUnauthenticated } from "./graphql/errors";

/**
 * idle, then sending; checking while an unanswered request is being repeated with the same key; unanswered when the
 * person has to ask again; refused when the server turned the request down before anything could happen.
 */
export type MoneyRequestPhase = "idle" | "sending" | "checking" | "unanswered" | "refused";

const RETRY_DELAYS_MS = [1_000, 2_500, 5_000];

/**
 * Carries a money mutation to a known end. `send` must use one idempotency key for all calls: a lost answer is asked for
 * again with it, so the money moves once however often this runs. Resolves with the server's answer, or undefined.
 *
 * @param onRefused is told that nothing of it can have happened, whatever may be kept of it elsewhere
 */
export function useMoneyRequest<T>(send: () => Promise<T>, onRefused: () => void, initial: MoneyRequestPhase = "idle") {
  const [phase, setPhase] = useState<MoneyRequestPhase>(initial);
  const [error, setError] = useState<unknown>(null);
  const busy = useRef(false);
  /** One of the tries may have moved the money: what turns a later one down says nothing of that. */
  const isUnheard = useRef(initial === "unanswered");

  const run = useCallback(async (): Promise<T | undefined> => {
    if (busy.current) return undefined;
    busy.current = true;
    setError(null);
    setPhase(initial === "unanswered" ? "checking" : "sending");
    try {
      for (let attempt = 0; ; attempt += 1) {
        try {
          const answer = await send();
          isUnheard.current = false;
          return answer;
        } catch (failure) {
          setError(failure);
          if (!isOutcomeUnknown(failure)) {
            const isRefused = !isUnheard.current && !isUnauthenticated(failure);
            setPhase(isRefused ? "refused" : "unanswered");
            if (isRefused) onRefused();
            return undefined;
          }
          isUnheard.current = true;
          const delay = RETRY_DELAYS_MS[attempt];
          setPhase(delay === undefined ? "unanswered" : "checking");
          if (delay === undefined) return undefined;
          await new Promise((resolve) => setTimeout(resolve, delay));
        }
      }
    } finally {
      busy.current = false;
    }
  }, [send, onRefused, initial]);

  const reset = useCallback(() => {
    isUnheard.current = false;
    setPhase("idle");
    setError(null);
  }, []);
  return { phase, error, run, reset };
}
