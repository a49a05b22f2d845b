export { TransferResolver } from "./transfer.resolver.js";
export { type TransferRecord, TransferService } from "./transfer.service.js";
export { Transfer, toTransfer } from "./transfer.types.js";
