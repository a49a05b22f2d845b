import { BANKS } from "../../shared/banks.js";
import type { AccountId, MovementId } from "../../shared/ids.js";
import type { MovementRecord } from "../ledger/index.js";
import { maskName } from "../users/index.js";
import type { AccountCard, AccountDirectory } from "./account-directory.service.js";
import { maskAccountNumber } from "./account-number.policy.js";

/** The other side of a movement, as the owner of this side may see it. */
export interface Counterparty {
  kind: "PERSON" | "SHOP" | "BANK";
  name: { ko: string; en: string };
  accountNumber: string | null;
}

/** One payment as seen from one account. */
export interface TransactionRecord {
  id: string;
  /** Stays the same while it waits and settles: the movement, or the reservation before it. */
  root: MovementId;
  direction: "in" | "out";
  movement: MovementRecord;
  /** Null when it is archived. */
  balanceAfter: bigint | null;
  counterparty: Counterparty;
  memo: string | null;
  transferId: MovementId | null;
}

/**
 * Names a payment from one side. A withdrawal keeps the id of its reservation when it settles, so that a screen which
 * shows it waiting sees the same one done.
 */
export function transactionId(
  movement: MovementId,
  reservation: MovementId | null | undefined,
  direction: "in" | "out",
) {
  return `${reservation ?? movement}.${direction}`;
}

/** How a deposit or withdrawal names its bank account in the books: `004 1234`. */
export function bankMemo(bankCode: string, bankAccountNumber: string): string {
  return `${bankCode} ${bankAccountNumber.slice(-4)}`;
}

/** Movements as their two sides see them. */
export class TransactionReader {
  constructor(private readonly directory: AccountDirectory) {}

  async describeAll(sides: readonly Side[]): Promise<TransactionRecord[]> {
    const cards = await this.directory.byIds([...new Set(sides.map(counterAccount))]);
    return sides.map((side) => toRecord(side, counterpartyOf(side.movement, cards.get(counterAccount(side)))));
  }

  /** A single movement as seen from one account, with the balance its owner saw after it. */
  async describe(
    movement: MovementRecord,
    direction: "in" | "out",
    balanceAfter: bigint | null,
  ): Promise<TransactionRecord> {
    const [record] = await this.describeAll([{ movement, direction, balanceAfter }]);
    return record as TransactionRecord;
  }
}

type Side = Pick<TransactionRecord, "movement" | "direction" | "balanceAfter">;

function counterAccount({ movement, direction }: Side): AccountId {
  return direction === "out" ? movement.credit : movement.debit;
}

/** Who holds an account, as others may see it; what is nobody's account here stands for the banks. */
export function counterpartyOfAccount(card: AccountCard | undefined): Counterparty {
  if (!card) return { kind: "BANK", name: { ko: "은행", en: "Bank" }, accountNumber: null };
  // A shop's name is public; a person's is not.
  const name = card.holderKind === "shop" ? card.holderName : maskName(card.holderName);
  return {
    kind: card.holderKind === "shop" ? "SHOP" : "PERSON",
    name: { ko: name, en: name },
    accountNumber: maskAccountNumber(card.number),
  };
}

/** The holder of one of a movement's two accounts, or the bank in whose name it stands here. */
export function counterpartyOf(
  movement: Pick<MovementRecord, "counterMemo">,
  card: AccountCard | undefined,
): Counterparty {
  const counterparty = counterpartyOfAccount(card);
  if (card) return counterparty;
  const [code = "", lastDigits = ""] = (movement.counterMemo ?? "").split(" ");
  return {
    ...counterparty,
    name: BANKS[code] ?? counterparty.name,
    accountNumber: lastDigits ? `****${lastDigits}` : null,
  };
}

function toRecord({ movement, direction, balanceAfter }: Side, counterparty: Counterparty): TransactionRecord {
  const isTransfer = movement.kind === "transfer";
  return {
    id: transactionId(movement.id, movement.reservation, direction),
    root: movement.reservation ?? movement.id,
    direction,
    movement,
    balanceAfter,
    counterparty,
    memo: isTransfer ? (direction === "out" ? movement.memo : movement.counterMemo) : null,
    // What was refused has no receipt.
    transferId: isTransfer && movement.state !== "refused" ? movement.id : null,
  };
}
