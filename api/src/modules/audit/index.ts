export { type AuditAction, type AuditEvent, recordAudit } from "./audit-log.js";
