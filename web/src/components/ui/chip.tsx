import type { ComponentProps } from "react";
import { classNames } from "../../lib/class-names";

type ChipProps = ComponentProps<"button"> & { on?: boolean; onCard?: boolean };

/** A choice. On is ink, never yolk: state is not an invitation. */
export function Chip({ on, onCard = false, className, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      className={classNames(
        "inline-flex h-10 items-center justify-center gap-1 rounded-full px-4 text-label font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:text-ink-faint",
        on
          ? "bg-inverse text-on-inverse"
          : onCard
            ? "bg-surface hover:bg-surface-muted"
            : "bg-surface-muted hover:bg-surface-press",
        className,
      )}
      {...rest}
    />
  );
}
