import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeAttestationObject, isoBase64URL } from "@simplewebauthn/server/helpers";
import type { DataSource, EntityManager } from "typeorm";
import { PasskeyRefusedError } from "../../shared/errors.js";
import { isId, newId, type UserId } from "../../shared/ids.js";
import type { UserStore } from "../users/index.js";
import type { Challenge } from "./challenge.store.js";

export interface Passkey {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  backedUp: boolean;
}

export interface RelyingParty {
  /** The host that passkeys are bound to. */
  id: string;
  /** Where the web app is served from; null lets any port of localhost in, for a laptop. */
  origins: readonly string[] | null;
}

const NAME = "Chickpay";
const TIMEOUT_MS = 5 * 60_000;

/** Registers passkeys and checks what they sign (WebAuthn level 3). The user is always verified, so one is enough. */
export class PasskeyService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly relyingParty: RelyingParty,
  ) {}

  async list(userId: UserId, tx: EntityManager = this.source.manager): Promise<Passkey[]> {
    return tx.query(
      `SELECT id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt", backed_up AS "backedUp"
       FROM passkeys WHERE user_id = $1 ORDER BY created_at`,
      [userId],
    );
  }

  async registrationOptions(userId: UserId) {
    const user = await this.users.get(userId);
    const known: Array<{ id: string }> = await this.source.query(
      `SELECT credential_id AS id FROM passkeys WHERE user_id = $1`,
      [user.id],
    );
    return generateRegistrationOptions({
      rpName: NAME,
      rpID: this.relyingParty.id,
      userID: new TextEncoder().encode(user.id),
      userName: user.email,
      userDisplayName: user.name,
      timeout: TIMEOUT_MS,
      attestationType: "none",
      excludeCredentials: known,
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
  }

  /** @throws PasskeyRefusedError */
  async register(
    tx: EntityManager,
    userId: UserId,
    challenge: Challenge,
    response: object,
    name: string,
  ): Promise<Passkey> {
    // The library throws for whatever does not fit.
    const verified = await verifyRegistration({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge.webauthnChallenge ?? "",
      ...this.expected(response),
      requireUserVerification: true,
    }).catch(() => null);
    if (!verified?.verified) throw new PasskeyRefusedError();
    const { credential, credentialBackedUp } = verified.registrationInfo;
    const [row]: Passkey[] = await tx.query(
      `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, transports, backed_up, name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (credential_id) DO NOTHING
       RETURNING id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt", backed_up AS "backedUp"`,
      [
        newId(),
        userId,
        credential.id,
        Buffer.from(credential.publicKey),
        credential.counter,
        credential.transports ?? [],
        credentialBackedUp,
        name,
      ],
    );
    if (!row) throw new PasskeyRefusedError();
    return row;
  }

  /** For one member, or with null for whoever has a passkey of ours. */
  async authenticationOptions(userId: UserId | null) {
    const known: Array<{ id: string; transports: never[] }> = userId
      ? await this.source.query(`SELECT credential_id AS id, transports FROM passkeys WHERE user_id = $1`, [userId])
      : [];
    return generateAuthenticationOptions({
      rpID: this.relyingParty.id,
      timeout: TIMEOUT_MS,
      userVerification: "required",
      allowCredentials: known,
    });
  }

  /** @returns whose passkey answered @throws PasskeyRefusedError */
  async authenticate(challenge: Challenge, response: object): Promise<UserId> {
    const { id } = response as { id?: unknown };
    const [known]: Array<{ userId: UserId; publicKey: Buffer; counter: string; transports: never[] }> =
      typeof id === "string"
        ? await this.source.query(
            `SELECT user_id AS "userId", public_key AS "publicKey", counter, transports FROM passkeys WHERE credential_id = $1`,
            [id],
          )
        : [];
    if (!known || (challenge.userId && challenge.userId !== known.userId)) throw new PasskeyRefusedError(known?.userId);
    const verified = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge.webauthnChallenge ?? "",
      ...this.expected(response),
      credential: {
        id: id as string,
        publicKey: new Uint8Array(known.publicKey),
        counter: Number(known.counter),
        transports: known.transports,
      },
      requireUserVerification: true,
    }).catch(() => null);
    if (!verified?.verified) throw new PasskeyRefusedError(known.userId);
    await this.source.query(
      `UPDATE passkeys SET counter = greatest(counter, $2), last_used_at = clock_timestamp(), backed_up = $3
       WHERE credential_id = $1`,
      [id, verified.authenticationInfo.newCounter, verified.authenticationInfo.credentialBackedUp],
    );
    return known.userId;
  }

  /** @returns false when the member has no such passkey */
  async rename(tx: EntityManager, userId: UserId, id: string, name: string): Promise<boolean> {
    if (!isId(id)) return false;
    const [, renamed]: [unknown[], number] = await tx.query(
      `UPDATE passkeys SET name = $3 WHERE id = $1 AND user_id = $2`,
      [id, userId, name],
    );
    return renamed > 0;
  }

  /** @returns false when the member has no such passkey */
  async remove(tx: EntityManager, userId: UserId, id: string): Promise<boolean> {
    if (!isId(id)) return false;
    const [, removed]: [unknown[], number] = await tx.query(`DELETE FROM passkeys WHERE id = $1 AND user_id = $2`, [
      id,
      userId,
    ]);
    return removed > 0;
  }

  private expected(response: object) {
    const { id, origins } = this.relyingParty;
    return { expectedRPID: id, expectedOrigin: origins ? [...origins] : localOrigin(response) };
  }
}

/** On a laptop the port may be any, but the page must be of this machine. */
function localOrigin(response: object): string {
  try {
    const { clientDataJSON } = (response as RegistrationResponseJSON).response;
    const { origin } = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString());
    return new URL(origin).hostname === "localhost" ? origin : "";
  } catch {
    return "";
  }
}

/**
 * Nobody is asked for an attestation: browsers then send none, or one that the new key itself has signed. The library
 * asks for lists of revoked certificates at whatever address a certificate names, so those that have one stay unread.
 */
async function verifyRegistration(options: Parameters<typeof verifyRegistrationResponse>[0]) {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(options.response.response.attestationObject));
  const isOwn = attestation.get("fmt") === "packed" && attestation.get("attStmt").get("x5c") === undefined;
  if (attestation.get("fmt") !== "none" && !isOwn) throw new PasskeyRefusedError();
  return verifyRegistrationResponse(options);
}
