import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/empty";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { ButtonLink } from "../../components/ui/button";
import { ScheduleRow } from "../../features/schedules/schedule-row";
import { type Schedule_ScheduleFragment, SchedulesDocument } from "../../gql/graphql";

/* GraphQL */ `
  query Schedules {
    schedules {
      id
      ...Schedule_schedule @unmask
    }
  }
`;

const GROUPS = ["coming", "paused", "over"] as const;

function groupOf({ state }: Schedule_ScheduleFragment): (typeof GROUPS)[number] {
  return state === "ACTIVE" ? "coming" : state === "PAUSED" ? "paused" : "over";
}

export function Component() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(SchedulesDocument, { fetchPolicy: "cache-and-network" });
  const schedules = data?.schedules;
  const groups = Map.groupBy(schedules ?? [], groupOf);
  return (
    <Flow exit="/more">
      <PageTitle title={t("schedules.title")} className="mt-2 question" />
      {!schedules && error && <Failure title={t("schedules.failed")} error={error} onRetry={() => void refetch()} />}
      {!schedules && !error && (
        <div className="-mx-5">
          <RowsSkeleton rows={4} />
        </div>
      )}
      {schedules?.length === 0 && (
        <Empty title={t("schedules.emptyTitle")} text={t("schedules.emptyText")}>
          <ButtonLink to="/send" variant="yolk">
            {t("schedules.emptyAction")}
          </ButtonLink>
        </Empty>
      )}
      {GROUPS.map((group) => {
        const rows = groups.get(group);
        return (
          rows && (
            <section key={group} aria-labelledby={group} className="pt-6">
              <h2 id={group} className="pb-1 text-caption font-medium text-ink-muted">
                {t(`schedules.${group}`)}
              </h2>
              <ul>
                {rows.map((schedule) => (
                  <ScheduleRow key={schedule.id} schedule={schedule} />
                ))}
              </ul>
            </section>
          )
        );
      })}
    </Flow>
  );
}
