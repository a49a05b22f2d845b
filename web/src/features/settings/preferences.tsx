import { useMutation } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Segmented } from "../../components/ui/segmented";
import { ChangeLanguageDocument } from "../../gql/graphql";
import { changeLanguage, useLanguage } from "../../lib/i18n";
import type { Language } from "../../lib/money";
import { useStore } from "../../lib/store";
import { setTheme, theme } from "../../lib/theme";

/* GraphQL */ `
  mutation ChangeLanguage($input: ChangeLanguageInput!) {
    changeLanguage(input: $input) {
      __typename
      ... on ProfileChanged {
        user {
          id
          language
        }
      }
    }
  }
`;

export function Preferences() {
  const { t } = useTranslation();
  const language = useLanguage();
  const chosen = useStore(theme);
  const [tell] = useMutation(ChangeLanguageDocument);
  const choose = (value: Language) => {
    void changeLanguage(value);
    // Mails follow; the screen does not wait for that, and the next choice makes good what was lost.
    tell({ variables: { input: { language: value } } }).catch(() => undefined);
  };
  return (
    <div className="grid grid-cols-1 gap-5 px-5 pt-1 pb-5">
      <div>
        <p className="mb-2 text-label font-medium">{t("more.language")}</p>
        <Segmented
          label={t("more.language")}
          value={language}
          onChange={choose}
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
