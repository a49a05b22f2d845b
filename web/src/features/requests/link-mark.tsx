import { Link2 } from "lucide-react";

/** Stands where a face would: whoever gets the link. */
export function LinkMark() {
  return (
    <span aria-hidden="true" className="grid size-10 flex-none place-items-center rounded-full bg-surface-muted">
      <Link2 className="icon" />
    </span>
  );
}
