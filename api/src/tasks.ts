import type { Services } from "./container.js";
import type { Tasks } from "./infra/jobs.js";

/** What each kind of job is for. A kind keeps its name: jobs of a former release may still wait under it. */
export function tasksOf(_services: Services): Tasks {
  return {};
}
