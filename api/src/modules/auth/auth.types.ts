import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, ObjectType } from "type-graphql";
import {
  EmailTaken,
  InvalidCode,
  InvalidCredentials,
  InvalidInput,
  resultUnion,
  SessionExpired,
  TooManyAttempts,
} from "../../graphql/errors.js";
import { toUser, User } from "../users/index.js";
import type { Credentials } from "./session.service.js";

@InputType({ description: "A new member." })
export class SignUpInput {
  @Field({ description: "E-mail address; used to log in." })
  email!: string;

  @Field({ description: "10 to 200 characters of any kind." })
  password!: string;

  @Field({ description: "1 to 50 characters." })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: "Phone number, Korean without a country code; other members never see it.",
  })
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The six digits from requestEmailCode, where signUpRequirements asks for them.",
  })
  code?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Version of the terms that the member agreed to, for example `2026-11`.",
  })
  termsVersion?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether news and offers may be sent. Not when left out." })
  marketing?: boolean | null;
}

@InputType({ description: "Who logs in." })
export class LogInInput {
  @Field({ description: "E-mail address." })
  email!: string;

  @Field({ description: "Password." })
  password!: string;
}

@ObjectType({ description: "A session. The refresh token travels in an HttpOnly cookie beside it." })
export class AuthPayload {
  @Field({ description: "Bearer token for the Authorization header, ten minutes long. Keep it in memory only." })
  accessToken!: string;

  @Field(() => GraphQLDateTime, { description: "When the access token ends." })
  expiresAt!: Date;

  @Field(() => User, { description: "Who is logged in." })
  user!: User;
}

export function toAuthPayload(credentials: Credentials): AuthPayload {
  return Object.assign(new AuthPayload(), {
    accessToken: credentials.accessToken,
    expiresAt: credentials.expiresAt,
    user: toUser(credentials.user),
  });
}

export const SignUpResult = resultUnion("SignUpResult", "Answer to signUp.", [
  AuthPayload,
  EmailTaken,
  InvalidCode,
  TooManyAttempts,
  InvalidInput,
]);

export const LogInResult = resultUnion("LogInResult", "Answer to logIn.", [
  AuthPayload,
  InvalidCredentials,
  TooManyAttempts,
  InvalidInput,
]);

export const RefreshSessionResult = resultUnion("RefreshSessionResult", "Answer to refreshSession.", [
  AuthPayload,
  SessionExpired,
]);
