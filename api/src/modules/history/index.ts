export { historyProjection, indexHistories, indexRestored } from "./history.projection.js";
export { HistoryResolver, NoteResolver } from "./history.resolver.js";
export { HistoryService } from "./history.service.js";
export { HistoryStore } from "./history.store.js";
export { NoteService } from "./note.service.js";
export { TransactionNote, toTransactionNote } from "./note.types.js";
