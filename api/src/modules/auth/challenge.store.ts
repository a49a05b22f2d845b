import { createHash, randomBytes } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { ChallengeExpiredError, type FactorMethod } from "../../shared/errors.js";
import { forgetAll } from "../../shared/forget.js";
import { isId, type SessionId, type UserId } from "../../shared/ids.js";

export type ChallengePurpose = "log_in" | "step_up" | "passkey_log_in" | "passkey_registration";

/** A question put to somebody. It dies when it is passed, after five minutes, or after five tries. */
export interface Challenge {
  id: string;
  purpose: ChallengePurpose;
  userId: UserId | null;
  sessionId: SessionId | null;
  methods: FactorMethod[];
  webauthnChallenge: string | null;
  binding: Buffer | null;
  expiresAt: Date;
}

const LIFE_MS = 5 * 60_000;
const TRIES_MAX = 5;
const COLUMNS = `id, purpose, user_id AS "userId", session_id AS "sessionId", methods,
  webauthn_challenge AS "webauthnChallenge", binding, expires_at AS "expiresAt"`;

/** Questions and their tries, counted in the database: guesses at several processes at once are still five. */
export class ChallengeStore {
  constructor(private readonly source: DataSource) {}

  async ask(
    question: Pick<Challenge, "purpose" | "userId" | "methods"> & Partial<Challenge>,
    tx: EntityManager = this.source.manager,
  ): Promise<Challenge> {
    const rows: Challenge[] = await tx.query(
      `INSERT INTO challenges (id, purpose, user_id, session_id, methods, webauthn_challenge, binding, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + $8 * interval '1 ms') RETURNING ${COLUMNS}`,
      [
        // Whoever can name a log-in's question has half of the log-in: no bit of it can be foreseen.
        randomBytes(16).toString("hex"),
        question.purpose,
        question.userId,
        question.sessionId ?? null,
        question.methods,
        question.webauthnChallenge ?? null,
        question.binding ?? null,
        LIFE_MS,
      ],
    );
    return rows[0] as Challenge;
  }

  /**
   * Takes a try before the answer is looked at, and commits it: what follows may fail, the try stays taken.
   * @throws ChallengeExpiredError
   */
  async takeTry(id: string, purpose: ChallengePurpose): Promise<Challenge> {
    const [rows]: [Challenge[], number] = isId(id)
      ? await this.source.query(
          `UPDATE challenges SET tries = tries + 1
           WHERE id = $1 AND purpose = $2 AND passed_at IS NULL AND tries < $3 AND expires_at > clock_timestamp()
           RETURNING ${COLUMNS}`,
          [id, purpose, TRIES_MAX],
        )
      : [[], 0];
    if (!rows[0]) throw new ChallengeExpiredError();
    return rows[0];
  }

  /** Of several right answers at once one passes. @returns a token when the question was a step-up's */
  async pass(tx: EntityManager, challenge: Challenge): Promise<string> {
    const token = randomBytes(32).toString("base64url");
    const [rows]: [unknown[], number] = await tx.query(
      `UPDATE challenges SET passed_at = clock_timestamp(), token_hash = $2, expires_at = clock_timestamp() + $3 * interval '1 ms'
       WHERE id = $1 AND passed_at IS NULL RETURNING id`,
      [challenge.id, hashToken(token), LIFE_MS],
    );
    if (rows.length === 0) throw new ChallengeExpiredError();
    return token;
  }

  /** Withdraws the questions of log-ins that somebody has begun: what they showed for it counts no more. */
  async withdrawLogIns(tx: EntityManager, userId: UserId): Promise<void> {
    await tx.query(`DELETE FROM challenges WHERE user_id = $1 AND purpose = 'log_in'`, [userId]);
  }

  /** The step-up that a token stands for, while it is fresh. */
  async passedBy(token: string): Promise<Challenge | null> {
    const rows: Challenge[] = await this.source.query(
      `SELECT ${COLUMNS} FROM challenges WHERE token_hash = $1 AND purpose = 'step_up' AND expires_at > clock_timestamp()`,
      [hashToken(token)],
    );
    return rows[0] ?? null;
  }

  /** @returns whether it was still there to be used */
  async useUp({ id }: Challenge): Promise<boolean> {
    const [, used]: [unknown[], number] = await this.source.query(`DELETE FROM challenges WHERE id = $1`, [id]);
    return used === 1;
  }

  /** For a worker: questions nobody can answer any more. */
  async forgetOld(): Promise<void> {
    await forgetAll(
      this.source,
      `DELETE FROM challenges WHERE id IN (
         SELECT id FROM challenges WHERE expires_at < clock_timestamp() - interval '1 hour' LIMIT $1)`,
    );
  }
}

function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
