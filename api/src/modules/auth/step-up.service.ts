import { createHash } from "node:crypto";
import type { DataSource } from "typeorm";
import { ChallengeExpiredError, type FactorMethod, StepUpRequiredError } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";
import type { Origin } from "../../shared/origin.js";
import { inTransaction } from "../../shared/transaction.js";
import { recordAudit } from "../audit/index.js";
import type { AttemptLimiter } from "./attempt-limiter.service.js";
import type { AuthService } from "./auth.service.js";
import type { ChallengeStore } from "./challenge.store.js";
import type { PasskeyService } from "./passkey.service.js";
import type { Proof, SecondFactorService } from "./second-factor.service.js";

/** What is approved, to the last won: `["transfer", from, to, amount, key]`. Another value is another operation. */
export type BoundOperation = readonly [name: string, ...values: ReadonlyArray<string | bigint | null>];

/**
 * Asks once more before what matters most. What is approved is what was shown: an approval is bound to the hash of the
 * operation, to the member and the session, and lives five minutes (OWASP Transaction Authorization).
 */
export class StepUpService {
  constructor(
    private readonly source: DataSource,
    private readonly challenges: ChallengeStore,
    private readonly factors: SecondFactorService,
    private readonly passkeys: PasskeyService,
    private readonly auth: AuthService,
    private readonly attempts: AttemptLimiter,
  ) {}

  /**
   * Lets an approved operation through. Its idempotency key is among its values, so showing the token again can only
   * repeat the same request, never make a second one.
   * @throws StepUpRequiredError with a new question
   */
  async require(userId: UserId, operation: BoundOperation, token: string | null | undefined, origin: Origin) {
    const binding = hashOf(operation);
    if (!(await this.approvalOf(userId, binding, token, origin))) await this.ask(userId, operation, token, origin);
  }

  /** The same for an operation that has no key of its own: the approval is used up. @throws StepUpRequiredError */
  async requireOnce(userId: UserId, operation: BoundOperation, token: string | null | undefined, origin: Origin) {
    const approval = await this.approvalOf(userId, hashOf(operation), token, origin);
    if (!approval || !(await this.challenges.useUp(approval))) await this.ask(userId, operation, token, origin);
  }

  private async approvalOf(userId: UserId, binding: Buffer, token: string | null | undefined, origin: Origin) {
    const approval = token ? await this.challenges.passedBy(token) : null;
    const isTheirs = approval?.userId === userId && approval.sessionId === origin.sessionId;
    return isTheirs && approval.binding?.equals(binding) ? approval : null;
  }

  /** @throws StepUpRequiredError with a new question */
  private async ask(
    userId: UserId,
    operation: BoundOperation,
    token: string | null | undefined,
    origin: Origin,
  ): Promise<never> {
    await this.attempts.takeStepUp(userId);
    const binding = hashOf(operation);

    const own = await this.factors.methodsOf(userId);
    const methods: FactorMethod[] = own.length > 0 ? own : ["PASSWORD"];
    const passkeyOptions = own.includes("PASSKEY") ? await this.passkeys.authenticationOptions(userId) : null;
    const challenge = await inTransaction(this.source, async (tx) => {
      const question = { purpose: "step_up", userId, sessionId: origin.sessionId, methods, binding } as const;
      const asked = await this.challenges.ask(
        { ...question, webauthnChallenge: passkeyOptions?.challenge ?? null },
        tx,
      );
      const after = { operation: operation[0], challenge: asked.id };
      // An approval of something else is told from none.
      const outcome = token ? "refused" : "done";
      await recordAudit(tx, { action: "step_up.asked", outcome, actorId: userId, after }, origin);
      return asked;
    });
    throw new StepUpRequiredError(challenge.id, methods, challenge.expiresAt, passkeyOptions);
  }

  /**
   * Asks members who have a second factor for it, and nobody else: their password was asked for just before.
   * @throws StepUpRequiredError
   */
  async requireSecondFactor(
    userId: UserId,
    operation: BoundOperation,
    token: string | null | undefined,
    origin: Origin,
  ) {
    if ((await this.factors.methodsOf(userId)).length > 0) await this.requireOnce(userId, operation, token, origin);
  }

  /**
   * @returns the token to send with the operation
   * @throws ChallengeExpiredError, InvalidCodeError, InvalidPasswordError, PasskeyRefusedError, TooManyAttemptsError
   */
  async pass(userId: UserId, challengeId: string, proof: Proof, origin: Origin): Promise<string> {
    const challenge = await this.challenges.takeTry(challengeId, "step_up");
    if (challenge.userId !== userId || challenge.sessionId !== origin.sessionId) throw new ChallengeExpiredError();
    const method = await this.check(userId, challenge, proof, origin);
    return inTransaction(this.source, async (tx) => {
      const token = await this.challenges.pass(tx, challenge);
      const after = { challenge: challenge.id, method };
      await recordAudit(tx, { action: "step_up.passed", actorId: userId, after }, origin);
      return token;
    });
  }

  private async check(
    userId: UserId,
    challenge: Parameters<SecondFactorService["requireCode"]>[3] & object,
    proof: Proof,
    origin: Origin,
  ): Promise<FactorMethod> {
    if (!challenge.methods.includes("PASSWORD")) return this.factors.requireCode(userId, proof, origin, challenge);
    // Whoever has turned on a factor since is asked for that one.
    if ((await this.factors.methodsOf(userId)).length > 0) throw new ChallengeExpiredError();
    await this.auth.confirmPassword(userId, proof.password ?? "", origin);
    return "PASSWORD";
  }
}

function hashOf(operation: BoundOperation): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(operation.map((value) => (value === null ? null : String(value)))))
    .digest();
}
