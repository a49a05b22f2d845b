import type { Schedule_ScheduleFragment } from "../../gql/graphql";
import { isRepeating } from "../../lib/schedule-rule";

/** It was to be sent once and was not: that it is over says too little. */
export const hasFailed = ({ kind, state, lastRun }: Schedule_ScheduleFragment) =>
  state === "ENDED" && !isRepeating(kind) && lastRun?.state === "FAILED";
