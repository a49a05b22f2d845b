import type { Services } from "./container.js";
import type { Tasks } from "./infra/jobs.js";
import { RUN_SCHEDULE } from "./modules/schedules/index.js";

/** What each kind of job is for. A kind keeps its name: jobs of a former release may still wait under it. */
export function tasksOf({ scheduleRunner }: Services): Tasks {
  return { [RUN_SCHEDULE]: (payload) => scheduleRunner.run(payload) };
}
