import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { DataSource } from "typeorm";
import { type Context, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import { RequestError, SessionExpiredError } from "../../shared/errors.js";
import { toUser, User, UserEntity } from "../users/index.js";
import type { AuthService } from "./auth.service.js";
import {
  type AuthPayload,
  LogInInput,
  LogInResult,
  RefreshSessionResult,
  SignUpInput,
  SignUpResult,
  toAuthPayload,
} from "./auth.types.js";
import type { Credentials, SessionService } from "./session.service.js";

@Resolver()
export class AuthResolver {
  constructor(
    private readonly source: DataSource,
    private readonly auth: AuthService,
    private readonly sessions: SessionService,
  ) {}

  @Query(() => User, { nullable: true, description: "The member who asks; null when nobody is logged in." })
  async me(@Ctx() context: Context): Promise<User | null> {
    // With a token that has ended the client must refresh; without one it is simply a stranger.
    if (context.tokenRefused) requireCaller(context);
    if (!context.caller) return null;
    const user = await this.source.manager.findOneBy(UserEntity, { id: context.caller.userId });
    return user && !user.closedAt ? toUser(user) : null;
  }

  @Mutation(() => SignUpResult, { description: "Becomes a member, with one account, and logs in." })
  async signUp(
    @Arg("input", () => SignUpInput, { description: "The new member." }) input: SignUpInput,
    @Ctx() context: Context,
  ): Promise<AuthPayload | UserError> {
    return answer(context, async () => hand(context, await this.auth.signUp(input, context.locale, context.device)));
  }

  @Mutation(() => LogInResult, { description: "Logs in." })
  async logIn(
    @Arg("input", () => LogInInput, { description: "Who logs in." }) input: LogInInput,
    @Ctx() context: Context,
  ): Promise<AuthPayload | UserError> {
    return answer(context, async () => hand(context, await this.auth.logIn(input, context.device)));
  }

  @Mutation(() => RefreshSessionResult, { description: "Continues the session of the refresh cookie." })
  async refreshSession(@Ctx() context: Context): Promise<AuthPayload | UserError> {
    return answer(context, async () => {
      const token = cookieOf(context).read();
      try {
        if (!token) throw new SessionExpiredError();
        return hand(context, await this.sessions.refresh(token));
      } catch (error) {
        if (error instanceof SessionExpiredError) cookieOf(context).clear();
        throw error;
      }
    });
  }

  @Mutation(() => Boolean, { description: "Ends this session on this device. True also when there was none." })
  async logOut(@Ctx() context: Context): Promise<boolean> {
    const cookie = cookieOf(context);
    const token = cookie.read();
    if (token) await this.sessions.endByToken(token);
    if (context.caller) await this.sessions.end(this.source.manager, context.caller.sessionId);
    cookie.clear();
    return true;
  }
}

function hand(context: Context, credentials: Credentials): AuthPayload {
  cookieOf(context).write(credentials.refreshToken, credentials.refreshExpiresAt);
  // The rest of this very request is already theirs: logIn { user { accounts } } needs no second one.
  const { user, sessionId, expiresAt } = credentials;
  context.caller = { userId: user.id, sessionId, expiresAt };
  return toAuthPayload(credentials);
}

/** Sessions begin, continue and end over HTTP: a socket cannot set a cookie. */
function cookieOf(context: Context) {
  if (!context.refreshCookie) throw new RequestError("FORBIDDEN");
  return context.refreshCookie;
}
