export { readReceipt } from "./receipt.policy.js";
export { ReceiptResolver } from "./receipt.resolver.js";
export { ReceiptService } from "./receipt.service.js";
export { ReceiptSigner } from "./receipt-signer.service.js";
