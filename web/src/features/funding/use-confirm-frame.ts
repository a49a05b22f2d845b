import { useTranslation } from "react-i18next";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import type { FundingDraft } from "./draft";

/** What the last page asks, what its button does, and where it stands. */
export function useConfirmFrame({ kind, bankCode, ...draft }: FundingDraft) {
  const { t } = useTranslation();
  const amount = formatWon(draft.amount, useLanguage());
  const bank = bankCode ? t(`bank.names.${bankCode}`) : t("bank.linked");
  return {
    title: t(`${kind}.confirmTitle`, { amount, bank }),
    action: t(`${kind}.doIt`, { amount }),
    place:
      kind === "charge"
        ? { step: { now: 2, of: 2 }, exit: "/charge" }
        : { step: { now: 3, of: 3 }, exit: "/withdraw/amount" },
  };
}
