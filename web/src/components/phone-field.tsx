import type { ComponentProps } from "react";
import { groupPhone } from "../lib/phone";
import { TextField } from "./ui/text-field";

type PhoneFieldProps = Omit<ComponentProps<typeof TextField>, "type" | "onChange" | "value"> & {
  value: string;
  onChange: (phone: string) => void;
};

export function PhoneField({ value, onChange, ...rest }: PhoneFieldProps) {
  return (
    <TextField
      {...rest}
      type="tel"
      autoComplete="tel"
      maxLength={24}
      value={value}
      onChange={(event) => onChange(groupPhone(event.target.value))}
    />
  );
}
