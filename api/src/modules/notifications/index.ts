export { MAIL_TASK, notificationProjection, PUSH_TASK } from "./notification.projection.js";
export { NotificationResolver } from "./notification.resolver.js";
export { NotificationService } from "./notification.service.js";
export { PushResolver } from "./push.resolver.js";
export { PushService } from "./push.service.js";
