export { TransferResolver } from "./transfer.resolver.js";
export { type TransferRecord, TransferService } from "./transfer.service.js";
export { Transfer, toTransfer } from "./transfer.types.js";
export { TransferCheckResolver } from "./transfer-check.resolver.js";
export { TransferCheckService } from "./transfer-check.service.js";
export { TransferCheck, toTransferCheck } from "./transfer-check.types.js";
