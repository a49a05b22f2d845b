import type { Locale } from "../../graphql/texts.js";

/** From where something was done, as far as the member may know. */
export interface Whereabouts {
  device: string;
  /** Masked. */
  address: string;
  at: Date;
}

export const NOT_YOU: Readonly<Record<Locale, string>> = {
  ko: "본인이 아니라면 바로 ‘보안 → 로그인 기록’에서 ‘내가 아니에요’를 누르거나, 로그인 화면의 ‘비밀번호를 잊었나요?’로 비밀번호를 새로 만들어 주세요.",
  en: "If it was not you, choose “It wasn’t me” under Security → Log-in history at once, or make a new password with “Forgot your password?” where you log in.",
};

const LOCALES: Readonly<Record<Locale, string>> = { ko: "ko-KR", en: "en-GB" };

export function dayIn(language: Locale, day: Date): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone: "Asia/Seoul" }).format(day);
}

/** Of `yyyy-mm-dd`. */
export const calendarDayIn = (language: Locale, day: string) => dayIn(language, new Date(`${day}T00:00:00+09:00`));

/** `2026년 11월 21일 15:22`, as the app writes it. */
export function moment(language: Locale, at: Date): string {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Seoul" } as const;
  return `${dayIn(language, at)} ${new Intl.DateTimeFormat(language, time).format(at)}`;
}

/** `Chrome · Windows, 203.0.*.*, 2026년 11월 21일 15:22 (한국 시간)` */
export function placeIn(language: Locale, { device, address, at }: Whereabouts): string {
  const unknown = language === "ko" ? "알 수 없는 기기" : "Unknown device";
  const zone = language === "ko" ? "한국 시간" : "KST";
  return `${device === "?" ? unknown : device}, ${address}, ${moment(language, at)} (${zone})`;
}
