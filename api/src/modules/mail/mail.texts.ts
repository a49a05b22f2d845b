import type { Locale } from "../../graphql/texts.js";
import type { MailTexts } from "./mail.details.js";
import { EN } from "./mail.texts-en.js";
import { KO } from "./mail.texts-ko.js";

export const MAIL_TEXTS: Readonly<Record<Locale, MailTexts>> = { ko: KO, en: EN };
