import type { DataSource } from "typeorm";
import { InvalidInputError } from "../../shared/errors.js";
import { type AccountId, isId, type UserId } from "../../shared/ids.js";
import { rowLoader } from "../../shared/row-loader.js";
import { DEPARTED_NAME, SEALED_COLUMNS, type SealedRow, type UserStore } from "../users/index.js";
import { readAccountNumber } from "./account-number.policy.js";

/** What never changes about an account, and so may be remembered. */
export interface AccountCard {
  id: AccountId;
  number: string;
  userId: UserId;
  holderName: string;
  holderKind: "person" | "shop";
}

const CACHE_MAX = 50_000;

/** Who owns which account number. Its answers stay true for ever; whether an account is open is the ledger's to say. */
export class AccountDirectory {
  private readonly cards = new Map<AccountId, AccountCard>();
  private readonly idsByNumber = new Map<string, AccountId>();
  /** By id or by number. */
  private readonly loader = rowLoader<string, AccountCard>((keys) => this.load(keys));

  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
  ) {}

  /** Names of a member who has left are to be known no longer, here either. */
  forget(accountIds: readonly AccountId[]): void {
    for (const id of accountIds) {
      const card = this.cards.get(id);
      if (!card) continue;
      this.cards.delete(id);
      this.idsByNumber.delete(card.number);
    }
  }

  /** The same for those whose membership another process has ended. */
  async forgetDeparted(): Promise<void> {
    const departed: Array<{ id: AccountId }> = await this.source.query(
      `SELECT a.id FROM users u JOIN accounts a ON a.user_id = u.id
       WHERE u.closed_at > clock_timestamp() - interval '5 minutes'`,
    );
    this.forget(departed.map(({ id }) => id));
  }

  /** The card of one's own account. An unknown id and another's are the same to the caller. @throws InvalidInputError */
  async owned(userId: UserId, accountId: string, path: string): Promise<AccountCard> {
    const card = await this.byId(accountId);
    if (card?.userId !== userId) throw InvalidInputError.of(path, "account_unknown");
    return card;
  }

  async byId(accountId: string): Promise<AccountCard | null> {
    if (!isId<AccountId>(accountId)) return null;
    return this.cards.get(accountId) ?? this.loader.load(accountId);
  }

  async byIds(ids: readonly AccountId[]): Promise<Map<AccountId, AccountCard>> {
    const found = await Promise.all(ids.map((id) => this.byId(id)));
    return new Map(found.flatMap((card) => (card ? [[card.id, card]] : [])));
  }

  /** By a number as a person types it; null for numbers that are not, or were never, one of ours. */
  async byNumber(text: string): Promise<AccountCard | null> {
    const number = readAccountNumber(text);
    if (!number) return null;
    const known = this.idsByNumber.get(number);
    return known ? this.byId(known) : this.loader.load(number);
  }

  /** A member's open accounts, the oldest first. */
  async openOf(userId: UserId): Promise<AccountId[]> {
    const rows: Array<{ id: AccountId }> = await this.source.query(
      `SELECT id FROM accounts WHERE user_id = $1 AND closed_at IS NULL ORDER BY id`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }

  /** The first of them. */
  async firstOf(userId: UserId): Promise<AccountCard | null> {
    const [first] = await this.openOf(userId);
    return first ? this.byId(first) : null;
  }

  private async load(keys: readonly string[]): Promise<Map<string, AccountCard>> {
    const rows: Array<Omit<AccountCard, "holderName"> & SealedRow> = await this.source.query(
      `SELECT a.id, a.number, u.kind AS "holderKind", ${SEALED_COLUMNS}
       FROM accounts a JOIN users u ON u.id = a.user_id LEFT JOIN personal_keys k ON k.user_id = u.id
       WHERE a.id = ANY($1::uuid[]) OR a.number = ANY($2)`,
      [keys.filter((key) => isId(key)), keys.filter((key) => !isId(key))],
    );
    const byKey = new Map<string, AccountCard>();
    for (const row of rows) {
      const { id, number, userId, holderKind } = row;
      const card = { id, number, userId, holderKind, holderName: this.users.open(row)?.name ?? DEPARTED_NAME };
      this.remember(card);
      byKey.set(card.id, card).set(card.number, card);
    }
    return byKey;
  }

  private remember(card: AccountCard): void {
    if (this.cards.size >= CACHE_MAX) {
      const [oldest] = this.cards.values();
      if (oldest) {
        this.cards.delete(oldest.id);
        this.idsByNumber.delete(oldest.number);
      }
    }
    this.cards.set(card.id, card);
    this.idsByNumber.set(card.number, card.id);
  }
}
