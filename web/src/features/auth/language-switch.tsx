import { useTranslation } from "react-i18next";
import { changeLanguage, useLanguage } from "../../lib/i18n";

/** Offers the other language by its own name. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const other = useLanguage() === "ko" ? "en" : "ko";
  return (
    <button
      type="button"
      lang={other}
      onClick={() => void changeLanguage(other)}
      className="inline-flex min-h-11 items-center rounded-sm px-2 text-label font-medium text-ink-muted hover:text-ink"
    >
      {t(`language.${other}`)}
    </button>
  );
}
