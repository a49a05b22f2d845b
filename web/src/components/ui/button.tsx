import type { ComponentProps } from "react";
import { Link } from "react-router";
import { classNames } from "../../lib/class-names";

// quiet is the default, so that yolk is always a decision: one per view, and only the safe next step
const variants = {
  yolk: "bg-yolk text-yolk-ink hover:bg-yolk-hover active:bg-yolk-press",
  ink: "bg-inverse text-on-inverse hover:opacity-90 active:opacity-80",
  quiet: "bg-surface-muted text-ink hover:bg-surface-press",
  line: "bg-surface text-ink shadow-[inset_0_0_0_1px_var(--line)] hover:bg-surface-muted",
  ghost: "text-ink hover:bg-surface-muted",
  danger: "bg-negative text-on-negative hover:opacity-90",
  dangerSoft: "bg-negative-soft text-negative hover:opacity-90",
};
const sizes = {
  xl: "h-14 w-full rounded-btn px-5 text-body-lg",
  lg: "h-12 rounded-md px-5 text-body",
  md: "h-10 rounded-[12px] px-4 text-label",
};
const base =
  "inline-flex items-center justify-center gap-2 whitespace-nowrap font-semibold transition-[background-color,opacity] select-none";

export type ButtonVariant = keyof typeof variants;
type Look = { variant?: ButtonVariant; size?: keyof typeof sizes };

type ButtonProps = ComponentProps<"button"> & Look & { busy?: boolean };

export function Button({
  variant = "quiet",
  size = "lg",
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const off = disabled && !busy;
  return (
    <button
      type="button"
      disabled={disabled}
      aria-disabled={busy || undefined}
      className={classNames(
        base,
        sizes[size],
        off ? "cursor-not-allowed bg-surface-muted text-ink-faint" : variants[variant],
        className,
      )}
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {busy && <BusyRing />}
      {children}
    </button>
  );
}

type ButtonLinkProps = ComponentProps<typeof Link> & Look;

export function ButtonLink({ variant = "quiet", size = "lg", className, ...rest }: ButtonLinkProps) {
  return <Link className={classNames(base, sizes[size], variants[variant], className)} {...rest} />;
}

function BusyRing() {
  return (
    <svg className="icon busy-ring" viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d="M12 4a8 8 0 1 1-7.6 5.5" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}
