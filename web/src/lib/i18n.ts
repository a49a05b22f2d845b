import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { koFirst } from "../config/messages/ko-first";
import type { Messages } from "../config/messages/types";
import { withJosa } from "./josa";
import type { Language } from "./money";
import { remembered } from "./storage";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: Messages };
  }
}

/** English travels only to those who read it, and what the first screen does not say comes after it. */
const loaders: Record<Language, { first: () => Promise<object>; rest: () => Promise<object> }> = {
  ko: {
    first: async () => koFirst,
    rest: async () => (await import("../config/messages/ko-rest")).koRest,
  },
  en: {
    first: async () => (await import("../config/messages/en-first")).enFirst,
    rest: async () => (await import("../config/messages/en-rest")).enRest,
  },
};

let rest: { language: Language; loaded: Promise<void> } | null = null;

/** Everything the language has to say; screens beyond the first wait for it. */
export function allMessages(language = currentLanguage()): Promise<void> {
  if (rest?.language !== language) {
    const loaded = loaders[language].rest().then((messages) => {
      i18next.addResourceBundle(language, "translation", messages, true);
    });
    const asked = { language, loaded };
    rest = asked;
    // The next screen asks again.
    loaded.catch(() => {
      if (rest === asked) rest = null;
    });
  }
  return rest.loaded;
}

function show(language: Language): void {
  document.documentElement.lang = language;
}

export async function startI18n(): Promise<void> {
  // As public/boot.js has found it.
  const language: Language = document.documentElement.lang === "en" ? "en" : "ko";
  const instance = i18next.use(initReactI18next);
  await instance.init({
    lng: language,
    fallbackLng: "ko",
    interpolation: { escapeValue: false },
    // What stands on the screen is said anew when the rest of the words has come.
    react: { bindI18nStore: "added" },
    resources: {
      ko: { translation: koFirst },
      ...(language === "en" ? { en: { translation: await loaders.en.first() } } : {}),
    },
  });
  // {{amount, josa(particle: 을/를)}} in Korean sentences
  instance.services.formatter?.add("josa", (value, _language, options) =>
    withJosa(String(value), String(options.particle)),
  );
  // {{name, nim}}: a person is spoken of with 님; a shop or an account (`kind` of what is said) is not.
  const isThing = (kind: unknown) => kind === "SHOP" || kind === "BANK";
  instance.services.formatter?.add("nim", (name, _language, { kind }) => (isThing(kind) ? name : `${name}님`));
  show(language);
  void allMessages().catch(() => undefined);
}

export async function changeLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, "translation", await loaders[language].first(), true);
  await allMessages(language);
  remembered.set("language", language);
  show(language);
  await i18next.changeLanguage(language);
}

export function currentLanguage(): Language {
  return i18next.language === "en" ? "en" : "ko";
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === "en" ? "en" : "ko";
}
