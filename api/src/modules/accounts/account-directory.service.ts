import type { DataSource } from "typeorm";
import { InvalidInputError } from "../../shared/errors.js";
import { type AccountId, isId, type UserId } from "../../shared/ids.js";
import { UserEntity } from "../users/index.js";
import { AccountEntity } from "./account.entity.js";
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

  constructor(private readonly source: DataSource) {}

  /** The card of one's own account. An unknown id and another's are the same to the caller. @throws InvalidInputError */
  async owned(userId: UserId, accountId: string, path: string): Promise<AccountCard> {
    const card = await this.byId(accountId);
    if (card?.userId !== userId) throw InvalidInputError.of(path, "account_unknown");
    return card;
  }

  async byId(accountId: string): Promise<AccountCard | null> {
    if (!isId<AccountId>(accountId)) return null;
    return this.cards.get(accountId) ?? (await this.load([accountId])).get(accountId) ?? null;
  }

  async byIds(ids: readonly AccountId[]): Promise<Map<AccountId, AccountCard>> {
    const missing = ids.filter((id) => !this.cards.has(id));
    const loaded = missing.length > 0 ? await this.load(missing) : new Map<AccountId, AccountCard>();
    const found = new Map<AccountId, AccountCard>();
    for (const id of ids) {
      const card = this.cards.get(id) ?? loaded.get(id);
      if (card) found.set(id, card);
    }
    return found;
  }

  /** By a number as a person types it; null for numbers that are not, or were never, one of ours. */
  async byNumber(text: string): Promise<AccountCard | null> {
    const number = readAccountNumber(text);
    if (!number) return null;
    const known = this.idsByNumber.get(number);
    const card = known ? await this.byId(known) : (await this.find("account.number = :number", { number }))[0];
    return card ?? null;
  }

  private async load(ids: readonly AccountId[]): Promise<Map<AccountId, AccountCard>> {
    const cards = await this.find("account.id = ANY(:ids)", { ids });
    return new Map(cards.map((card) => [card.id, card]));
  }

  /** In one query: a person's first transfer after a start should not wait for three. */
  private async find(where: string, parameters: Record<string, unknown>): Promise<AccountCard[]> {
    const cards = await this.source.manager
      .createQueryBuilder(AccountEntity, "account")
      .innerJoin(UserEntity, "holder", "holder.id = account.userId")
      .select("account.id", "id")
      .addSelect("account.number", "number")
      .addSelect("account.userId", "userId")
      .addSelect("holder.name", "holderName")
      .addSelect("holder.kind", "holderKind")
      .where(where, parameters)
      .getRawMany<AccountCard>();
    for (const card of cards) this.remember(card);
    return cards;
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
