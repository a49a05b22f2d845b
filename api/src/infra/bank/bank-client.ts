import type { BankRefusalReason } from "../../shared/errors.js";

/** An order to a bank. The reference is ours and unique: a bank carries it out once however often it hears it. */
export interface BankOrder {
  reference: string;
  /** deposit: from the person's bank account to us; withdrawal: the other way. */
  direction: "deposit" | "withdrawal";
  bankCode: string;
  bankAccountNumber: string;
  /** Minor units. */
  amount: bigint;
}

export type BankAnswer = { type: "done" } | { type: "refused"; reason: BankRefusalReason };

/** No answer came: the bank may have carried the order out or not. */
export class BankUnreachable extends Error {}

/** What we need of a bank. Never called inside a database transaction. */
export interface BankClient {
  /** @throws BankUnreachable */
  send(order: BankOrder): Promise<BankAnswer>;
  /** What became of an order; null when the bank never heard of it. @throws BankUnreachable */
  inquire(reference: string): Promise<BankAnswer | null>;
}
