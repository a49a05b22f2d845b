import type { Memos } from "../../components/memo-fields";
import type { Schedule_ScheduleFragment } from "../../gql/graphql";
import { createDraft } from "../../lib/draft";
import type { RuleAnswers } from "../../lib/schedule-rule";

/** What a schedule is to be, as it stands in the form. */
export interface Wanted extends Memos {
  /** Digits only, "" when nothing is typed. */
  amount: string;
  answers: RuleAnswers;
}

/** Of one schedule, kept for this tab from the form to its confirmation. */
export const changeDraft = createDraft<{ scheduleId: string; wanted: Wanted }>("draft.schedule");

/** What is made in some hours is only there to be taken back. */
export const isChangeable = ({ kind, state }: Schedule_ScheduleFragment) =>
  kind !== "DELAYED" && (state === "ACTIVE" || state === "PAUSED");
