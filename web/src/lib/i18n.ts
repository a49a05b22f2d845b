import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { ko } from "../config/messages-ko";
import { withJosa } from "./josa";
import type { Language } from "./money";
import { remembered } from "./storage";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof ko };
  }
}

const loaders: Record<Language, () => Promise<object>> = {
  ko: async () => ko,
  // English travels only to those who read it
  en: async () => (await import("../config/messages-en")).en,
};

function show(language: Language): void {
  document.documentElement.lang = language;
}

export async function startI18n(): Promise<void> {
  const language: Language = remembered.get("language") === "en" ? "en" : "ko";
  const instance = i18next.use(initReactI18next);
  await instance.init({
    lng: language,
    fallbackLng: "ko",
    interpolation: { escapeValue: false },
    resources: { ko: { translation: ko }, ...(language === "en" ? { en: { translation: await loaders.en() } } : {}) },
  });
  // {{amount, josa(particle: 을/를)}} in Korean sentences
  instance.services.formatter?.add("josa", (value, _language, options) =>
    withJosa(String(value), String(options.particle)),
  );
  show(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, "translation", await loaders[language]());
  remembered.set("language", language === "ko" ? null : language);
  show(language);
  await i18next.changeLanguage(language);
}

export function currentLanguage(): Language {
  return i18next.language === "en" ? "en" : "ko";
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === "en" ? "en" : "ko";
}
