import type { CounterpartyKind, RecentTransfer_TransactionFragment } from "../../gql/graphql";
import { isAccountNumber } from "../../lib/account-number";
import { isToday } from "../../lib/dates";

/* GraphQL */ `
  fragment RecentTransfer_transaction on Transaction {
    id
    counterparty
    counterpartyKind
    counterpartyAccountNumber
    amount
    state
    recordedAt
  }
`;

export interface RecentRecipient {
  accountNumber: string;
  name: string;
  kind: CounterpartyKind;
  lastAt: string;
}

/** Everyone money went to, the latest first, once each. */
export function recentRecipients(transfers: readonly RecentTransfer_TransactionFragment[]): RecentRecipient[] {
  const found = new Map<string, RecentRecipient>();
  for (const transfer of transfers) {
    const accountNumber = transfer.counterpartyAccountNumber;
    if (!accountNumber || !isAccountNumber(accountNumber) || found.has(accountNumber)) continue;
    found.set(accountNumber, {
      accountNumber,
      name: transfer.counterparty,
      kind: transfer.counterpartyKind,
      lastAt: transfer.recordedAt,
    });
  }
  return [...found.values()];
}

/** The same sum to the same account earlier today: the most common way to pay twice. */
export function sameTransferToday(
  transfers: readonly RecentTransfer_TransactionFragment[],
  accountNumber: string,
  amount: string,
): RecentTransfer_TransactionFragment | undefined {
  return transfers.find(
    (transfer) =>
      transfer.counterpartyAccountNumber === accountNumber &&
      transfer.amount === amount &&
      transfer.state !== "RELEASED" &&
      isToday(transfer.recordedAt),
  );
}
