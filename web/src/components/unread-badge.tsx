import { classNames } from "../lib/class-names";

const SHOWN_MAX = 99;

/** The label of what it stands on says the number too. */
export function UnreadBadge({ count, className }: { count: number; className?: string }) {
  if (count === 0) return null;
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "grid h-[18px] min-w-[18px] place-items-center rounded-full bg-inverse px-1 text-micro leading-none font-bold text-on-inverse tabular-nums",
        className,
      )}
    >
      {count > SHOWN_MAX ? `${SHOWN_MAX}+` : count}
    </span>
  );
}
