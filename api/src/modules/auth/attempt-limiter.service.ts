import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { TooManyAttemptsError } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";

const WRONG_PASSWORDS_MAX = 5;
const WAIT_SECONDS = 5 * 60;
/** Of one member, wherever a code is asked for: log-in, step-up, turning the factor off. */
const WRONG_CODES_MAX = 5;
/** Three codes of a million count at any time, so a day's guesses succeed with a chance of 6 in 100,000. */
const WRONG_CODES_PER_DAY_MAX = 20;
const DAY_SECONDS = 86_400;
/** To one mail address in an hour, whoever asks: five tries each make 25 guesses of a million. */
const CODES_PER_ADDRESSEE = 5;

/** Counts wrong passwords, sign-ups and codes asked for in the database, so that a restart or a second process forgets nothing. */
export class AttemptLimiter {
  private readonly passwords: RateLimiterPostgres;
  private readonly signUps: RateLimiterPostgres;
  private readonly codes: RateLimiterPostgres;
  private readonly codesOfDay: RateLimiterPostgres;
  private readonly mailsFrom: RateLimiterPostgres;
  private readonly mailsTo: RateLimiterPostgres;

  constructor(pool: Pool, signUpsPerHour: number, codesPerHour: number) {
    const table = { storeClient: pool, tableName: "attempt_counters", tableCreated: true, clearExpiredByTimeout: true };
    this.passwords = new RateLimiterPostgres({
      ...table,
      keyPrefix: "password",
      points: WRONG_PASSWORDS_MAX,
      duration: WAIT_SECONDS,
    });
    this.codes = new RateLimiterPostgres({
      ...table,
      keyPrefix: "second-factor",
      points: WRONG_CODES_MAX,
      duration: WAIT_SECONDS,
    });
    this.codesOfDay = new RateLimiterPostgres({
      ...table,
      keyPrefix: "codes-of-day",
      points: WRONG_CODES_PER_DAY_MAX,
      duration: DAY_SECONDS,
    });
    this.signUps = new RateLimiterPostgres({ ...table, keyPrefix: "sign-up", points: signUpsPerHour, duration: 3600 });
    this.mailsFrom = new RateLimiterPostgres({ ...table, keyPrefix: "code", points: codesPerHour, duration: 3600 });
    this.mailsTo = new RateLimiterPostgres({
      ...table,
      keyPrefix: "code-to",
      points: CODES_PER_ADDRESSEE,
      duration: 3600,
    });
  }

  /**
   * Takes a try before the password is looked at, so that parallel guesses are counted exactly.
   * @returns tries left @throws TooManyAttemptsError
   */
  async takePasswordTry(email: string, address: string): Promise<number> {
    return this.take(this.passwords, passwordKey(email, address));
  }

  async forgivePasswordTries(email: string, address: string): Promise<void> {
    await this.passwords.delete(passwordKey(email, address));
  }

  /** @throws TooManyAttemptsError */
  async takeSignUp(address: string): Promise<void> {
    await this.take(this.signUps, address);
  }

  /** Like passwords: taken before the code is looked at. @returns tries left @throws TooManyAttemptsError */
  async takeCodeTry(userId: UserId): Promise<number> {
    const left = await this.take(this.codes, userId);
    return Math.min(left, await this.take(this.codesOfDay, userId));
  }

  /** A right code costs nothing, and forgives none of the wrong ones of that day. */
  async giveCodeTryBack(userId: UserId): Promise<void> {
    await this.codes.delete(userId);
    await this.codesOfDay.reward(userId, 1);
  }

  /** Counted alike for members and strangers. @throws TooManyAttemptsError */
  async takeEmailCode(email: string, address: string): Promise<void> {
    await this.take(this.mailsFrom, address);
    await this.take(this.mailsTo, createHash("sha256").update(email).digest("base64url"));
  }

  private async take(limiter: RateLimiterPostgres, key: string): Promise<number> {
    try {
      return (await limiter.consume(key)).remainingPoints;
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new TooManyAttemptsError(Math.ceil(error.msBeforeNext / 1000));
      throw error;
    }
  }
}

/** By person and address: a stranger who guesses elsewhere does not lock the owner out. */
function passwordKey(email: string, address: string): string {
  return createHash("sha256").update(`${email}\n${address}`).digest("base64url");
}
