import { useTranslation } from "react-i18next";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { isRepeating } from "../../lib/schedule-rule";
import { requestPath, type SendDraft } from "./draft";

/** What the last page asks, what its button does, and where it stands. */
export function useConfirmFrame(draft: SendDraft) {
  return {
    ...useConfirmWords(draft),
    place: draft.request ? { exit: requestPath(draft.request) } : { step: { now: 3, of: 3 }, exit: "/send/amount" },
  };
}

function useConfirmWords({ maskedName, kind, when, ...draft }: SendDraft) {
  const { t } = useTranslation();
  const amount = formatWon(draft.amount, useLanguage());
  const whom = { name: maskedName, kind, amount };
  const own = kind === "BANK" ? "own." : "";
  if (!when) return { title: t(`send.${own}confirmTitle`, whom), action: t("send.sendSum", { amount }) };
  return isRepeating(when.kind)
    ? { title: t(`send.${own}repeatTitle`, whom), action: t("send.planRepeating", { amount }) }
    : { title: t(`send.${own}laterTitle`, whom), action: t("send.planSum", { amount }) };
}
