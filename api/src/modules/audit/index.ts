export { type AuditAction, type AuditEvent, type AuditRecord, readAudit, recordAudit } from "./audit-log.js";
