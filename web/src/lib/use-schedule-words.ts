import { useTranslation } from "react-i18next";
import type { ScheduleKind } from "../gql/graphql";
import { formatDay, formatDayKey, formatTime } from "./dates";
import { useLanguage } from "./i18n";
import type { Language } from "./money";

/** 7 is Sunday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export const LAST_DAY = 31;

interface Rule {
  kind: ScheduleKind;
  weekday?: number | null | undefined;
  dayOfMonth?: number | null | undefined;
  hour?: number | null | undefined;
  delayHours?: number | null | undefined;
  /** The day, before there is a schedule. */
  on?: string | null | undefined;
  /** The moment, once there is one. */
  nextRunAt?: string | null | undefined;
}

export function weekdayName(weekday: number, language: Language, length: "long" | "short" = "long"): string {
  // The first of January 2024 was a Monday.
  const day = new Date(Date.UTC(2024, 0, weekday, 12));
  return new Intl.DateTimeFormat(language === "ko" ? "ko-KR" : "en-GB", { weekday: length, timeZone: "UTC" }).format(
    day,
  );
}

/** 09:00. */
export const hourText = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/** When money is sent, in words: 매월 말일 09:00. */
export function useScheduleWords(): (rule: Rule) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return ({ kind, weekday, dayOfMonth, hour, delayHours, on, nextRunAt }) => {
    const time = hourText(hour ?? 0);
    if (kind === "WEEKLY") return t("schedules.weekly", { weekday: weekdayName(weekday ?? 1, language), time });
    if (kind === "MONTHLY") {
      return dayOfMonth === LAST_DAY
        ? t("schedules.monthlyLast", { time })
        : t("schedules.monthly", { day: dayOfMonth ?? 1, time });
    }
    if (nextRunAt) return `${formatDay(nextRunAt, language)} ${formatTime(nextRunAt, language)}`;
    if (kind === "DELAYED")
      return delayHours ? t("schedules.inHours", { hours: delayHours }) : t("schedules.kind.DELAYED");
    return on ? `${formatDayKey(on, language)} ${time}` : t("schedules.kind.ONCE");
  };
}
