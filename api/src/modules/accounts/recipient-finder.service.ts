import { RecipientNotFoundError } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";
import type { AttemptLimiter } from "../auth/index.js";
import type { AccountCard, AccountDirectory } from "./account-directory.service.js";

/**
 * Finds whom a number belongs to, for members: who tries many that are nobody's finds nothing for a while, not even what
 * there is, so that no answer tells one from the other.
 */
export class RecipientFinder {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly attempts: AttemptLimiter,
  ) {}

  /** @throws RequestError RATE_LIMITED after many unknown numbers */
  async find(userId: UserId, accountNumber: string): Promise<AccountCard | null> {
    this.attempts.requireRecipientLookUp(userId);
    const card = await this.directory.byNumber(accountNumber);
    if (!card) await this.attempts.takeRecipientLookUp(userId);
    return card;
  }

  /** @param field that names the number in the input @throws RecipientNotFoundError; as `find` */
  async named(userId: UserId, accountNumber: string, field: string): Promise<AccountCard> {
    const card = await this.find(userId, accountNumber);
    if (!card) throw new RecipientNotFoundError(field);
    return card;
  }
}
