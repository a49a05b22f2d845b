export {
  type AuditAction,
  type AuditEvent,
  type AuditRecord,
  readLogIns,
  recordAudit,
  recordRefusal,
} from "./audit-log.js";
