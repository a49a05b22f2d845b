import { useTranslation } from "react-i18next";
import { Egg } from "../../components/egg";
import { formatTime } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { useNow } from "../../lib/use-now";

const two = (value: number) => String(value).padStart(2, "0");

type CancelTimerProps = { nextRunAt: string; until: string };

/** The time that is left to take a delayed transfer back. */
export function CancelTimer({ nextRunAt, until }: CancelTimerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(1_000);
  const left = Math.max(0, Math.floor((Date.parse(until) - now) / 1_000));
  return (
    <div className="mt-6 flex items-center gap-4 rounded-btn bg-surface-muted p-4">
      <Egg state="waiting" width={44} />
      <div className="min-w-0">
        {left > 0 ? (
          <>
            <p className="text-caption text-ink-muted">{t("schedules.cancelWithin")}</p>
            <p role="timer" className="text-heading font-bold tabular-nums">
              {two(Math.floor(left / 3_600))}:{two(Math.floor(left / 60) % 60)}:{two(left % 60)}
            </p>
            <p className="text-caption text-ink-muted">
              {t("schedules.sendsAt", { time: formatTime(nextRunAt, language) })}
            </p>
          </>
        ) : (
          <p className="text-label font-medium">{t("schedules.tooLate")}</p>
        )}
      </div>
    </div>
  );
}
