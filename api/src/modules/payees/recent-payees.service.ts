import type { AccountId, UserId } from "../../shared/ids.js";
import type { AccountCard, AccountDirectory } from "../accounts/index.js";
import type { InsightsService } from "../insights/index.js";
import type { LedgerReader } from "../ledger/index.js";

export interface RecentPayee {
  card: AccountCard;
  /** Null when it is longer ago than the movements that are looked at. */
  lastSentAt: Date | null;
}

/** As many as a person looks through before typing is quicker. */
const RECENTS_MAX = 20;
/** Movements of each account that are looked at. Whoever sends more finds the rest by their months. */
const MOVEMENTS_MAX = 200;
const MONTHS_MAX = 6;

/** Whom a member has sent money to. */
export class RecentPayees {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly ledger: LedgerReader,
    private readonly insights: InsightsService,
  ) {}

  /** Others who can still be sent money, each once, the latest first; those of months ago last. */
  async list(userId: UserId): Promise<RecentPayee[]> {
    const own = await this.directory.openOf(userId);
    const [sent, earlier] = await Promise.all([
      this.ledger.sentLately(own, MOVEMENTS_MAX),
      this.insights.paidLately(userId, MONTHS_MAX, 2 * RECENTS_MAX),
    ]);
    const lastSentAt = new Map<AccountId, Date | null>();
    for (const { credit, recordedAt } of sent) if (!lastSentAt.has(credit)) lastSentAt.set(credit, recordedAt);
    for (const id of earlier) if (!lastSentAt.has(id)) lastSentAt.set(id, null);
    const ids = [...lastSentAt.keys()];
    const [cards, accounts] = await Promise.all([this.directory.byIds(ids), this.ledger.accounts(ids)]);
    return [...lastSentAt]
      .flatMap(([id, at]) => {
        const card = cards.get(id);
        const canReceive = accounts.get(id)?.status === "active";
        return card && card.userId !== userId && canReceive ? [{ card, lastSentAt: at }] : [];
      })
      .slice(0, RECENTS_MAX);
  }
}
