import { randomBytes } from "node:crypto";
import { Algorithm, hashRaw } from "@node-rs/argon2";
import { base32crockford } from "@scure/base";
import type { DataSource, EntityManager } from "typeorm";
import { InvalidCodeError } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import type { UserStore } from "../users/index.js";
import { ARGON2_FOR_CODES, type PasswordService } from "./password.service.js";

const CODES = 10;
/** 50 bits: ten characters that a person can copy from paper. */
const CODE_CHARACTERS = 10;

/** Ten that are nobody's yet. */
export interface MadeCodes {
  codes: string[];
  hashes: Buffer[];
  salt: Buffer;
  /** Of those that they are to take the place of. */
  formerSalt: Buffer | null;
}

/** Codes kept for a lost phone. Each works once; they are hashed slowly, all of one member with one salt. */
export class RecoveryCodes {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly passwords: PasswordService,
  ) {}

  /** Slow, so not for within a transaction. @throws RequestError OVERLOADED */
  async make(userId: UserId, { address }: Origin): Promise<MadeCodes> {
    const formerSalt = await this.saltOf(userId, this.source.manager);
    const salt = randomBytes(16);
    const codes = Array.from({ length: CODES }, newCode);
    return { codes, hashes: await this.hashAll(codes, salt, address), salt, formerSalt };
  }

  /**
   * Puts them in the place of the old. They are told this once, and of two requests at once to one alone: codes that are
   * void already are shown to nobody.
   * @throws InvalidCodeError
   */
  async replace(tx: EntityManager, userId: UserId, made: MadeCodes): Promise<string[]> {
    const { codes, hashes, salt, formerSalt } = made;
    await this.users.lock(tx, userId);
    const now = await this.saltOf(userId, tx);
    if (formerSalt ? !now?.equals(formerSalt) : now) throw new InvalidCodeError(0);
    await tx.query(`DELETE FROM recovery_codes WHERE user_id = $1`, [userId]);
    await tx.query(
      `INSERT INTO recovery_codes (user_id, hash, salt) SELECT $1, hash, $3 FROM unnest($2::bytea[]) AS hash`,
      [userId, hashes, salt],
    );
    return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
  }

  /** Within a transaction it stands until the end of that: two first factors at once do not both find none. */
  async left(userId: UserId, tx?: EntityManager): Promise<number> {
    if (tx) await this.users.lock(tx, userId);
    const [row] = await (tx ?? this.source).query(
      `SELECT count(*)::int AS left FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL`,
      [userId],
    );
    return row.left;
  }

  /** As it is kept: slow, so not for within a transaction. Null for what cannot be one of the member's. */
  async hashOf(userId: UserId, text: string, { address }: Origin): Promise<Buffer | null> {
    // Crockford's alphabet reads O as 0 and I and L as 1, as people do.
    const code = text.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
    if (!/^[0-9A-HJKMNP-TV-Z]{10}$/.test(code)) return null;
    const salt = await this.saltOf(userId, this.source.manager);
    return salt && ((await this.hashAll([code], salt, address))[0] ?? null);
  }

  /** Uses one up. Of many at once one succeeds. */
  async use(tx: EntityManager, userId: UserId, hash: Buffer): Promise<boolean> {
    const [rows]: [unknown[], number] = await tx.query(
      `UPDATE recovery_codes SET used_at = clock_timestamp()
       WHERE user_id = $1 AND hash = $2 AND used_at IS NULL RETURNING user_id`,
      [userId, hash],
    );
    return rows.length > 0;
  }

  async forget(tx: EntityManager, userId: UserId): Promise<void> {
    await tx.query(`DELETE FROM recovery_codes WHERE user_id = $1`, [userId]);
  }

  /** Each ten have their own. */
  private async saltOf(userId: UserId, tx: EntityManager): Promise<Buffer | null> {
    const [row] = await tx.query(`SELECT salt FROM recovery_codes WHERE user_id = $1 LIMIT 1`, [userId]);
    return row?.salt ?? null;
  }

  private hashAll(codes: readonly string[], salt: Buffer, address: string): Promise<Buffer[]> {
    const hash = (code: string) => hashRaw(code, { ...ARGON2_FOR_CODES, algorithm: Algorithm.Argon2id, salt });
    return Promise.all(codes.map((code) => this.passwords.inTurn(() => hash(code), address)));
  }
}

function newCode(): string {
  return base32crockford.encode(randomBytes(7)).replaceAll("=", "").slice(0, CODE_CHARACTERS);
}
