import { useId } from "react";
import { classNames } from "../../lib/class-names";

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
};

export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="flex rounded-md bg-surface-muted p-1">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={classNames(
            "grid h-10 min-w-16 flex-1 cursor-pointer place-items-center rounded-[10px] px-3 text-label transition-colors has-focus-visible:outline-2 has-focus-visible:outline-focus",
            option.value === value ? "bg-surface font-semibold dark:bg-surface-press" : "font-medium text-ink-muted",
          )}
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
