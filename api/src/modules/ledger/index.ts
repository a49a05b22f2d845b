export { ArchiveFileError, type ArchiveManifest } from "./archive-file.js";
export { BATCHING_DEFAULTS, BatchingLedgerEngine, type BatchingOptions } from "./batching-engine.service.js";
export { BOOK_RULES, checkBook, type Violation } from "./book-check.js";
export { type BookVerdict, readVerdict, writeVerdict } from "./book-verdict.js";
export {
  type LedgerAccount,
  LedgerReader,
  MOVEMENT_COLUMNS,
  type MovedEntry,
  type MovementRecord,
  type MovementRow,
  toMovement,
} from "./ledger.reader.js";
export { LedgerStore } from "./ledger.store.js";
export type * from "./ledger.types.js";
export { LedgerAccountService } from "./ledger-account.service.js";
export { type ArchiveOptions, ArchiveRefused, isMonth, LedgerArchive } from "./ledger-archive.js";
export { type PartitionState, readPartitionState } from "./partition-watch.js";
export { requireApplied } from "./refusal.policy.js";
export { requestHash } from "./request-hash.js";
