import { setTimeout as sleep } from "node:timers/promises";
import { hash, verify } from "@node-rs/argon2";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import pLimit from "p-limit";
import { answerTime } from "../../shared/answer-time.js";
import { InvalidInputError, RequestError } from "../../shared/errors.js";
import { networkOf } from "./attempt.policy.js";
import { isCommonPassword } from "./common-passwords.js";

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane. Enough for what is random. */
export const ARGON2_FOR_CODES = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Of two that wait, one may hash before the other's turn has come. */
const WAITS_OF_REFUSAL = 2;
const WAITING_MAX = 64;
/** From one network. A crowd behind one address is let in, and there is room for everybody else besides. */
const WAITING_FROM_MAX = 48;

/** Lists of leaked passwords, keyboard walks, dates, repeats: all of it comes with the package. */
const guesser = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
/** What somebody guesses online who is patient, and offline before he has looked up. */
const GUESSES_MIN = 1_000_000;
/** What we are called, in both scripts and as a Korean keyboard types it in the wrong one. */
const OUR_NAMES = ["chickpay", "칙페이", "clrvpdl"];
/** A start that is hard to guess is enough; judging a text takes longer with the square of its length. */
const JUDGED_MAX = 24;

/** What a hash costs us, and whoever guesses offline. */
export interface HashCost {
  memoryKib: number;
  passes: number;
}

/** Hashes and checks passwords, two at a time: hashing is meant to be slow and must not starve everything else. */
export class PasswordService {
  private readonly limit = pLimit(2);
  /** By network. */
  private readonly waiting = new Map<string, number>();
  private readonly decoy: Promise<string>;
  private hashMs = 0;

  constructor(private readonly cost: HashCost) {
    const startedAt = performance.now();
    this.decoy = this.hashNow("nobody has this password").finally(() => {
      this.hashMs = performance.now() - startedAt;
    });
  }

  /** @param address who asks @throws RequestError OVERLOADED when too many wait already */
  async hash(password: string, address: string): Promise<string> {
    return this.inTurn(() => this.hashNow(password), address);
  }

  /** Whether it cost less than hashes cost now, so that it is to be made anew while the password is known. */
  isOutdated(hashed: string): boolean {
    const [, memory = "0", passes = "0"] = /\$m=(\d+),t=(\d+)/.exec(hashed) ?? [];
    return Number(memory) < this.cost.memoryKib || Number(passes) < this.cost.passes;
  }

  /** When a wrong password is answered, whatever was found on the way. To be asked for before the work begins. */
  refusalTime(): Promise<void> {
    return answerTime(this.hashMs * WAITS_OF_REFUSAL);
  }

  /** With no hash (unknown user) it takes as long and is false. @throws RequestError OVERLOADED */
  async verify(hashed: string | null, password: string, address: string): Promise<boolean> {
    const against = hashed ?? (await this.decoy);
    // A hash of former times is soon checked; whoever waits behind it would learn from that.
    const shortest = this.isOutdated(against) ? this.hashMs : 0;
    const [matches] = await this.inTurn(() => Promise.all([verify(against, password), sleep(shortest)]), address);
    return matches && hashed !== null;
  }

  /**
   * Refuses a new password that stands on lists or is soon guessed by somebody who knows the member and us.
   * It takes milliseconds of everybody's time, so ask for proof of who it is first.
   *
   * @param field names the password in the input @throws InvalidInputError
   */
  judge(field: string, password: string, about: readonly string[]): void {
    const words = about.flatMap((text) => [text, ...text.split("@")]).map((text) => text.slice(0, JUDGED_MAX));
    const { guesses } = guesser.check(password.slice(0, JUDGED_MAX), [...words, ...OUR_NAMES]);
    if (guesses < GUESSES_MIN || isCommonPassword(password)) throw InvalidInputError.of(field, "password_common");
  }

  private hashNow(password: string): Promise<string> {
    const { memoryKib, passes } = this.cost;
    return hash(password, { memoryCost: memoryKib, timeCost: passes, parallelism: 1 });
  }

  /** Other slow hashing takes its turn among the passwords. @throws RequestError OVERLOADED */
  inTurn<T>(work: () => Promise<T>, address: string): Promise<T> {
    const network = networkOf(address);
    const before = this.waiting.get(network) ?? 0;
    if (this.limit.pendingCount >= WAITING_MAX || before >= WAITING_FROM_MAX) throw new RequestError("OVERLOADED", 2);
    this.waiting.set(network, before + 1);
    return this.limit(() => {
      const rest = (this.waiting.get(network) ?? 0) - 1;
      if (rest > 0) this.waiting.set(network, rest);
      else this.waiting.delete(network);
      return work();
    });
  }
}
