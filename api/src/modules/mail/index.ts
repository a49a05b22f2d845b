export type { SecurityNotice } from "./mail.details.js";
export { escapeHtml } from "./mail.layout.js";
export { maskEmail } from "./mail.policy.js";
export { MailService, type ReceivedMail } from "./mail.service.js";
