export { ScheduleEntity, ScheduleRunEntity } from "./schedule.entity.js";
export { PlannedTransferResolver, ScheduleResolver } from "./schedule.resolver.js";
export { ScheduleService } from "./schedule.service.js";
export { RUN_SCHEDULE } from "./schedule.store.js";
export { ScheduleRunner } from "./schedule-runner.service.js";
