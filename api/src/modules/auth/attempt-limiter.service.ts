import type { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { Redis } from "../../infra/redis.js";
import { RequestError, TooManyAttemptsError } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";
import {
  type CodeTry,
  codeKey,
  hashed,
  isStranger,
  type MailCodeTry,
  mailCodeKey,
  networkOf,
  type PasswordTry,
  placeKey,
} from "./attempt.policy.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Of one member from one place. Each further lock-out of a day lasts longer. */
const WRONG_PASSWORDS_MAX = 5;
const LOCK_OUTS = [5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR] as const;
/** What is told while the last tries are still being looked at: whether they lock anybody out is not known yet. */
const UNDECIDED_SECONDS = 5;
/** Of one member from all places that are not known to be theirs: many addresses are as good as one. */
const WRONG_PASSWORDS_OF_MEMBER_MAX = 50;
/** From one address, whoever is meant. More than may wait to be hashed, so that a crowd of right ones is let in. */
const WRONG_PASSWORDS_FROM_ADDRESS_MAX = 100;
/** The window in which members with a wrong password are counted, and how long strangers wait once they are too many. */
const STUFFING_SECONDS = 10 * MINUTE;
/** Who comes again within an hour is noticed so many times sooner: the pairs of a long list are tried for hours. */
const NOTICED_SOONER = 5;
/** Of one member and place, wherever a code is asked for: log-in, step-up, turning the factor off. */
const WRONG_CODES_MAX = 5;
const WRONG_CODES_SECONDS = 5 * MINUTE;
/** Three codes of a million count at any time, so a day's guesses succeed with a chance of 6 in 100,000. */
const WRONG_CODES_PER_DAY_MAX = 20;
/** To one mail address in an hour, whoever asks. */
const CODES_PER_ADDRESSEE = 5;
/** Of one mail address in a day, from all places that are not known to be its member's: like codes of the app. */
const WRONG_MAIL_CODES_MAX = 20;
/** From one network in a day, whoever's mail is meant. */
const WRONG_MAIL_CODES_FROM_MAX = 100;
/** Of one member who is logged in, from wherever: a session that was taken over is no way to guess the password. */
const WRONG_PASSWORDS_INSIDE_MAX = 10;
/** Questions for a passkey, and proofs of a key without a token, from one network in a minute. */
const QUESTIONS_FROM_MAX = 300;
const EVERYBODY = "everybody";
/** What waits for a connection; more would only be answered when nobody waits for it any more. */
const WAITING_MAX = 300;
/** One place alone does not close the door to all: so many networks at least have to try. */
const STUFFING_NETWORKS_MIN = 5;

export interface AttemptLimits {
  signUpsPerHour: number;
  codesPerHour: number;
  /** So many members with a wrong password within ten minutes are no accident. */
  stuffedMembersMax: number;
  /** Of one member. More than anybody sends, and too few to walk through account numbers. */
  lookUpsPerMinute: number;
  /** Questions of one member within ten minutes: each leaves an audit row. */
  stepUpsMax: number;
}

/** What a wrong password has led to. */
export interface PasswordRefusal {
  /** Seconds that the member's password is not looked at from there, or from no strange place; null when it still is. */
  lockedSeconds: number | null;
  /** This one showed that many members' passwords are being tried: from there, or from everywhere. */
  stuffing: Stuffing | null;
}

export type Stuffing = "network" | "everybody";

/** What counts for somebody, or for somewhere. */
type Counter = readonly [limiter: RateLimiterPostgres, key: string];

/** How often something may be done that opens nothing: forgotten counts are a faster pace for once. */
type Pace = RateLimiterPostgres | RateLimiterRedis;

/**
 * Counts wrong passwords, sign-ups and codes asked for. What guards a door is counted in the database, so that a restart
 * or a second process forgets nothing; what only sets a pace, in Redis where there is one (docs/adr/0016).
 */
export class AttemptLimiter {
  private readonly passwords: RateLimiterPostgres;
  private readonly lockOuts: RateLimiterPostgres;
  private readonly passwordsOfMember: RateLimiterPostgres;
  private readonly passwordsInside: RateLimiterPostgres;
  private readonly passwordsFrom: RateLimiterPostgres;
  private readonly stuffedMembers: RateLimiterPostgres;
  private readonly stuffingFrom: RateLimiterPostgres;
  private readonly stuffing: RateLimiterPostgres;
  private readonly stuffedLately: RateLimiterPostgres;
  private readonly lockNotices: RateLimiterPostgres;
  private readonly codes: RateLimiterPostgres;
  private readonly codesOfDay: RateLimiterPostgres;
  private readonly mailCodes: RateLimiterPostgres;
  private readonly mailCodesFrom: RateLimiterPostgres;
  private readonly questionsFrom: Pace;
  private readonly stepUps: Pace;
  private readonly recipients: Pace;
  private readonly signUps: Pace;
  private readonly mailsFrom: Pace;
  private readonly mailsTo: Pace;
  /** Members who have looked up too many numbers, and until when, in milliseconds. */
  private readonly withoutLookUps = new Map<UserId, number>();

  constructor(
    private readonly pool: Pool,
    redis: Redis | null,
    limits: AttemptLimits,
  ) {
    const { signUpsPerHour, codesPerHour, stuffedMembersMax, lookUpsPerMinute } = limits;
    const table = { storeClient: pool, tableName: "attempt_counters", tableCreated: true, clearExpiredByTimeout: true };
    const counter = (keyPrefix: string, points: number, duration: number) =>
      new RateLimiterPostgres({ ...table, keyPrefix, points, duration });
    const pace = (keyPrefix: string, points: number, duration: number): Pace => {
      const insuranceLimiter = counter(keyPrefix, points, duration);
      if (!redis) return insuranceLimiter;
      const store = { storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter };
      return new RateLimiterRedis({ ...store, keyPrefix, points, duration });
    };
    this.passwords = counter("password", WRONG_PASSWORDS_MAX, HOUR);
    this.lockOuts = counter("lock-out", LOCK_OUTS.length, DAY);
    this.passwordsOfMember = counter("password-of", WRONG_PASSWORDS_OF_MEMBER_MAX, HOUR);
    this.passwordsInside = counter("password-inside", WRONG_PASSWORDS_INSIDE_MAX, HOUR);
    this.passwordsFrom = counter("password-from", WRONG_PASSWORDS_FROM_ADDRESS_MAX, HOUR);
    this.stuffedMembers = counter("stuffed", 1, STUFFING_SECONDS);
    const share = Math.max(1, Math.ceil(stuffedMembersMax / STUFFING_NETWORKS_MIN));
    this.stuffingFrom = counter("stuffing-from", share, STUFFING_SECONDS);
    this.stuffing = counter("stuffing", stuffedMembersMax, STUFFING_SECONDS);
    this.stuffedLately = counter("stuffed-lately", 1, HOUR);
    this.lockNotices = counter("lock-notice", 1, HOUR);
    this.codes = counter("second-factor", WRONG_CODES_MAX, WRONG_CODES_SECONDS);
    this.codesOfDay = counter("codes-of-day", WRONG_CODES_PER_DAY_MAX, DAY);
    this.mailCodes = counter("mail-codes-of-day", WRONG_MAIL_CODES_MAX, DAY);
    this.mailCodesFrom = counter("mail-codes-from", WRONG_MAIL_CODES_FROM_MAX, DAY);
    this.questionsFrom = pace("question-from", QUESTIONS_FROM_MAX, MINUTE);
    this.stepUps = pace("step-up", limits.stepUpsMax, 10 * MINUTE);
    this.recipients = pace("recipient", lookUpsPerMinute, MINUTE);
    this.signUps = pace("sign-up", signUpsPerHour, HOUR);
    this.mailsFrom = pace("code", codesPerHour, HOUR);
    this.mailsTo = pace("code-to", CODES_PER_ADDRESSEE, HOUR);
  }

  /**
   * Takes a try before the password is looked at, so that parallel guesses are counted exactly. A device that is known
   * has tries of its own, which nobody else can use up.
   * @returns tries left @throws TooManyAttemptsError
   */
  async takePasswordTry(tried: PasswordTry): Promise<number> {
    if (isStranger(tried)) await this.refuseWhileStuffed(networkOf(tried.address));
    return this.takeAll([[this.passwords, placeKey(tried)], ...this.beyondPlace(tried)]);
  }

  /** Nobody could look at the password: it was not tried. */
  async givePasswordTryBack(tried: PasswordTry): Promise<void> {
    await giveBack([[this.passwords, placeKey(tried)], ...this.beyondPlace(tried)]);
  }

  /** Narrowest first. */
  private beyondPlace(tried: PasswordTry): Counter[] {
    const subject = hashed(tried.email);
    if (tried.isMember) return [[this.passwordsInside, subject]];
    if (!isStranger(tried)) return [];
    return [
      [this.passwordsFrom, networkOf(tried.address)],
      [this.passwordsOfMember, subject],
    ];
  }

  /** @param triesLeft what the try was taken with */
  async countWrongPassword(tried: PasswordTry, triesLeft: number): Promise<PasswordRefusal> {
    const lockedSeconds = triesLeft > 0 ? null : await this.lockOut(tried);
    return { lockedSeconds, stuffing: isStranger(tried) ? await this.countStuffed(tried) : null };
  }

  /** A right password costs nothing, and forgives the wrong ones from there; not those from elsewhere. */
  async forgivePasswordTries(tried: PasswordTry): Promise<void> {
    await this.passwords.delete(placeKey(tried));
    await this.lockOuts.delete(placeKey(tried));
    await giveBack(this.beyondPlace(tried));
  }

  /** Nobody's former tries say anything of a new password. */
  async forgiveAllPasswordTries(tried: PasswordTry): Promise<void> {
    await this.passwords.delete(placeKey(tried));
    await this.lockOuts.delete(placeKey(tried));
    await this.passwordsOfMember.delete(hashed(tried.email));
    await this.passwordsInside.delete(hashed(tried.email));
  }

  /** Whether a member may be told of a lock-out: once in an hour, however many places are locked out. */
  async takeLockNotice(userId: UserId): Promise<boolean> {
    return (await this.lockNotices.penalty(userId, 1)).consumedPoints === 1;
  }

  /** @throws TooManyAttemptsError */
  async takeSignUp(address: string): Promise<void> {
    await this.take(this.signUps, networkOf(address));
  }

  /**
   * Like passwords: taken before the code is looked at, and a proven device has tries of its own. Whoever knows the
   * password alone has none, and does not keep the member from theirs. @returns tries left @throws TooManyAttemptsError
   */
  async takeCodeTry(tried: CodeTry): Promise<number> {
    return this.takeAll(this.countersOfCodes(tried));
  }

  /** A right code costs nothing, and forgives none of the wrong ones of that day. */
  async forgiveCodeTries(tried: CodeTry): Promise<void> {
    await this.codes.delete(codeKey(tried));
    await giveBack([[this.codesOfDay, codeKey(tried)]]);
  }

  /** Nobody could look at the code: it was not tried. */
  async giveCodeTryBack(tried: CodeTry): Promise<void> {
    await giveBack(this.countersOfCodes(tried));
  }

  private countersOfCodes(tried: CodeTry): Counter[] {
    const key = codeKey(tried);
    return [
      [this.codes, key],
      [this.codesOfDay, key],
    ];
  }

  /** Counted alike for members and strangers. @throws TooManyAttemptsError */
  async takeEmailCode(email: string, address: string): Promise<void> {
    await this.take(this.mailsFrom, networkOf(address));
    await this.take(this.mailsTo, hashed(email));
  }

  /**
   * Only wrong codes count, after they were looked at: of those that come at once, each code's own five tries are the
   * bound. A known device has tries of its own, which nobody else can use up. @throws TooManyAttemptsError
   */
  async requireMailCodeTry(tried: MailCodeTry): Promise<void> {
    await this.refuseWhenUsedUp(this.mailCodes, mailCodeKey(tried));
    if (tried.deviceId === null) await this.refuseWhenUsedUp(this.mailCodesFrom, networkOf(tried.address));
  }

  /** Counted alike for members and strangers. */
  async countWrongMailCode(tried: MailCodeTry): Promise<void> {
    await this.mailCodes.penalty(mailCodeKey(tried), 1);
    if (tried.deviceId === null) await this.mailCodesFrom.penalty(networkOf(tried.address), 1);
  }

  /** Of an account number, also by sending money to one that nobody has. @throws RequestError RATE_LIMITED */
  async takeRecipientLookUp(userId: UserId): Promise<void> {
    const seconds = await this.secondsToWait(this.recipients, userId);
    if (seconds === 0) return;
    this.rememberLookUps(userId, seconds);
    throw new RequestError("RATE_LIMITED", seconds);
  }

  /**
   * Takes nothing and asks nobody, so that payments can afford it: only what this process has refused is known, and each
   * refuses by itself as soon as a number of nobody's is tried. @throws RequestError RATE_LIMITED
   */
  requireRecipientLookUp(userId: UserId): void {
    const left = (this.withoutLookUps.get(userId) ?? 0) - Date.now();
    if (left > 0) throw new RequestError("RATE_LIMITED", Math.ceil(left / 1000));
  }

  private rememberLookUps(userId: UserId, seconds: number): void {
    const now = Date.now();
    for (const [other, until] of this.withoutLookUps) if (until <= now) this.withoutLookUps.delete(other);
    this.withoutLookUps.set(userId, now + seconds * 1000);
  }

  /** What anybody may ask for without showing who they are, and leaves a row. @throws RequestError RATE_LIMITED */
  async takeQuestion(address: string): Promise<void> {
    await this.slowDown(this.questionsFrom, networkOf(address));
  }

  /** @throws RequestError RATE_LIMITED */
  async takeStepUp(userId: UserId): Promise<void> {
    await this.slowDown(this.stepUps, userId);
  }

  private async slowDown(limiter: Pace, key: string): Promise<void> {
    const seconds = await this.secondsToWait(limiter, key);
    if (seconds > 0) throw new RequestError("RATE_LIMITED", seconds);
  }

  /** Takes one; zero while there was one left to take. */
  private async secondsToWait(limiter: Pace, key: string): Promise<number> {
    this.requireRoom();
    const { consumedPoints, msBeforeNext } = await limiter.penalty(key, 1);
    return consumedPoints > limiter.points ? Math.max(1, Math.ceil(msBeforeNext / 1000)) : 0;
  }

  /**
   * Between the fifth try and its lock-out the counter says the rest of its hour, which nobody has to wait: right
   * passwords are forgiven, and a wrong one is locked out for a time of its own.
   */
  private async waitAtPlace(key: string, { retryAfterSeconds }: TooManyAttemptsError): Promise<TooManyAttemptsError> {
    const lockOuts = await this.lockOuts.get(key);
    const longest = lockOuts ? lockOutSeconds(lockOuts) : UNDECIDED_SECONDS;
    return new TooManyAttemptsError(Math.min(retryAfterSeconds, longest));
  }

  /** @returns seconds */
  private async lockOut(tried: PasswordTry): Promise<number> {
    const seconds = lockOutSeconds(await this.lockOuts.penalty(placeKey(tried), 1));
    await this.passwords.block(placeKey(tried), seconds);
    return seconds;
  }

  /** Each member once. @returns to whom the door is closed because this one was the last that passes for an accident */
  private async countStuffed({ email, address }: PasswordTry): Promise<Stuffing | null> {
    const { consumedPoints } = await this.stuffedMembers.penalty(hashed(email), 1);
    if (consumedPoints > 1) return null;
    const network = networkOf(address);
    const sooner = (await this.stuffedLately.get(EVERYBODY)) ? NOTICED_SOONER : 1;
    const share = Math.ceil(this.stuffingFrom.points / sooner);
    const from = await this.stuffingFrom.penalty(network, 1);
    // What one network tries beyond its share says nothing of the others.
    if (from.consumedPoints > share) return null;
    const all = await this.stuffing.penalty(EVERYBODY, 1);
    if (all.consumedPoints === Math.ceil(this.stuffing.points / sooner)) {
      await this.stuffing.block(EVERYBODY, STUFFING_SECONDS);
      await this.stuffedLately.penalty(EVERYBODY, 1);
      return "everybody";
    }
    if (from.consumedPoints < share) return null;
    await this.stuffingFrom.block(network, STUFFING_SECONDS);
    return "network";
  }

  private async refuseWhileStuffed(network: string): Promise<void> {
    await this.refuseWhenUsedUp(this.stuffing, EVERYBODY);
    await this.refuseWhenUsedUp(this.stuffingFrom, network);
  }

  private async refuseWhenUsedUp(limiter: RateLimiterPostgres, key: string): Promise<void> {
    this.requireRoom();
    const used = await limiter.get(key);
    if (used && used.consumedPoints >= limiter.points) throw tooMany(used);
  }

  /**
   * One of each, narrowest first, or of none: what one of them refuses nobody looks at, so that it is no try of the
   * others. @returns tries left
   */
  private async takeAll(counters: readonly Counter[]): Promise<number> {
    let left = Number.POSITIVE_INFINITY;
    for (const [index, [limiter, key]] of counters.entries()) {
      try {
        const rest = await this.take(limiter, key);
        // What is left to a network is no member's.
        if (limiter !== this.passwordsFrom) left = Math.min(left, rest);
      } catch (error) {
        await giveBack(counters.slice(0, index));
        if (limiter === this.passwords && error instanceof TooManyAttemptsError)
          throw await this.waitAtPlace(key, error);
        throw error;
      }
    }
    return left;
  }

  private async take(limiter: Pace, key: string): Promise<number> {
    this.requireRoom();
    try {
      return (await limiter.consume(key)).remainingPoints;
    } catch (error) {
      if (error instanceof RateLimiterRes) throw tooMany(error);
      throw error;
    }
  }

  /** For who comes anew: what was taken is given back however many wait. @throws RequestError OVERLOADED */
  private requireRoom(): void {
    if (this.pool.waitingCount >= WAITING_MAX) throw new RequestError("OVERLOADED", 2);
  }
}

async function giveBack(taken: readonly Counter[]): Promise<void> {
  for (const [limiter, key] of taken) await limiter.reward(key, 1);
}

function tooMany({ msBeforeNext }: RateLimiterRes): TooManyAttemptsError {
  return new TooManyAttemptsError(Math.max(1, Math.ceil(msBeforeNext / 1000)));
}

/** How long the newest of so many lock-outs lasts. */
function lockOutSeconds({ consumedPoints }: RateLimiterRes): number {
  return LOCK_OUTS[Math.min(consumedPoints, LOCK_OUTS.length) - 1] ?? LOCK_OUTS[0];
}
