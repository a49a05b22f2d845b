import { Check, CircleAlert, Clock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ScheduleDetailQuery } from "../../gql/graphql";
import { formatMoment } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";

type Run = NonNullable<ScheduleDetailQuery["schedule"]>["runs"][number];

const looks = {
  SUCCEEDED: { Icon: Check, tone: "text-ink" },
  FAILED: { Icon: CircleAlert, tone: "text-negative" },
  RUNNING: { Icon: Clock, tone: "text-info" },
};

/** What became of each date, newest first. */
export function ScheduleRuns({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (runs.length === 0) return <p className="py-3 text-label text-ink-muted">{t("schedules.noRuns")}</p>;
  return (
    <ul>
      {runs.map((run) => {
        const { Icon, tone } = looks[run.state];
        const line = (
          <>
            <Icon className={`icon mt-0.5 flex-none ${tone}`} aria-hidden="true" />
            <span className="min-w-0 flex-1">
              <span className="flex justify-between gap-3">
                <span className={`text-label font-medium ${tone}`}>{t(`schedules.run.${run.state}`)}</span>
                <span className="text-caption text-ink-muted">{formatMoment(run.dueAt, language)}</span>
              </span>
              {run.state === "FAILED" && (
                <span className="block text-caption text-ink-muted">
                  {run.failureMessage} {t("schedules.notAgain")}
                </span>
              )}
            </span>
          </>
        );
        const look = "-mx-5 flex gap-3 px-5 py-3";
        return (
          <li key={run.dueAt}>
            {run.transferId ? (
              <Link
                to={`/transfers/${run.transferId}`}
                className={`${look} -outline-offset-2 transition-colors hover:bg-surface-muted`}
              >
                {line}
              </Link>
            ) : (
              <div className={look}>{line}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
