import type { CounterpartyKind, RecentTransfer_TransactionFragment } from "../gql/graphql";
import { maskAccountNumber } from "./account-number";
import { isToday } from "./dates";

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

/** With fewer transfers there is no usual size. */
const USUAL_MIN = 5;
/** Below it a mistake costs little, and a warning more. */
const NOTABLE_MIN = 50_000n;

/** More than ever of late, and ten times what is usual: most wrong sums have one zero too many. */
export function isUnusual(transfers: readonly RecentTransfer_TransactionFragment[], amount: string): boolean {
  const sums = transfers
    .filter(({ state }) => state !== "RELEASED")
    .map((transfer) => BigInt(transfer.amount))
    .sort((a, b) => (a < b ? -1 : 1));
  const [median, largest] = [sums[sums.length >> 1], sums.at(-1)];
  if (median === undefined || largest === undefined || sums.length < USUAL_MIN) return false;
  const wanted = BigInt(amount);
  return wanted >= NOTABLE_MIN && wanted > largest && wanted >= median * 10n;
}
