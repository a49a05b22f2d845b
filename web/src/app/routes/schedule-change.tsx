import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useParams } from "react-router";
import { Failure } from "../../components/failure";
import { Flow } from "../../components/flow";
import { PageTitle } from "../../components/page-title";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { changeDraft, isChangeable } from "../../features/schedules/change-draft";
import { ChangeForm, wantedOf } from "../../features/schedules/change-form";
import { ConfirmChange } from "../../features/schedules/confirm-change";
import { ScheduleDetailDocument } from "../../gql/graphql";
import { notify } from "../../lib/notify";
import { useStore } from "../../lib/store";
import { useDraftSteps } from "../use-draft-steps";

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id = "" } = useParams();
  const { step, go } = useDraftSteps();
  const draft = useStore(changeDraft);
  const wanted = draft?.scheduleId === id ? draft.wanted : null;
  const { data, error, refetch } = useQuery(ScheduleDetailDocument, { variables: { id } });
  const schedule = data?.schedule;
  if (schedule && isChangeable(schedule)) {
    if (step > 1 && wanted)
      return (
        <ConfirmChange
          schedule={schedule}
          wanted={wanted}
          onDone={() => {
            notify(t("schedules.changed"));
            void navigate(`/schedules/${id}`, { replace: true });
            changeDraft.clear();
          }}
        />
      );
    return (
      <ChangeForm
        schedule={schedule}
        wanted={wanted ?? wantedOf(schedule)}
        onChange={(changed) => changeDraft.start({ scheduleId: id, wanted: changed })}
        onNext={() => go(2)}
      />
    );
  }
  // Its own page says what is the matter.
  if (data) return <Navigate to={`/schedules/${id}`} replace />;
  return (
    <Flow exit={`/schedules/${id}`}>
      <PageTitle title={t("schedules.title")} className="mt-2 question" />
      {error ? (
        <Failure title={t("schedules.failed")} error={error} onRetry={() => void refetch()} />
      ) : (
        <RowsSkeleton rows={3} />
      )}
    </Flow>
  );
}
