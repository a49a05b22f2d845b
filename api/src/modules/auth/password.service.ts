import { hash, verify } from "@node-rs/argon2";
import pLimit from "p-limit";
import { RequestError } from "../../shared/errors.js";

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane. */
export const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const WAITING_MAX = 64;

/** Hashes and checks passwords, two at a time: hashing is meant to be slow and must not starve everything else. */
export class PasswordService {
  private readonly limit = pLimit(2);
  private readonly decoy: Promise<string>;

  constructor() {
    this.decoy = hash("nobody has this password", ARGON2);
  }

  /** @throws RequestError OVERLOADED when too many wait already */
  async hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, ARGON2));
  }

  /** With no hash (unknown user) it takes as long and is false. @throws RequestError OVERLOADED */
  async verify(hashed: string | null, password: string): Promise<boolean> {
    const against = hashed ?? (await this.decoy);
    const matches = await this.inTurn(() => verify(against, password));
    return matches && hashed !== null;
  }

  /** Other slow hashing takes its turn among the passwords. @throws RequestError OVERLOADED */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.limit.pendingCount >= WAITING_MAX) throw new RequestError("OVERLOADED", 2);
    return this.limit(work);
  }
}
