import { lazy, Suspense, useEffect, useState } from "react";

const Late = lazy(() => import("./late"));

/** Toasts answer what a person did, and nobody is away already: their code can come after the screen, whichever it is. */
export function Later() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWanted(true), 1_000);
    return () => clearTimeout(timer);
  }, []);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <Late />
    </Suspense>
  );
}
