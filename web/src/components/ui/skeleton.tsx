import { classNames } from "../../lib/class-names";

/** Holds the place of one unknown value. The label beside it is known and stays readable. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classNames("skeleton block", className)} />;
}
