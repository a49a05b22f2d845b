import { useTranslation } from "react-i18next";
import { daysAgo } from "./dates";
import { useToday } from "./use-today";

/** Says of a day that it is today or yesterday, for as long as it is; null of any other. */
export function useNearDay(): (at: string) => string | null {
  const { t } = useTranslation();
  const today = useToday();
  return (at) => {
    const ago = daysAgo(at, today);
    return ago === 0 ? t("date.today") : ago === 1 ? t("date.yesterday") : null;
  };
}
