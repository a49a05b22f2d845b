import { useState } from "react";

/** Asks for a list's next page, one at a time. After a failure only the person asks again. */
export function useMore(endCursor: string | null | undefined, fetchAfter: (cursor: string) => Promise<unknown>) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const more = async () => {
    if (busy || !endCursor) return;
    setBusy(true);
    setFailed(false);
    try {
      await fetchAfter(endCursor);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return { busy, failed, more };
}
