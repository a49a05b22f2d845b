export { TransferResolver } from "./transfer.resolver.js";
export { TransferService } from "./transfer.service.js";
