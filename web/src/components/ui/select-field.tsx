import { ChevronDown } from "lucide-react";
import { type ComponentProps, useId } from "react";

type SelectFieldProps = ComponentProps<"select"> & {
  label: string;
  options: readonly { value: string | number; label: string }[];
};

/** The device's own list: it is the one that everybody knows how to scroll. */
export function SelectField({ label, options, className, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-2 block text-label leading-[1.4] font-medium">
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          className="h-14 w-full appearance-none rounded-md bg-surface-muted pr-11 pl-4 text-body-lg outline-none transition-shadow focus:bg-surface focus:shadow-[inset_0_0_0_2px_var(--ink)]"
          {...rest}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          className="pointer-events-none icon absolute top-1/2 right-4 -translate-y-1/2 text-ink-muted"
          aria-hidden="true"
        />
      </div>
    </div>
  );
}
