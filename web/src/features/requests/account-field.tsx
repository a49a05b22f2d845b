import { useTranslation } from "react-i18next";
import { SelectField } from "../../components/ui/select-field";
import { maskAccountNumber } from "../../lib/account-number";

export interface OwnAccount {
  id: string;
  nickname: string;
  number: string;
}

type AccountFieldProps = { accounts: readonly OwnAccount[]; value: string; onChange: (id: string) => void };

/** Where the money is to come; asked of those who have several accounts. */
export function AccountField({ accounts, value, onChange }: AccountFieldProps) {
  const { t } = useTranslation();
  if (accounts.length < 2) return null;
  return (
    <SelectField
      label={t("requests.to")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={accounts.map(({ id, nickname, number }) => ({
        value: id,
        label: `${nickname} ${maskAccountNumber(number)}`,
      }))}
    />
  );
}
