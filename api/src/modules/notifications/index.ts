export { MAIL_TASK, notificationProjection } from "./notification.projection.js";
export { NotificationResolver } from "./notification.resolver.js";
export { NotificationService } from "./notification.service.js";
