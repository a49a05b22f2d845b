import { useMutation } from "@apollo/client/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/ui/button";
import { Sheet } from "../../components/ui/sheet";
import {
  CancelScheduleDocument,
  PauseScheduleDocument,
  ResumeScheduleDocument,
  type Schedule_ScheduleFragment,
} from "../../gql/graphql";
import { refusalText } from "../../lib/graphql/refusal";
import { notify } from "../../lib/notify";
import { useOnline } from "../../lib/online";
import { isRepeating } from "../../lib/schedule-rule";
import { useNow } from "../../lib/use-now";

/* GraphQL */ `
  mutation PauseSchedule($input: ScheduleInput!) {
    pauseSchedule(input: $input) {
      __typename
      ... on ScheduleChanged {
        schedule {
          id
          ...Schedule_schedule @unmask
        }
      }
      ...Refusal @unmask
    }
  }
`;
/* GraphQL */ `
  mutation ResumeSchedule($input: ScheduleInput!) {
    resumeSchedule(input: $input) {
      __typename
      ... on ScheduleChanged {
        schedule {
          id
          ...Schedule_schedule @unmask
        }
      }
      ...Refusal @unmask
    }
  }
`;
/* GraphQL */ `
  mutation CancelSchedule($input: ScheduleInput!) {
    cancelSchedule(input: $input) {
      __typename
      ... on ScheduleChanged {
        schedule {
          id
          ...Schedule_schedule @unmask
        }
      }
      ...Refusal @unmask
    }
  }
`;

type Act = "pause" | "resume" | "cancel";

/** What may be done with it now, each asked once more. All of them may be asked for again: they stay as they are. */
export function ScheduleActions({
  schedule,
  onDone,
  onRefused,
}: {
  schedule: Schedule_ScheduleFragment;
  onDone: () => void;
  onRefused: () => void;
}) {
  const { t } = useTranslation();
  const online = useOnline();
  const [asking, setAsking] = useState<Act | null>(null);
  const [pause, pausing] = useMutation(PauseScheduleDocument);
  const [resume, resuming] = useMutation(ResumeScheduleDocument);
  const [cancel, cancelling] = useMutation(CancelScheduleDocument);
  const { id, kind, state, cancellableUntil } = schedule;
  const now = useNow(cancellableUntil ? 1_000 : null);
  const closed = cancellableUntil !== null && Date.parse(cancellableUntil) <= now;
  if ((state !== "ACTIVE" && state !== "PAUSED") || closed) return null;

  const perform = async (act: Act) => {
    const variables = { input: { scheduleId: id } };
    try {
      const result =
        act === "pause"
          ? (await pause({ variables })).data?.pauseSchedule
          : act === "resume"
            ? (await resume({ variables })).data?.resumeSchedule
            : (await cancel({ variables, refetchQueries: ["Schedules"] })).data?.cancelSchedule;
      setAsking(null);
      if (!result) return;
      if (result.__typename === "ScheduleChanged") {
        notify(t(`schedules.ask.${act}.done`));
        onDone();
      } else {
        notify(refusalText(result));
        onRefused();
      }
    } catch {
      notify(t("failure.tryAgain"));
    }
  };
  const repeats = isRepeating(kind);
  const busy = pausing.loading || resuming.loading || cancelling.loading;
  return (
    <>
      {!online && (
        <p role="status" className="text-caption font-medium text-negative">
          {t("offline.moneyOff")}
        </p>
      )}
      <div className={repeats ? "grid grid-cols-2 gap-2" : ""}>
        {repeats && (
          <Button
            size="xl"
            variant={state === "PAUSED" ? "yolk" : "quiet"}
            className="px-2!"
            disabled={!online}
            onClick={() => setAsking(state === "PAUSED" ? "resume" : "pause")}
          >
            {t(state === "PAUSED" ? "schedules.resume" : "schedules.pause")}
          </Button>
        )}
        <Button size="xl" variant="dangerSoft" className="px-2!" disabled={!online} onClick={() => setAsking("cancel")}>
          {t("schedules.cancel")}
        </Button>
      </div>
      <Sheet
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        insists
        title={asking ? t(`schedules.ask.${asking}.title`) : ""}
        description={asking && t(`schedules.ask.${asking}.text`)}
      >
        {asking && (
          <div className="grid grid-cols-2 gap-2">
            <Button size="xl" className="px-2!" onClick={() => setAsking(null)}>
              {t("schedules.keep")}
            </Button>
            <Button
              size="xl"
              className="px-2!"
              variant={asking === "cancel" ? "danger" : "ink"}
              busy={busy}
              onClick={() => void perform(asking)}
            >
              {t(`schedules.${asking}`)}
            </Button>
          </div>
        )}
      </Sheet>
    </>
  );
}
