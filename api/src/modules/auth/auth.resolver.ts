import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import { RequestError, SessionExpiredError } from "../../shared/errors.js";
import { toUser, User, type UserStore } from "../users/index.js";
import type { AuthService } from "./auth.service.js";
import {
  type AuthPayload,
  CompleteMfaResult,
  LogInInput,
  LogInResult,
  LogInWithPasskeyInput,
  LogInWithPasskeyResult,
  MfaRequired,
  PasskeyLogIn,
  RefreshSessionResult,
  SignUpInput,
  SignUpResult,
  toAuthPayload,
} from "./auth.types.js";
import { CompleteMfaInput } from "./security.types.js";
import type { Credentials, SessionService } from "./session.service.js";

const DEVICE_COOKIE_DAYS = 400;

@Resolver()
export class AuthResolver {
  constructor(
    private readonly users: UserStore,
    private readonly auth: AuthService,
    private readonly sessions: SessionService,
  ) {}

  @Query(() => User, { nullable: true, description: "The member who asks; null when nobody is logged in." })
  async me(@Ctx() context: Context): Promise<User | null> {
    // With a token that has ended the client must refresh; without one it is simply a stranger.
    if (context.tokenRefused) requireCaller(context);
    if (!context.caller) return null;
    const user = await this.users.find(context.caller.userId);
    return user && toUser(user);
  }

  @Mutation(() => SignUpResult, { description: "Becomes a member, with one account, and logs in." })
  async signUp(
    @Arg("input", () => SignUpInput, { description: "The new member." }) input: SignUpInput,
    @Ctx() context: Context,
  ): Promise<AuthPayload | UserError> {
    return answer(context, async () => hand(context, await this.auth.signUp(input, context.locale, originOf(context))));
  }

  @Mutation(() => LogInResult, { description: "Logs in." })
  async logIn(
    @Arg("input", () => LogInInput, { description: "Who logs in." }) input: LogInInput,
    @Ctx() context: Context,
  ): Promise<AuthPayload | MfaRequired | UserError> {
    return answer(context, async () => {
      const result = await this.auth.logIn(input, originOf(context));
      if ("accessToken" in result) return hand(context, result);
      const { id: challengeId, methods, expiresAt } = result.challenge;
      return Object.assign(new MfaRequired(), {
        challengeId,
        methods,
        expiresAt,
        passkeyOptions: result.passkeyOptions,
      });
    });
  }

  @Mutation(() => CompleteMfaResult, { description: "Answers MfaRequired and logs in." })
  async completeMfa(
    @Arg("input", () => CompleteMfaInput, { description: "Which question, and the answer." }) input: CompleteMfaInput,
    @Ctx() context: Context,
  ): Promise<AuthPayload | UserError> {
    const { challengeId, proof, remember } = input;
    return answer(context, async () =>
      hand(context, await this.auth.completeMfa(challengeId, proof, originOf(context), remember ?? true)),
    );
  }

  @Mutation(() => PasskeyLogIn, { description: "Starts a log-in by passkey alone." })
  async beginPasskeyLogIn(@Ctx() context: Context): Promise<PasskeyLogIn> {
    const { challenge, options } = await this.auth.beginPasskeyLogIn(originOf(context));
    return Object.assign(new PasskeyLogIn(), { challengeId: challenge.id, options });
  }

  @Mutation(() => LogInWithPasskeyResult, { description: "Logs in with what the passkey signed." })
  async logInWithPasskey(
    @Arg("input", () => LogInWithPasskeyInput, { description: "Which question, and what was signed." })
    input: LogInWithPasskeyInput,
    @Ctx() context: Context,
  ): Promise<AuthPayload | UserError> {
    const { challengeId, response, remember } = input;
    return answer(context, async () =>
      hand(context, await this.auth.logInWithPasskey(challengeId, response, originOf(context), remember ?? true)),
    );
  }

  @Mutation(() => RefreshSessionResult, { description: "Continues the session of the refresh cookie." })
  async refreshSession(@Ctx() context: Context): Promise<AuthPayload | UserError> {
    return answer(context, async () => {
      // A cookie of no use stays: by now it may be another, of a log-in whose answer this one would overtake.
      const token = cookieOf(context).read();
      if (!token) throw new SessionExpiredError();
      return hand(context, await this.sessions.refresh(token, originOf(context)));
    });
  }

  @Mutation(() => Boolean, { description: "Ends this session on this device. True also when there was none." })
  async logOut(@Ctx() context: Context): Promise<boolean> {
    const cookie = cookieOf(context);
    const token = cookie.read();
    if (token) await this.sessions.endByToken(token, originOf(context));
    if (context.caller) await this.sessions.end(context.caller.sessionId, originOf(context));
    cookie.clear();
    context.clearSiteData?.();
    return true;
  }
}

function hand(context: Context, credentials: Credentials): AuthPayload {
  cookieOf(context).write(credentials.refreshToken, credentials.refreshExpiresAt);
  rememberDevice(context, credentials.deviceToken);
  // The rest of this very request is already theirs: logIn { user { accounts } } needs no second one.
  const { user, sessionId, expiresAt, boundTo } = credentials;
  context.caller = { userId: user.id, sessionId, expiresAt, boundTo };
  return toAuthPayload(credentials);
}

/** Sessions begin, continue and end over HTTP: a socket cannot set a cookie. */
function cookieOf(context: Context) {
  if (!context.refreshCookie) throw new RequestError("FORBIDDEN");
  return context.refreshCookie;
}

/** Each log-in prolongs it, as far as browsers allow. */
export function rememberDevice(context: Context, token: string | undefined): void {
  if (token) context.deviceCookie?.write(token, new Date(Date.now() + DEVICE_COOKIE_DAYS * 86_400_000));
}
