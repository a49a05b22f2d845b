import { RequestError } from "../../shared/errors.js";
import type { AccountId, MovementId, UserId } from "../../shared/ids.js";
import { isMovable } from "../../shared/money.js";
import type { AccountCard, AccountDirectory, RecipientFinder } from "../accounts/index.js";
import type { InsightsService } from "../insights/index.js";
import type { LedgerReader } from "../ledger/index.js";
import { isUnusual, twinOf } from "./transfer-check.policy.js";

export interface TransferCheckRecord {
  payee: AccountId;
  amount: bigint;
  isFirst: boolean;
  isUnusual: boolean;
  twin: { id: MovementId; recordedAt: Date } | null;
}

/** Movements of each account that are looked at: more than anybody makes by hand in a day. */
const MOVEMENTS_MAX = 500;

/** What is worth a second look before money is sent: nothing of it keeps anybody from sending. */
export class TransferCheckService {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly recipients: RecipientFinder,
    private readonly ledger: LedgerReader,
    private readonly insights: InsightsService,
  ) {}

  /**
   * Null for a number to which nothing can be sent.
   * @throws RequestError BAD_USER_INPUT; RATE_LIMITED after many unknown numbers
   */
  async check(userId: UserId, toAccountNumber: string, amount: bigint): Promise<TransferCheckRecord | null> {
    if (!isMovable(amount)) throw RequestError.badInput("amount", "amount cannot be moved");
    const payee = await this.recipients.find(userId, toAccountNumber);
    const account = payee && (await this.ledger.account(payee.id));
    return payee && account?.status === "active" ? this.checkPayment(userId, payee, amount) : null;
  }

  /** Looks at all of the member's accounts; between them nothing is first, and nothing unusual. */
  async checkPayment(userId: UserId, payee: AccountCard, amount: bigint): Promise<TransferCheckRecord> {
    const own = await this.directory.openOf(userId);
    // What was sent just now counts from the books, what was sent ever from their sums.
    const [lately, hasPaid] = await Promise.all([
      this.ledger.sentLately(own, MOVEMENTS_MAX),
      this.insights.hasPaid(userId, payee.id),
    ]);
    const isOwn = payee.userId === userId;
    const toOthers = lately.filter(({ credit }) => !own.includes(credit));
    return {
      payee: payee.id,
      amount,
      isFirst: !isOwn && !hasPaid && !lately.some(({ credit }) => credit === payee.id),
      isUnusual: !isOwn && isUnusual(toOthers, amount),
      twin: twinOf(lately, payee.id, amount, new Date()) ?? null,
    };
  }
}
