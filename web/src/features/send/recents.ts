import type { CounterpartyKind, RecentTransfer_TransactionFragment } from "../../gql/graphql";
import { maskAccountNumber } from "../../lib/account-number";
import { isToday } from "../../lib/dates";

/* GraphQL */ `
  fragment RecentTransfer_transaction on Transaction {
    id
    counterparty
    counterpartyKind
    counterpartyAccountNumber
    amount
    state
    transferId
    recordedAt
  }
`;

export interface RecentRecipient {
  /** Name and masked number: lists hold no full numbers. */
  key: string;
  maskedNumber: string;
  name: string;
  kind: CounterpartyKind;
  lastAt: string;
  /** The last transfer to them; its receipt knows the full number. */
  transferId: string;
}

export function payeeKey(name: string, number: string): string {
  return `${name} ${maskAccountNumber(number)}`;
}

/** Everyone money went to, the latest first, once each. */
export function recentRecipients(transfers: readonly RecentTransfer_TransactionFragment[]): RecentRecipient[] {
  const found = new Map<string, RecentRecipient>();
  for (const transfer of transfers) {
    const { counterparty: name, counterpartyAccountNumber: number, transferId } = transfer;
    if (!number || !transferId) continue;
    const key = payeeKey(name, number);
    if (found.has(key)) continue;
    found.set(key, {
      key,
      maskedNumber: maskAccountNumber(number),
      name,
      kind: transfer.counterpartyKind,
      lastAt: transfer.recordedAt,
      transferId,
    });
  }
  return [...found.values()];
}

/** The same sum to the same account earlier today: the most common way to pay twice. */
export function sameTransferToday(
  transfers: readonly RecentTransfer_TransactionFragment[],
  key: string,
  amount: string,
): RecentTransfer_TransactionFragment | undefined {
  return transfers.find(
    (transfer) =>
      payeeKey(transfer.counterparty, transfer.counterpartyAccountNumber ?? "") === key &&
      transfer.amount === amount &&
      transfer.state !== "RELEASED" &&
      isToday(transfer.recordedAt),
  );
}
