export { BankOrderEntity } from "./bank-order.entity.js";
export { BANK_CLEARING } from "./funding.policy.js";
export { FundingResolver } from "./funding.resolver.js";
export { FundingService } from "./funding.service.js";
export { ORDER_RULES } from "./order-check.js";
