import { Check, Landmark } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Sheet } from "../../components/ui/sheet";
import { BANK_CODES, type BankCode } from "../../config/banks";

type BankPickerProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  value: BankCode | null;
  onPick: (code: BankCode) => void;
};

export function BankPicker({ open, onOpenChange, value, onPick }: BankPickerProps) {
  const { t } = useTranslation();
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("bank.pick")}>
      <ul className="-mx-2 grid grid-cols-1 xs:grid-cols-2">
        {BANK_CODES.map((code) => (
          <li key={code}>
            <button
              type="button"
              aria-current={code === value || undefined}
              onClick={() => {
                onPick(code);
                onOpenChange(false);
              }}
              className="flex min-h-14 w-full items-center gap-3 rounded-md px-2 text-left text-body font-medium hover:bg-surface-muted"
            >
              <span
                aria-hidden="true"
                className="grid size-10 flex-none place-items-center rounded-full bg-surface-muted"
              >
                <Landmark className="icon" />
              </span>
              <span className="min-w-0 flex-1 truncate">{t(`bank.names.${code}`)}</span>
              {code === value && <Check className="icon" aria-hidden="true" />}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
