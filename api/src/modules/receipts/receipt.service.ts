import { isId, type MovementId, type UserId } from "../../shared/ids.js";
import { type AccountDirectory, counterpartyOf } from "../accounts/index.js";
import type { LedgerReader } from "../ledger/index.js";
import type { ReceiptFacts, SignedFacts } from "./receipt.policy.js";
import type { ReceiptSigner } from "./receipt-signer.service.js";

const KINDS: ReadonlySet<string> = new Set<ReceiptFacts["kind"]>(["transfer", "deposit", "withdrawal"]);

/** Signed statements of single movements, for whoever does not take somebody's word or screenshot for it. */
export class ReceiptService {
  constructor(
    private readonly ledger: LedgerReader,
    private readonly directory: AccountDirectory,
    private readonly signer: ReceiptSigner,
  ) {}

  /**
   * Null for an unknown movement, another's, and one that is not final.
   *
   * @param id of the movement, or of the transaction that shows it
   */
  async issue(userId: UserId, id: string): Promise<string | null> {
    const [movementId = ""] = id.split(".");
    const movement = isId<MovementId>(movementId) ? await this.ledger.movement(movementId) : null;
    if (!movement || !KINDS.has(movement.kind)) return null;
    // A payment that waited is known by its reservation, which says of itself that it was settled.
    if (movement.state !== "posted" && movement.state !== "settled") return null;
    const cards = await this.directory.byIds([movement.debit, movement.credit]);
    const [from, to] = [cards.get(movement.debit), cards.get(movement.credit)];
    if (from?.userId !== userId && to?.userId !== userId) return null;
    const side = (card: typeof from) => {
      const { name, accountNumber } = counterpartyOf(movement, card);
      return { name: name.ko, account: accountNumber };
    };
    const facts: ReceiptFacts = {
      id: movement.id,
      kind: movement.kind as ReceiptFacts["kind"],
      amount: String(movement.amount),
      currency: "KRW",
      recordedAt: movement.recordedAt.toISOString(),
      from: side(from),
      to: side(to),
    };
    return this.signer.sign(facts, new Date());
  }

  /** What a receipt of ours says; null for anything else, however it looks. */
  async verify(receipt: string): Promise<SignedFacts | null> {
    return this.signer.verify(receipt.trim());
  }
}
