export { BankOrderEntity } from "./bank-order.entity.js";
export { FundingResolver } from "./funding.resolver.js";
export { FundingService } from "./funding.service.js";
