import type { DataSource } from "typeorm";
import { z } from "zod";
import { answerTime } from "../../shared/answer-time.js";
import { InvalidInputError, RecipientNotFoundError } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";
import { line, readInput } from "../../shared/input.js";
import { inTransaction } from "../../shared/transaction.js";
import type { AccountCard, AccountDirectory, RecipientFinder } from "../accounts/index.js";
import type { AttemptLimiter } from "../auth/index.js";
import type { LedgerReader } from "../ledger/index.js";
import { emailField, type Member, phoneField, type UserStore } from "../users/index.js";
import { FavouritePayeeEntity } from "./favourite-payee.entity.js";

/** A list that a person reads, not an address book. */
const FAVOURITES_MAX = 50;

const Favourite = z.object({
  accountNumber: z.string().max(100, "account_number"),
  label: line(30, "nickname", 0)
    .nullish()
    .transform((text) => text || null),
});

export interface ContactRules {
  /** Whether phone numbers find anybody. */
  findsByPhone: boolean;
  /** Whether an e-mail address has to be proven. */
  needsProof: boolean;
}

type Contact = { email: string } | { phone: string };

export interface FavouritePayee {
  card: AccountCard;
  label: string | null;
}

/** Whom a member sends money to often. */
export class PayeeService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
    private readonly ledger: LedgerReader,
    private readonly recipients: RecipientFinder,
    private readonly attempts: AttemptLimiter,
    private readonly rules: ContactRules,
  ) {}

  /** Those who can be sent money, in the order of their labels or names. */
  async favourites(userId: UserId): Promise<FavouritePayee[]> {
    const rows = await this.source.manager.find(FavouritePayeeEntity, { where: { userId }, take: FAVOURITES_MAX });
    const ids = rows.map((row) => row.accountId);
    const [cards, accounts] = await Promise.all([this.directory.byIds(ids), this.ledger.accounts(ids)]);
    return rows
      .flatMap(({ accountId, label }) => {
        const card = cards.get(accountId);
        return card && accounts.get(accountId)?.status === "active" ? [{ card, label }] : [];
      })
      .sort((a, b) => (a.label ?? a.card.holderName).localeCompare(b.label ?? b.card.holderName, "ko"));
  }

  /**
   * Adds one, or gives one another label.
   * @throws InvalidInputError, RecipientNotFoundError; RequestError RATE_LIMITED after many unknown numbers
   */
  async keep(userId: UserId, input: { accountNumber: string; label?: string | null }): Promise<FavouritePayee> {
    const { accountNumber, label } = readInput(Favourite, input);
    const card = await this.recipients.named(userId, accountNumber, "accountNumber");
    const isActive = (await this.ledger.account(card.id))?.status === "active";
    if (!isActive) throw new RecipientNotFoundError("accountNumber");
    await inTransaction(this.source, async (tx) => {
      // One after the other, so that many at once do not go past the limit.
      await this.users.lock(tx, userId);
      // Closed accounts are shown to nobody, so nobody could make room for others.
      await tx.query(
        `DELETE FROM favourite_payees f USING ledger_accounts a
         WHERE f.user_id = $1 AND a.id = f.account_id AND a.status = 'closed'`,
        [userId],
      );
      const others = await tx
        .createQueryBuilder(FavouritePayeeEntity, "payee")
        .where("payee.userId = :userId AND payee.accountId <> :accountId", { userId, accountId: card.id })
        .getCount();
      if (others >= FAVOURITES_MAX) throw InvalidInputError.of("accountNumber", "favourites_full");
      await tx.upsert(FavouritePayeeEntity, { userId, accountId: card.id, label }, ["userId", "accountId"]);
    });
    return { card, label };
  }

  /**
   * Whoever wants to be found under an e-mail address or phone number; null for everybody else, who take as long.
   *
   * @throws RequestError RATE_LIMITED after many
   */
  async findByContact(userId: UserId, text: string): Promise<AccountCard | null> {
    await this.attempts.takeRecipientLookUp(userId);
    const time = answerTime();
    const contact = readContact(text);
    const member = contact && (await this.holderOf(contact));
    const card = member && member.id !== userId ? await this.openAccountOf(member.id) : null;
    await time;
    return card;
  }

  /** Money for a number would go to whoever says it is theirs, so numbers find nobody where nobody has proven them. */
  private async holderOf(contact: Contact): Promise<Member | null> {
    if ("phone" in contact && !this.rules.findsByPhone) return null;
    return this.users.findByContact(contact, this.rules.needsProof);
  }

  private async openAccountOf(userId: UserId): Promise<AccountCard | null> {
    const card = await this.directory.firstOf(userId);
    const account = card && (await this.ledger.account(card.id));
    return account?.status === "active" ? card : null;
  }

  /** @returns whether there was one */
  async drop(userId: UserId, accountNumber: string): Promise<boolean> {
    const card = await this.directory.byNumber(accountNumber.slice(0, 100));
    if (!card) return false;
    const { affected } = await this.source.manager.delete(FavouritePayeeEntity, { userId, accountId: card.id });
    return affected === 1;
  }
}

function readContact(text: string): Contact | null {
  if (text.includes("@")) {
    const email = emailField.safeParse(text);
    return email.success ? { email: email.data } : null;
  }
  const phone = phoneField.safeParse(text);
  return phone.success ? { phone: phone.data } : null;
}
