import type { Language } from "./money";

// The service lives on Korean time: a day, a month and a limit all turn at midnight in Seoul.
const ZONE = "Asia/Seoul";
const SEOUL_OFFSET = "+09:00";

const locales: Record<Language, string> = { ko: "ko-KR", en: "en-GB" };
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let cached = formats.get(key);
  if (!cached) {
    cached = new Intl.DateTimeFormat(locales[language], { timeZone: ZONE, ...options });
    formats.set(key, cached);
  }
  return cached;
}

const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });

/** yyyy-MM-dd in Seoul. */
export function dayKey(at: string | Date): string {
  return isoDay.format(new Date(at));
}

/** 0 today, 1 yesterday, and so on, by calendar day in Seoul. */
export function daysAgo(at: string, today: string): number {
  return (Date.parse(today) - Date.parse(dayKey(at))) / 86_400_000;
}

/** The year where it is another than this one. */
function yearOf(at: string): Intl.DateTimeFormatOptions {
  return dayKey(at).slice(0, 4) === dayKey(new Date()).slice(0, 4) ? {} : { year: "numeric" };
}

export function formatDay(at: string, language: Language): string {
  return format(language, { ...yearOf(at), month: "long", day: "numeric", weekday: "long" }).format(new Date(at));
}

export function formatShortDay(at: string, language: Language): string {
  const month = language === "ko" ? "long" : "short";
  return format(language, { ...yearOf(at), month, day: "numeric" }).format(new Date(at));
}

/** 14:31. ICU prints "AM 9:00" for Korean short times, so the hour cycle is stated. */
export function formatTime(at: string, language: Language): string {
  return format(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));
}

export function formatSeconds(at: string, language: Language): string {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return format(language, options).format(new Date(at));
}

export function formatMoment(at: string, language: Language): string {
  const day = format(language, { year: "numeric", month: "long", day: "numeric" }).format(new Date(at));
  return `${day} ${formatTime(at, language)}`;
}

/** "11월" of "2026-11". */
export function formatMonth(month: string, language: Language, length: "long" | "short" = "long"): string {
  return format(language, { month: length }).format(new Date(`${month}-15T12:00:00${SEOUL_OFFSET}`));
}

/** "2026년 11월" of "2026-11". */
export function formatYearMonth(month: string, language: Language): string {
  return format(language, { year: "numeric", month: "long" }).format(new Date(`${month}-15T12:00:00${SEOUL_OFFSET}`));
}

/** "11월 21일" of "2026-11-21". */
export function formatDayKey(day: string, language: Language): string {
  return formatShortDay(`${day}T12:00:00${SEOUL_OFFSET}`, language);
}

/** First instant of a yyyy-MM-dd day in Seoul, as the API wants it. */
export function dayStart(day: string): string {
  return new Date(`${day}T00:00:00.000${SEOUL_OFFSET}`).toISOString();
}

/** A full hour of a day in Seoul. */
export function hourOn(day: string, hour: number): string {
  return new Date(`${day}T${String(hour).padStart(2, "0")}:00:00.000${SEOUL_OFFSET}`).toISOString();
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

export function dayBefore(days: number): string {
  return dayKey(new Date(Date.now() - days * 86_400_000));
}
