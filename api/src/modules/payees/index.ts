export { FavouritePayeeEntity } from "./favourite-payee.entity.js";
export { PayeeResolver } from "./payee.resolver.js";
export { PayeeService } from "./payee.service.js";
export { RecentPayees } from "./recent-payees.service.js";
