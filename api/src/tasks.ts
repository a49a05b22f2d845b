import type { Services } from "./container.js";
import type { Tasks } from "./infra/jobs.js";
import { RAISE_TASK } from "./modules/accounts/index.js";
import { MAIL_TASK, PUSH_TASK } from "./modules/notifications/index.js";
import { SETTLE_PAYMENT } from "./modules/requests/index.js";
import { RUN_SCHEDULE } from "./modules/schedules/index.js";
import { MAKE_STATEMENT } from "./modules/statements/index.js";

/** What each kind of job is for. A kind keeps its name: jobs of a former release may still wait under it. */
export function tasksOf({
  limits,
  notifications,
  pushes,
  requestPayments,
  scheduleRunner,
  statementMaker,
}: Services): Tasks {
  return {
    [MAIL_TASK]: (payload) => notifications.mailOne(payload),
    [PUSH_TASK]: (payload) => pushes.sendOne(payload),
    [RAISE_TASK]: (payload) => limits.applyDue(payload),
    [SETTLE_PAYMENT]: (payload) => requestPayments.settleLeft(payload),
    [RUN_SCHEDULE]: (payload) => scheduleRunner.run(payload),
    [MAKE_STATEMENT]: (payload) => statementMaker.make(payload),
  };
}
