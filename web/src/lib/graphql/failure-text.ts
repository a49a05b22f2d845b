import { useTranslation } from "react-i18next";
import { messageOf, requestIdOf } from "./errors";

/** What to tell a person whose request got no answer, or none that could be used. */
export function useFailureText(): (failure: unknown) => string {
  const { t } = useTranslation();
  return (failure) => {
    const told = messageOf(failure);
    if (told) return told;
    const id = requestIdOf(failure);
    return id ? t("failure.withId", { id }) : t("failure.tryAgain");
  };
}
