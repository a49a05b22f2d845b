import { Check } from "lucide-react";
import type { ReactNode } from "react";

type CheckFieldProps = {
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
};

export function CheckField({ checked, disabled = false, onChange, children }: CheckFieldProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 text-label has-disabled:cursor-not-allowed">
      <span className="relative grid flex-none">
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className="peer size-[22px] cursor-[inherit] appearance-none rounded-[7px] bg-surface shadow-[inset_0_0_0_1.5px_var(--line-strong)] transition-colors checked:bg-inverse checked:shadow-none disabled:opacity-50"
        />
        <Check
          className="pointer-events-none absolute inset-0 m-auto size-[15px] stroke-[2.75] text-transparent peer-checked:text-on-inverse"
          aria-hidden="true"
        />
      </span>
      <span className="min-w-0">{children}</span>
    </label>
  );
}
