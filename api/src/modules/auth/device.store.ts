import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { newId, type UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import { deviceName } from "./device.policy.js";

/** How many a member may have; the one unused for longest makes room. */
const DEVICES_MAX = 20;
/** What a browser can have been given: anything else is not looked up. Those of former versions have no signature. */
const TOKEN = /^([\w-]{43})(?:\.([\w-]{43}))?$/;

export interface KnownDevice {
  id: string;
  /** For the browser's cookie. */
  token: string;
  isNew: boolean;
}

/**
 * Browsers that a member has logged in from, known by a random token in a cookie. It opens nothing: it keeps a member's
 * own door open while strangers use up the tries, and tells a log-in from elsewhere.
 *
 * A browser has one token, whoever uses it, so that several members who share it are all known there. It is signed:
 * were any token taken that a client shows, two places could agree on one and pass for one device.
 */
export class DeviceStore {
  private readonly key: Buffer;

  constructor(
    private readonly source: DataSource,
    secret: string,
  ) {
    this.key = Buffer.from(hkdfSync("sha256", secret, "", "chickpay device tokens", 32));
  }

  /** Null for a device that this member has not logged in from. */
  async find(userId: UserId, token: string | null | undefined, tx?: EntityManager): Promise<string | null> {
    return (await this.read(userId, token, tx))?.id ?? null;
  }

  /** Null as well for a device that has not shown a second factor: the password alone, or a mail, makes one known. */
  async findProven(userId: UserId, token: string | null | undefined): Promise<string | null> {
    const device = await this.read(userId, token);
    return device?.isProven ? device.id : null;
  }

  private async read(
    userId: UserId,
    token: string | null | undefined,
    tx: EntityManager = this.source.manager,
  ): Promise<{ id: string; isProven: boolean } | undefined> {
    if (!token || !TOKEN.test(token)) return undefined;
    const [device] = await tx.query(
      `SELECT id, is_proven AS "isProven" FROM known_devices WHERE user_id = $1 AND token_hash = $2`,
      [userId, hashToken(token)],
    );
    return device;
  }

  /** A second factor was shown there. */
  async prove(tx: EntityManager, userId: UserId, token: string | null | undefined): Promise<void> {
    const id = await this.find(userId, token, tx);
    if (id) await tx.query(`UPDATE known_devices SET is_proven = true WHERE id = $1 AND NOT is_proven`, [id]);
  }

  /** After the member has shown who they are there. */
  async remember(tx: EntityManager, userId: UserId, { deviceToken, userAgent }: Origin): Promise<KnownDevice> {
    const isKept = deviceToken && (this.isIssued(deviceToken) || (await this.find(userId, deviceToken, tx)) !== null);
    const token = isKept ? deviceToken : this.issue();
    const [device]: Array<{ id: string; isNew: boolean }> = await tx.query(
      `INSERT INTO known_devices (id, user_id, token_hash, name) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id, token_hash) DO UPDATE SET last_seen_at = clock_timestamp(), name = excluded.name
       RETURNING id, id = $1 AS "isNew"`,
      [newId(), userId, hashToken(token), deviceName(userAgent)],
    );
    await tx.query(
      `DELETE FROM known_devices WHERE user_id = $1 AND id IN (
         SELECT id FROM known_devices WHERE user_id = $1 ORDER BY last_seen_at DESC, id DESC OFFSET $2)`,
      [userId, DEVICES_MAX],
    );
    return { ...(device as { id: string; isNew: boolean }), token };
  }

  private issue(): string {
    const random = randomBytes(32).toString("base64url");
    return `${random}.${this.sign(random).toString("base64url")}`;
  }

  private isIssued(token: string): boolean {
    const [, random, signature] = TOKEN.exec(token) ?? [];
    if (!random || !signature) return false;
    const [shown, right] = [Buffer.from(signature, "base64url"), this.sign(random)];
    return shown.length === right.length && timingSafeEqual(shown, right);
  }

  private sign(random: string): Buffer {
    return createHmac("sha256", this.key).update(random).digest();
  }

  /** All but the one that `origin` speaks from, if it is one of them. */
  async forgetOthers(tx: EntityManager, userId: UserId, { deviceToken }: Origin): Promise<void> {
    await tx.query(`DELETE FROM known_devices WHERE user_id = $1 AND token_hash IS DISTINCT FROM $2`, [
      userId,
      deviceToken ? hashToken(deviceToken) : null,
    ]);
  }
}

function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
