export { escapeHtml } from "./mail.layout.js";
export { maskEmail } from "./mail.policy.js";
export { MailService, type ReceivedMail } from "./mail.service.js";
export type { SecurityNotice } from "./mail.texts.js";
