import { lazy, Suspense, useRef } from "react";
import type { SheetProps } from "./sheet-dialog";

const load = () => import("./sheet-dialog").then(({ SheetDialog }) => ({ default: SheetDialog }));
const SheetDialog = lazy(load);

/** A sheet from the bottom on phones, a dialog from 1024 px. Its code comes when the screen stands, or with the first one. */
export function Sheet(props: SheetProps) {
  const wasOpen = useRef(false);
  wasOpen.current ||= props.open;
  // It stays for the way out, so that closing is seen.
  return wasOpen.current ? (
    <Suspense>
      <SheetDialog {...props} />
    </Suspense>
  ) : null;
}

/** Asks for the code while nobody waits for it. */
export function prefetchSheets(): void {
  const soon = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 2_000));
  soon(() => void load().catch(() => undefined));
}
