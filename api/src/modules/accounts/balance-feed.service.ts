import { LatestValueFeed, type Watch } from "../../infra/latest-value-feed.js";
import type { AccountId } from "../../shared/ids.js";
import type { AccountSnapshot, Applied, LedgerReader, Movement } from "../ledger/index.js";
import { transactionId } from "./transaction.reader.js";

/** The state of an account after a movement, or as it stands when a watcher comes. */
export interface BalanceState {
  accountId: AccountId;
  balance: bigint;
  held: bigint;
  version: bigint;
  transactionId: string | null;
  at: Date;
}

/** Tells watchers each account's newest balance. Versions decide: what is older than what was told is dropped. */
export class BalanceFeed {
  private readonly feed = new LatestValueFeed<AccountId, BalanceState>(
    (candidate, than) => candidate.version > than.version,
  );

  constructor(private readonly ledger: LedgerReader) {}

  /** Called by the ledger engine after each commit. */
  publish(movement: Movement, outcome: Applied): void {
    if (outcome.debit)
      this.tell(outcome.debit, transactionId(outcome.movementId, movement.reservation, "out"), outcome);
    if (outcome.credit)
      this.tell(outcome.credit, transactionId(outcome.movementId, movement.reservation, "in"), outcome);
  }

  /** The current state at once, then each change; several changes may come as one. */
  async watch(accountId: AccountId): Promise<Watch<BalanceState>> {
    // Watching starts before the state is read: a change in between is newer and replaces it.
    const watch = this.feed.watch(accountId);
    try {
      const account = await this.ledger.account(accountId);
      if (account) {
        const { balance, held, version } = account;
        watch.offer({ accountId, balance, held, version, transactionId: null, at: new Date() });
      }
      return watch;
    } catch (error) {
      await watch.return();
      throw error;
    }
  }

  /** Asks for what other processes have moved meanwhile; versions tell what is news. */
  async refresh(): Promise<void> {
    const watched = this.feed.keys;
    if (watched.length === 0) return;
    const at = new Date();
    for (const { id: accountId, balance, held, version } of (await this.ledger.accounts(watched)).values()) {
      this.feed.publish(accountId, { accountId, balance, held, version, transactionId: null, at });
    }
  }

  get watcherCount(): number {
    return this.feed.watcherCount;
  }

  private tell(snapshot: AccountSnapshot, transaction: string, outcome: Applied): void {
    const { accountId, balance, held, version } = snapshot;
    this.feed.publish(accountId, {
      accountId,
      balance,
      held,
      version,
      transactionId: transaction,
      at: outcome.recordedAt,
    });
  }
}
