export { AccountEntity } from "./account.entity.js";
export { AccountFieldsResolver, AccountResolver, BalanceResolver, UserAccountsResolver } from "./account.resolver.js";
export { type AccountRecord, type AccountRules, AccountService } from "./account.service.js";
export { Account, Currency, Recipient, toAccount, toAccountAfter, toRecipient } from "./account.types.js";
export { type AccountCard, AccountDirectory } from "./account-directory.service.js";
export { maskAccountNumber } from "./account-number.policy.js";
export { BalanceFeed } from "./balance-feed.service.js";
export { type LimitRules, LimitService, RAISE_TASK } from "./limit.service.js";
export { MembershipService } from "./membership.service.js";
export { ownMovement } from "./own-movement.js";
export { PaymentApproval } from "./payment-approval.service.js";
export { RecipientFinder } from "./recipient-finder.service.js";
export {
  bankMemo,
  counterpartyOf,
  counterpartyOfAccount,
  TransactionReader,
  type TransactionRecord,
  transactionId,
} from "./transaction.reader.js";
export {
  CounterpartyKind,
  Transaction,
  TransactionDirection,
  TransactionKind,
  TransactionState,
  toTransaction,
} from "./transaction.types.js";
