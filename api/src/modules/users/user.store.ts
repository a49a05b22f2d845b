import { randomBytes } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { Vault } from "../../infra/vault.js";
import { EmailTakenError } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";
import { inTransaction } from "../../shared/transaction.js";
import { type Member, type PersonalData, UserEntity } from "./user.entity.js";

/** A row as far as it holds personal data: sealed, or as a former release wrote it. */
export interface SealedRow {
  userId: UserId;
  personal: Buffer | null;
  sealedKey: Buffer | null;
  email: string | null;
  name: string | null;
  phone: string | null;
}

/** For statements of other modules that need a name: columns of `users u LEFT JOIN personal_keys k`. */
export const SEALED_COLUMNS = `u.id AS "userId", u.personal, k.sealed_key AS "sealedKey", u.email, u.name, u.phone`;

type Row = SealedRow & Omit<UserEntity, "id">;

const SELECT = `SELECT ${SEALED_COLUMNS}, u.kind, u.role, u.locked_at AS "lockedAt", u.password_hash AS "passwordHash", u.terms_version AS "termsVersion", u.findable,
    u.terms_agreed_at AS "termsAgreedAt", u.marketing_agreed_at AS "marketingAgreedAt", u.language,
    u.email_verified_at AS "emailVerifiedAt", u.password_changed_at AS "passwordChangedAt",
    u.created_at AS "createdAt", u.leaves_at AS "leavesAt", u.closed_at AS "closedAt"
  FROM users u LEFT JOIN personal_keys k ON k.user_id = u.id`;

/** Members, with what tells who they are opened. Nobody else reads or writes those columns. */
export class UserStore {
  constructor(
    private readonly source: DataSource,
    private readonly vault: Vault,
  ) {}

  /** Null for an unknown id and for somebody who has left. */
  async find(id: UserId, tx: EntityManager = this.source.manager): Promise<Member | null> {
    return this.one(tx, "u.id = $1 AND u.closed_at IS NULL", [id]);
  }

  async get(id: UserId, tx: EntityManager = this.source.manager): Promise<Member> {
    const member = await this.find(id, tx);
    if (!member) throw new Error(`member ${id} is not there`);
    return member;
  }

  /** Held until the end of the transaction. Null as in `find`. */
  async lock(tx: EntityManager, id: UserId): Promise<Member | null> {
    return this.one(tx, "u.id = $1 AND u.closed_at IS NULL", [id], "FOR NO KEY UPDATE OF u");
  }

  async findByEmail(email: string, tx: EntityManager = this.source.manager): Promise<Member | null> {
    return this.one(tx, "(u.email_hash = $1 OR u.email = $2) AND u.closed_at IS NULL", [this.hashOf(email), email]);
  }

  /**
   * Who wants to be found under that address or number; null when nobody does, and when two have the same number.
   *
   * @param isProven whether only an address counts that a code has shown to be the member's own
   */
  async findByContact(contact: { email: string } | { phone: string }, isProven: boolean): Promise<Member | null> {
    const [column, hash] =
      "email" in contact ? ["email_hash", this.hashOf(contact.email)] : ["phone_hash", this.phoneHashOf(contact.phone)];
    const rows: Array<{ id: UserId; isFound: boolean }> = await this.source.query(
      `SELECT id, findable AND locked_at IS NULL AND (email_verified_at IS NOT NULL OR NOT $2) AS "isFound"
       FROM users WHERE ${column} = $1 AND closed_at IS NULL LIMIT 2`,
      [hash, isProven],
    );
    const [only] = rows;
    return only?.isFound && rows.length === 1 ? this.find(only.id) : null;
  }

  /** @throws EmailTakenError; of two at once, the second meets SQLSTATE 23505 */
  async insert(tx: EntityManager, { email, name, phone, ...user }: Member): Promise<void> {
    await this.requireFree(tx, email);
    await tx.insert(UserEntity, user);
    await this.seal(tx, user.id, { email, name, phone });
  }

  /** The caller holds the row's lock. @throws as insert */
  async changePersonal(tx: EntityManager, member: Member, change: Partial<PersonalData>): Promise<void> {
    if (change.email !== undefined && change.email !== member.email) await this.requireFree(tx, change.email);
    const { email, name, phone } = { ...member, ...change };
    await this.seal(tx, member.id, { email, name, phone });
  }

  /** Destroys the key: what it sealed can be opened nowhere any more. */
  async erase(tx: EntityManager, id: UserId): Promise<void> {
    await tx.query(`DELETE FROM personal_keys WHERE user_id = $1`, [id]);
    await tx.query(
      `UPDATE users SET email = NULL, name = NULL, phone = NULL, email_hash = NULL, phone_hash = NULL, findable = false, password_hash = '' WHERE id = $1`,
      [id],
    );
  }

  /** Opens a row that another module's statement has read; null for somebody who has left. */
  open({ userId, personal, sealedKey, email, name, phone }: SealedRow): PersonalData | null {
    if (personal && sealedKey) {
      const text = this.vaultOf(userId, sealedKey).open(personal, placeOf(userId)).toString();
      return JSON.parse(text) as PersonalData;
    }
    return name === null || email === null ? null : { email, name, phone };
  }

  /** Seals what else is the member's, with the key that ends with the membership. @throws Error for somebody who has left */
  async ownVault(id: UserId, tx: EntityManager = this.source.manager): Promise<Vault> {
    const [known] = await tx.query(`SELECT sealed_key AS "sealedKey" FROM personal_keys WHERE user_id = $1`, [id]);
    if (!known) throw new Error(`member ${id} has no key`);
    return this.vaultOf(id, known.sealedKey);
  }

  /** Seals rows of a former release, some at a time. Answers how many. */
  async sealOld(limit: number): Promise<number> {
    return inTransaction(this.source, async (tx) => {
      const rows: SealedRow[] = await tx.query(
        `SELECT u.id AS "userId", NULL AS personal, NULL AS "sealedKey", u.email, u.name, u.phone FROM users u
         WHERE u.name IS NOT NULL ORDER BY u.id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`,
        [limit],
      );
      for (const row of rows) {
        const data = this.open(row);
        if (data) await this.seal(tx, row.userId, data);
      }
      return rows.length;
    });
  }

  /**
   * Whether members are found by their addresses with the keys that there are. With another key for the digest nobody
   * would be, and their addresses would be free to others.
   */
  async isFindable(): Promise<boolean> {
    const rows: Array<SealedRow & { emailHash: Buffer }> = await this.source.query(
      `SELECT ${SEALED_COLUMNS}, u.email_hash AS "emailHash" FROM users u JOIN personal_keys k ON k.user_id = u.id
       WHERE u.email_hash IS NOT NULL AND u.closed_at IS NULL ORDER BY u.id LIMIT 3`,
    );
    const isFound = (row: (typeof rows)[number]) => {
      try {
        return row.emailHash.equals(this.hashOf(this.open(row)?.email ?? ""));
      } catch {
        return false; // no key opens it
      }
    };
    // One row that is broken is no reason to serve nobody.
    return rows.length === 0 || rows.some(isFound);
  }

  /** The index knows sealed rows alone. */
  private async requireFree(tx: EntityManager, email: string): Promise<void> {
    if (await this.findByEmail(email, tx)) throw new EmailTakenError();
  }

  private async one(tx: EntityManager, where: string, values: unknown[], lock = ""): Promise<Member | null> {
    const [row]: Row[] = await tx.query(`${SELECT} WHERE ${where} LIMIT 1 ${lock}`, values);
    const data = row && this.open(row);
    if (!row || !data) return null;
    const { userId, personal: _, sealedKey: __, ...rest } = row;
    return { ...rest, ...data, id: userId };
  }

  private async seal(tx: EntityManager, id: UserId, data: PersonalData): Promise<void> {
    const [known] = await tx.query(`SELECT sealed_key AS "sealedKey" FROM personal_keys WHERE user_id = $1`, [id]);
    const sealedKey: Buffer = known?.sealedKey ?? (await this.makeKey(tx, id));
    const { email, name, phone } = data;
    const personal = this.vaultOf(id, sealedKey).seal(Buffer.from(JSON.stringify({ email, name, phone })), placeOf(id));
    await tx.query(
      `UPDATE users SET personal = $2, email_hash = $3, phone_hash = $4, email = NULL, name = NULL, phone = NULL
       WHERE id = $1`,
      [id, personal, this.hashOf(email), phone && this.phoneHashOf(phone)],
    );
  }

  private async makeKey(tx: EntityManager, id: UserId): Promise<Buffer> {
    const sealedKey = this.vault.seal(randomBytes(32), keyPlaceOf(id));
    await tx.query(`INSERT INTO personal_keys (user_id, sealed_key) VALUES ($1, $2)`, [id, sealedKey]);
    return sealedKey;
  }

  private vaultOf(id: UserId, sealedKey: Buffer): Vault {
    return new Vault(`p:${this.vault.open(sealedKey, keyPlaceOf(id)).toString("base64")}`);
  }

  private phoneHashOf(phone: string): Buffer {
    return this.vault.digest(phone, "users.phone_hash");
  }

  private hashOf(email: string): Buffer {
    return this.vault.digest(email, "users.email_hash");
  }
}

const placeOf = (id: UserId) => `users.personal/${id}`;
const keyPlaceOf = (id: UserId) => `personal_keys.sealed_key/${id}`;
