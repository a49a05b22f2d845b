export { MoneyRequestEntity, MoneySplitEntity, RequestPaymentEntity } from "./money-request.entity.js";
export { MoneyRequestReader } from "./money-request.reader.js";
export { MoneyRequestResolver, MoneySplitResolver } from "./money-request.resolver.js";
export { MoneyRequestService } from "./money-request.service.js";
export { SETTLE_PAYMENT } from "./money-request.store.js";
export { RequestPaymentService } from "./request-payment.service.js";
