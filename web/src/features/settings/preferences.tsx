import { useTranslation } from "react-i18next";
import { Segmented } from "../../components/ui/segmented";
import { changeLanguage, useLanguage } from "../../lib/i18n";
import { useStore } from "../../lib/store";
import { setTheme, theme } from "../../lib/theme";

export function Preferences() {
  const { t } = useTranslation();
  const language = useLanguage();
  const chosen = useStore(theme);
  return (
    <div className="grid grid-cols-1 gap-5 px-5 pt-1 pb-5">
      <div>
        <p className="mb-2 text-label font-medium">{t("more.language")}</p>
        <Segmented
          label={t("more.language")}
          value={language}
          onChange={(value) => void changeLanguage(value)}
          options={[
            { value: "ko", label: t("language.ko") },
            { value: "en", label: t("language.en") },
          ]}
        />
      </div>
      <div>
        <p className="mb-2 text-label font-medium">{t("more.theme")}</p>
        <Segmented
          label={t("more.theme")}
          value={chosen}
          onChange={setTheme}
          options={[
            { value: "light", label: t("theme.light") },
            { value: "dark", label: t("theme.dark") },
            { value: "system", label: t("theme.system") },
          ]}
        />
      </div>
    </div>
  );
}
