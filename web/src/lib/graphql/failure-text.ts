import { useTranslation } from "react-i18next";
import { requestIdOf } from "./errors";

/** What to tell a person whose request got no answer, or none that could be used. */
export function useFailureText(): (failure: unknown) => string {
  const { t } = useTranslation();
  return (failure) => {
    const id = requestIdOf(failure);
    return id ? t("failure.withId", { id }) : t("failure.tryAgain");
  };
}
