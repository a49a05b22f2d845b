import { useEffect, useState } from "react";

/** Counts down the seconds a person has to wait. */
export function useWait() {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (until === 0) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [until]);
  const waiting = Math.max(0, Math.ceil((until - now) / 1_000));
  return {
    waiting,
    wait: (seconds: number) => {
      setNow(Date.now());
      setUntil(Date.now() + seconds * 1_000);
    },
  };
}
