import { useTranslation } from "react-i18next";
import { useLanguage } from "./i18n";
import { formatWon } from "./money";
import type { SpendingProblem } from "./spending";

export function useSpendingWords() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (problem: SpendingProblem | null): string | undefined =>
    problem
      ? t(`amount.over.${problem.kind}`, {
          over: formatWon(problem.over, language),
          bound: formatWon(problem.bound, language),
        })
      : undefined;
}
