import { CircleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "../../lib/class-names";

type TextFieldProps = ComponentProps<"input"> & {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  lead?: ReactNode;
  trail?: ReactNode;
  /** Says the error aloud, where the focus stays in the field and so does not bring it. */
  announces?: boolean;
};

export function TextField({ label, error, hint, lead, trail, announces, className, id, ...rest }: TextFieldProps) {
  const own = useId();
  const field = id ?? own;
  const note = error || hint ? `${field}-note` : undefined;
  return (
    <div className={className}>
      <label htmlFor={field} className="mb-2 block text-label leading-[1.4] font-medium">
        {label}
      </label>
      <div
        className={classNames(
          "flex h-14 items-center gap-2.5 rounded-md px-4 text-body-lg transition-shadow",
          error
            ? "bg-surface shadow-[inset_0_0_0_1.5px_var(--negative)]"
            : "bg-surface-muted focus-within:bg-surface focus-within:shadow-[inset_0_0_0_2px_var(--ink)]",
        )}
      >
        {lead}
        <input
          id={field}
          aria-invalid={error ? true : undefined}
          aria-describedby={note}
          className="h-full min-w-0 flex-1 bg-transparent outline-none"
          {...rest}
        />
        {trail}
      </div>
      {note && (
        <p
          id={note}
          role={announces && error ? "alert" : undefined}
          className={classNames(
            "mt-1.5 flex gap-1 text-caption leading-normal",
            error ? "text-negative" : "text-ink-muted",
          )}
        >
          {error && <CircleAlert className="icon-sm mt-0.5" aria-hidden="true" />}
          <span>{error ?? hint}</span>
        </p>
      )}
    </div>
  );
}
