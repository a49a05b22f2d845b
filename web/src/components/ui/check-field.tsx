import { Checkbox } from "@base-ui/react/checkbox";
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
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI puts its control inside
    <label className="flex min-h-11 cursor-pointer items-center gap-3 text-label">
      <Checkbox.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        className="grid size-[22px] flex-none place-items-center rounded-[7px] bg-surface text-transparent shadow-[inset_0_0_0_1.5px_var(--line-strong)] transition-colors data-checked:bg-inverse data-checked:text-on-inverse data-checked:shadow-none data-disabled:cursor-not-allowed data-disabled:opacity-50"
      >
        <Checkbox.Indicator keepMounted>
          <Check className="size-[15px] stroke-[2.75]" aria-hidden="true" />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <span className="min-w-0">{children}</span>
    </label>
  );
}
