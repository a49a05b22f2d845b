import type { Services } from "./container.js";
import type { Tasks } from "./infra/jobs.js";
import { MAKE_STATEMENT } from "./modules/statements/index.js";

/** What each kind of job is for. A kind keeps its name: jobs of a former release may still wait under it. */
export function tasksOf({ statementMaker }: Services): Tasks {
  return {
    [MAKE_STATEMENT]: (payload) => statementMaker.make(payload),
  };
}
