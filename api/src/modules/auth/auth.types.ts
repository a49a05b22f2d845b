import { GraphQLDateTime, GraphQLJSONObject } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import {
  ChallengeExpired,
  EmailTaken,
  FactorMethods,
  InvalidCode,
  InvalidCredentials,
  InvalidInput,
  MemberLocked,
  PasskeyRefused,
  PasswordExpired,
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

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the browser keeps the session when it is closed; else it ends after an hour without use. Yes when left out.",
  })
  remember?: boolean | null;
}

@ObjectType({ description: "A session. The refresh token travels in an HttpOnly cookie beside it." })
export class AuthPayload {
  @Field({
    description:
      "For the Authorization header, ten minutes long: a Bearer token, or a DPoP token where the log-in came with a proof of the client's key. Keep it in memory only.",
  })
  accessToken!: string;

  @Field(() => GraphQLDateTime, { description: "When the access token ends." })
  expiresAt!: Date;

  @Field(() => Int, {
    nullable: true,
    description:
      "Seconds after which a page that nobody touches is to log out, having asked. Null where it need not: a member's browser that keeps the session.",
  })
  unattendedSeconds!: number | null;

  @Field(() => User, { description: "Who is logged in." })
  user!: User;

  @Field({ description: "True when this log-in kept a membership that was about to end." })
  membershipKept!: boolean;
}

export function toAuthPayload(credentials: Credentials): AuthPayload {
  return Object.assign(new AuthPayload(), {
    accessToken: credentials.accessToken,
    expiresAt: credentials.expiresAt,
    unattendedSeconds: credentials.unattendedMs && credentials.unattendedMs / 1_000,
    user: toUser(credentials.user),
    membershipKept: credentials.isKept ?? false,
  });
}

export const SignUpResult = resultUnion("SignUpResult", "Answer to signUp.", [
  AuthPayload,
  EmailTaken,
  InvalidCode,
  TooManyAttempts,
  InvalidInput,
]);

@ObjectType({ description: "The password was right; the member asked for a second step. Answer with completeMfa." })
export class MfaRequired {
  @Field(() => ID, { description: "The question to answer." })
  challengeId!: string;

  @Field(() => [FactorMethods], { description: "What is taken as an answer." })
  methods!: readonly string[];

  @Field(() => GraphQLDateTime, { description: "Until when: five minutes." })
  expiresAt!: Date;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: "For navigator.credentials.get, when a passkey will do (PublicKeyCredentialRequestOptionsJSON).",
  })
  passkeyOptions!: object | null;
}

export const CompleteMfaResult = resultUnion("CompleteMfaResult", "Answer to completeMfa.", [
  AuthPayload,
  ChallengeExpired,
  InvalidCode,
  PasskeyRefused,
  TooManyAttempts,
  MemberLocked,
]);

@ObjectType({ description: "For navigator.credentials.get." })
export class PasskeyLogIn {
  @Field(() => ID, { description: "The question; logInWithPasskey names it." })
  challengeId!: string;

  @Field(() => GraphQLJSONObject, { description: "PublicKeyCredentialRequestOptionsJSON." })
  options!: object;
}

@InputType({ description: "A log-in by passkey alone." })
export class LogInWithPasskeyInput {
  @Field(() => ID, { description: "From beginPasskeyLogIn." })
  challengeId!: string;

  @Field(() => GraphQLJSONObject, { description: "What navigator.credentials.get gave (AuthenticationResponseJSON)." })
  response!: object;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the browser keeps the session when it is closed; else it ends after an hour without use. Yes when left out.",
  })
  remember?: boolean | null;
}

export const LogInWithPasskeyResult = resultUnion("LogInWithPasskeyResult", "Answer to logInWithPasskey.", [
  AuthPayload,
  ChallengeExpired,
  PasskeyRefused,
  MemberLocked,
]);

export const LogInResult = resultUnion("LogInResult", "Answer to logIn.", [
  AuthPayload,
  MfaRequired,
  InvalidCredentials,
  TooManyAttempts,
  InvalidInput,
  MemberLocked,
  PasswordExpired,
]);

export const RefreshSessionResult = resultUnion("RefreshSessionResult", "Answer to refreshSession.", [
  AuthPayload,
  SessionExpired,
]);
