import { Arg, Ctx, Int, Mutation, Query, Resolver } from "type-graphql";
import { z } from "zod";
import { type Caller, type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import {
  ChallengeExpiredError,
  InvalidInputError,
  SecondFactorOffError,
  SecondFactorOnError,
} from "../../shared/errors.js";
import { label, readInput } from "../../shared/input.js";
import { readPageById } from "../../shared/page.js";
import type { AuthService } from "./auth.service.js";
import type { ChallengeStore } from "./challenge.store.js";
import type { LogInHistory } from "./log-in-history.service.js";
import { LogInConnection, toLogInConnection } from "./log-in-history.types.js";
import type { PasskeyService } from "./passkey.service.js";
import type { SecondFactorService } from "./second-factor.service.js";
import {
  AddPasskeyInput,
  AddPasskeyResult,
  AddPasskeySuccess,
  BeginPasskeyInput,
  BeginPasskeyResult,
  BeginPasskeySuccess,
  BeginTotpResult,
  BeginTotpSuccess,
  ConfirmTotpInput,
  ConfirmTotpResult,
  ConfirmTotpSuccess,
  ConfirmWithCodeInput,
  ConfirmWithPasswordInput,
  DisableTotpResult,
  EndSessionInput,
  Passkey,
  RemovePasskeyInput,
  RemovePasskeyResult,
  RenamePasskeyInput,
  RenamePasskeyResult,
  RenewRecoveryCodesResult,
  RenewRecoveryCodesSuccess,
  Security,
  SecurityChanged,
  StepUpPassed,
  toSession,
  VerifyStepUpInput,
  VerifyStepUpResult,
} from "./security.types.js";
import type { SessionService } from "./session.service.js";
import type { StepUpService } from "./step-up.service.js";

const PasskeyName = z.object({ name: label(30, "nickname") });

/** What a member sees and changes of how their access is protected. */
@Resolver()
export class SecurityResolver {
  constructor(
    private readonly auth: AuthService,
    private readonly factors: SecondFactorService,
    private readonly passkeys: PasskeyService,
    private readonly challenges: ChallengeStore,
    private readonly stepUps: StepUpService,
    private readonly sessions: SessionService,
    private readonly history: LogInHistory,
  ) {}

  @Query(() => Security, { description: "How the access of the member who asks is protected." })
  async security(@Ctx() context: Context): Promise<Security> {
    return this.securityOf(requireCaller(context));
  }

  @Query(() => LogInConnection, { description: "Log-ins of the member who asks, and tries to; newest first." })
  async logInHistory(
    @Arg("first", () => Int, { defaultValue: 20, description: "How many, at most 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "A cursor: what follows it." })
    after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<LogInConnection> {
    const { userId, sessionId } = requireCaller(context);
    const page = readPageById(first, after);
    return toLogInConnection(await this.history.page(userId, page), page.limit, sessionId);
  }

  @Mutation(() => Security, {
    description:
      "Somebody else logged in: ends all sessions but the one that asks, and forgets other devices. Then change the password.",
  })
  async reportNotMe(@Ctx() context: Context): Promise<Security> {
    const caller = requireCaller(context);
    await this.history.disown(caller.userId, originOf(context));
    return this.securityOf(caller);
  }

  @Mutation(() => VerifyStepUpResult, { description: "Answers StepUpRequired." })
  async verifyStepUp(
    @Arg("input", () => VerifyStepUpInput, { description: "Which question, and the answer." }) input: VerifyStepUpInput,
    @Ctx() context: Context,
  ): Promise<StepUpPassed | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const stepUpToken = await this.stepUps.pass(userId, input.challengeId, input.proof, originOf(context));
      return Object.assign(new StepUpPassed(), { stepUpToken });
    });
  }

  @Mutation(() => BeginTotpResult, { description: "Starts asking for an authenticator app: makes its secret." })
  async beginTotp(
    @Arg("input", () => ConfirmWithPasswordInput, { description: "The password." }) input: ConfirmWithPasswordInput,
    @Ctx() context: Context,
  ): Promise<BeginTotpSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const origin = originOf(context);
      await this.auth.confirmPassword(userId, input.password, origin);
      if (await this.factors.totpSince(userId)) throw new SecondFactorOnError();
      await this.stepUps.requireSecondFactor(userId, ["turn on app"], input.stepUpToken, origin);
      return Object.assign(new BeginTotpSuccess(), await this.factors.beginTotp(userId, origin));
    });
  }

  @Mutation(() => ConfirmTotpResult, { description: "Turns the authenticator app on with its first code." })
  async confirmTotp(
    @Arg("input", () => ConfirmTotpInput, { description: "The code." }) input: ConfirmTotpInput,
    @Ctx() context: Context,
  ): Promise<ConfirmTotpSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const recoveryCodes = await this.factors.confirmTotp(userId, input.code, originOf(context));
      return Object.assign(new ConfirmTotpSuccess(), { recoveryCodes });
    });
  }

  @Mutation(() => DisableTotpResult, { description: "Turns the authenticator app off." })
  async disableTotp(
    @Arg("input", () => ConfirmWithCodeInput, { description: "Password and code." }) input: ConfirmWithCodeInput,
    @Ctx() context: Context,
  ): Promise<SecurityChanged | UserError> {
    const caller = requireCaller(context);
    return answer(context, async () => {
      await this.auth.confirmPassword(caller.userId, input.password, originOf(context));
      await this.factors.disableTotp(caller.userId, input, originOf(context));
      return this.changed(caller);
    });
  }

  @Mutation(() => RenewRecoveryCodesResult, {
    description: "Makes ten new recovery codes; the old ones are void. Who has passkeys alone confirms with one.",
  })
  async renewRecoveryCodes(
    @Arg("input", () => ConfirmWithCodeInput, { description: "Password, and code or step-up." })
    input: ConfirmWithCodeInput,
    @Ctx() context: Context,
  ): Promise<RenewRecoveryCodesSuccess | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      const origin = originOf(context);
      await this.auth.confirmPassword(userId, input.password, origin);
      const methods = await this.factors.methodsOf(userId);
      if (methods.length === 0) throw new SecondFactorOffError();
      // Without an app there may be no code left to show: that is when new ones are needed most.
      if (methods.includes("TOTP") || input.code || input.recoveryCode) {
        await this.factors.requireCode(userId, input, origin);
      } else {
        await this.stepUps.requireOnce(userId, ["renew recovery codes"], input.stepUpToken, origin);
      }
      const recoveryCodes = await this.factors.renewRecoveryCodes(userId, origin);
      return Object.assign(new RenewRecoveryCodesSuccess(), { recoveryCodes });
    });
  }

  @Mutation(() => BeginPasskeyResult, { description: "Starts adding a passkey." })
  async beginPasskey(
    @Arg("input", () => BeginPasskeyInput, { description: "The token of a step-up." }) input: BeginPasskeyInput,
    @Ctx() context: Context,
  ): Promise<BeginPasskeySuccess | UserError> {
    const { userId, sessionId } = requireCaller(context);
    return answer(context, async () => {
      await this.stepUps.requireOnce(userId, ["add passkey"], input.stepUpToken, originOf(context));
      const options = await this.passkeys.registrationOptions(userId);
      const question = { purpose: "passkey_registration", userId, sessionId } as const;
      const { id } = await this.challenges.ask({
        ...question,
        methods: ["PASSKEY"],
        webauthnChallenge: options.challenge,
      });
      return Object.assign(new BeginPasskeySuccess(), { challengeId: id, options });
    });
  }

  @Mutation(() => AddPasskeyResult, { description: "Adds the passkey that the device made." })
  async addPasskey(
    @Arg("input", () => AddPasskeyInput, { description: "What the device made." }) input: AddPasskeyInput,
    @Ctx() context: Context,
  ): Promise<AddPasskeySuccess | UserError> {
    const { userId, sessionId } = requireCaller(context);
    return answer(context, async () => {
      const { name } = readInput(PasskeyName, input);
      const challenge = await this.challenges.takeTry(input.challengeId, "passkey_registration");
      if (challenge.userId !== userId || challenge.sessionId !== sessionId) throw new ChallengeExpiredError();
      const { passkey, codes } = await this.factors.addPasskey(
        userId,
        challenge,
        input.response,
        name,
        originOf(context),
      );
      return Object.assign(new AddPasskeySuccess(), {
        passkey: Object.assign(new Passkey(), passkey),
        recoveryCodes: codes,
      });
    });
  }

  @Mutation(() => RenamePasskeyResult, { description: "Renames a passkey." })
  async renamePasskey(
    @Arg("input", () => RenamePasskeyInput, { description: "Which, and its name." }) input: RenamePasskeyInput,
    @Ctx() context: Context,
  ): Promise<SecurityChanged | UserError> {
    const caller = requireCaller(context);
    return answer(context, async () => {
      const { name } = readInput(PasskeyName, input);
      const done = await this.factors.renamePasskey(caller.userId, input.passkeyId, name, originOf(context));
      if (!done) throw InvalidInputError.of("passkeyId", "passkey_unknown");
      return this.changed(caller);
    });
  }

  @Mutation(() => RemovePasskeyResult, { description: "Takes a passkey away." })
  async removePasskey(
    @Arg("input", () => RemovePasskeyInput, { description: "Which." }) input: RemovePasskeyInput,
    @Ctx() context: Context,
  ): Promise<SecurityChanged | UserError> {
    const caller = requireCaller(context);
    const { passkeyId, stepUpToken } = input;
    return answer(context, async () => {
      await this.stepUps.requireOnce(caller.userId, ["remove passkey", passkeyId], stepUpToken, originOf(context));
      const done = await this.factors.removePasskey(caller.userId, passkeyId, originOf(context));
      if (!done) throw InvalidInputError.of("passkeyId", "passkey_unknown");
      return this.changed(caller);
    });
  }

  @Mutation(() => Security, { description: "Ends a session of one's own; an unknown one ends nothing." })
  async endSession(
    @Arg("input", () => EndSessionInput, { description: "Which." }) input: EndSessionInput,
    @Ctx() context: Context,
  ): Promise<Security> {
    const caller = requireCaller(context);
    await this.sessions.endOne(caller.userId, input.sessionId, originOf(context));
    return this.securityOf(caller);
  }

  @Mutation(() => Security, { description: "Ends all sessions but the one that asks." })
  async endOtherSessions(@Ctx() context: Context): Promise<Security> {
    const caller = requireCaller(context);
    await this.sessions.endAllOthers(caller.userId, originOf(context));
    return this.securityOf(caller);
  }

  private async changed(caller: Caller): Promise<SecurityChanged> {
    return Object.assign(new SecurityChanged(), { security: await this.securityOf(caller) });
  }

  private async securityOf({ userId, sessionId }: Caller): Promise<Security> {
    const [totpSince, recoveryCodesLeft, passkeys, sessions] = await Promise.all([
      this.factors.totpSince(userId),
      this.factors.recoveryCodesLeft(userId),
      this.passkeys.list(userId),
      this.sessions.list(userId),
    ]);
    return Object.assign(new Security(), {
      totpSince,
      recoveryCodesLeft,
      passkeys: passkeys.map((each) => Object.assign(new Passkey(), each)),
      sessions: sessions.map((each) => toSession(each, sessionId)),
    });
  }
}
