import { useTranslation } from "react-i18next";
import { maskAccountNumber } from "../../lib/account-number";
import type { FundingDraft } from "./draft";

/** "국민은행 ****1190", or the linked sandbox bank. The full number only where it is checked. */
export function useBankName({ bankCode, bankAccountNumber }: FundingDraft, full = false): string {
  const { t } = useTranslation();
  if (!bankCode) return t("bank.linked");
  return `${t(`bank.names.${bankCode}`)} ${full ? bankAccountNumber : maskAccountNumber(bankAccountNumber)}`;
}
