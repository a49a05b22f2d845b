export {
  type AuditAction,
  type AuditEvent,
  type AuditRecord,
  readAudit,
  recordAudit,
  recordRefusal,
} from "./audit-log.js";
