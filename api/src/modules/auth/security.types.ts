import { GraphQLDateTime, GraphQLJSONObject } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import {
  ChallengeExpired,
  FactorMethods,
  InvalidCode,
  InvalidInput,
  InvalidPassword,
  PasskeyRefused,
  resultUnion,
  SecondFactorNeeded,
  SecondFactorOff,
  SecondFactorOn,
  StepUpRequired,
  TooManyAttempts,
} from "../../graphql/errors.js";
import type { SessionId } from "../../shared/ids.js";
import { deviceName, maskAddress } from "./device.policy.js";
import type { SessionEntity } from "./session.entity.js";

@ObjectType({ simpleResolvers: true, description: "A log-in on one device that has not ended." })
export class Session {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field({ description: "Whether it is the one that asks." })
  current!: boolean;

  @Field({ description: "Browser and system, as far as they tell: `Chrome · Android`." })
  device!: string;

  @Field(() => String, { nullable: true, description: "Network address at log-in, masked: `203.0.*.*`." })
  maskedAddress!: string | null;

  @Field(() => [FactorMethods], { description: "How the person showed that it was them." })
  methods!: string[];

  @Field(() => GraphQLDateTime, { description: "When it was opened." })
  openedAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last continued; to some minutes." })
  lastUsedAt!: Date;
}

export function toSession(session: SessionEntity, current: SessionId): Session {
  return Object.assign(new Session(), {
    id: session.id,
    current: session.id === current,
    device: deviceName(session.userAgent),
    maskedAddress: session.address && maskAddress(session.address),
    methods: session.methods.map((each) => each.toUpperCase()),
    openedAt: session.createdAt,
    lastUsedAt: session.lastUsedAt,
  });
}

@ObjectType({ simpleResolvers: true, description: "A passkey of the member." })
export class Passkey {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field({ description: "As the member named it." })
  name!: string;

  @Field(() => GraphQLDateTime, { description: "When it was added." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was last used to log in or to confirm." })
  lastUsedAt!: Date | null;

  @Field({ description: "Whether it is kept in an account of the maker and so on all devices of the member." })
  backedUp!: boolean;
}

@ObjectType({ description: "How the member's access is protected." })
export class Security {
  @Field(() => GraphQLDateTime, { nullable: true, description: "Since when an authenticator app is asked at log-in." })
  totpSince!: Date | null;

  @Field(() => Int, { description: "Recovery codes that were not used." })
  recoveryCodesLeft!: number;

  @Field(() => [Passkey], { description: "Oldest first." })
  passkeys!: Passkey[];

  @Field(() => [Session], { description: "Where the member is logged in; the newest use first, at most 100." })
  sessions!: Session[];
}

@InputType({ description: "The answer to a question: exactly one of its fields." })
export class ProofInput {
  @Field(() => String, { nullable: true, description: "Six digits of the authenticator app." })
  code?: string | null;

  @Field(() => String, { nullable: true, description: "A recovery code; spaces, hyphens and case do not matter." })
  recoveryCode?: string | null;

  @Field(() => String, { nullable: true, description: "The password, where no other method is named." })
  password?: string | null;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: "What navigator.credentials.get gave (AuthenticationResponseJSON).",
  })
  passkey?: object | null;
}

@InputType({ description: "The second step of a log-in." })
export class CompleteMfaInput {
  @Field(() => ID, { description: "From MfaRequired." })
  challengeId!: string;

  @Field(() => ProofInput, { description: "The answer." })
  proof!: ProofInput;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the browser keeps the session when it is closed; else it ends after an hour without use. Yes when left out.",
  })
  remember?: boolean | null;
}

@InputType({ description: "The answer to StepUpRequired." })
export class VerifyStepUpInput {
  @Field(() => ID, { description: "From StepUpRequired." })
  challengeId!: string;

  @Field(() => ProofInput, { description: "The answer." })
  proof!: ProofInput;
}

@ObjectType({ description: "It was you: send the very same input again with this token, within five minutes." })
export class StepUpPassed {
  @Field({ description: "Good for that one operation, of that member and session." })
  stepUpToken!: string;
}

export const VerifyStepUpResult = resultUnion("VerifyStepUpResult", "Answer to verifyStepUp.", [
  StepUpPassed,
  ChallengeExpired,
  InvalidCode,
  InvalidPassword,
  PasskeyRefused,
  TooManyAttempts,
]);

@InputType({ description: "Something that asks for the password once more." })
export class ConfirmWithPasswordInput {
  @Field({ description: "Password." })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: "From verifyStepUp, once StepUpRequired was answered: who has another second factor shows it.",
  })
  stepUpToken?: string | null;
}

@InputType({ description: "Something that asks for the password and for a code." })
export class ConfirmWithCodeInput {
  @Field({ description: "Password." })
  password!: string;

  @Field(() => String, { nullable: true, description: "Six digits of the authenticator app." })
  code?: string | null;

  @Field(() => String, { nullable: true, description: "A recovery code instead." })
  recoveryCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Instead of a code for renewRecoveryCodes: from verifyStepUp, once StepUpRequired was answered.",
  })
  stepUpToken?: string | null;
}

@InputType({ description: "The first code of the authenticator app." })
export class ConfirmTotpInput {
  @Field({ description: "Six digits." })
  code!: string;
}

@ObjectType({ description: "A secret for an authenticator app. Nothing is on before confirmTotp." })
export class BeginTotpSuccess {
  @Field({ description: "For typing it in, base32." })
  secret!: string;

  @Field({ description: "`otpauth://…`, for a QR code or a link on the same device." })
  otpauthUrl!: string;
}

export const BeginTotpResult = resultUnion("BeginTotpResult", "Answer to beginTotp.", [
  BeginTotpSuccess,
  StepUpRequired,
  InvalidPassword,
  SecondFactorOn,
  TooManyAttempts,
]);

@ObjectType({ description: "The second factor is on; other sessions have ended." })
export class ConfirmTotpSuccess {
  @Field(() => [String], {
    nullable: true,
    description: "Ten codes for a lost phone, told this once; null when earlier ones still count.",
  })
  recoveryCodes!: string[] | null;
}

export const ConfirmTotpResult = resultUnion("ConfirmTotpResult", "Answer to confirmTotp.", [
  ConfirmTotpSuccess,
  InvalidCode,
  SecondFactorOn,
  SecondFactorOff,
  TooManyAttempts,
]);

@ObjectType({ description: "How access is protected now." })
export class SecurityChanged {
  @Field(() => Security, { description: "After the change." })
  security!: Security;
}

export const DisableTotpResult = resultUnion("DisableTotpResult", "Answer to disableTotp.", [
  SecurityChanged,
  InvalidCode,
  InvalidPassword,
  SecondFactorNeeded,
  SecondFactorOff,
  TooManyAttempts,
]);

@ObjectType({ description: "The codes of before are void." })
export class RenewRecoveryCodesSuccess {
  @Field(() => [String], { description: "Ten codes, told this once." })
  recoveryCodes!: string[];
}

export const RenewRecoveryCodesResult = resultUnion("RenewRecoveryCodesResult", "Answer to renewRecoveryCodes.", [
  RenewRecoveryCodesSuccess,
  StepUpRequired,
  InvalidCode,
  InvalidPassword,
  SecondFactorOff,
  TooManyAttempts,
]);

@InputType({ description: "The start of adding a passkey." })
export class BeginPasskeyInput {
  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@ObjectType({ description: "For navigator.credentials.create." })
export class BeginPasskeySuccess {
  @Field(() => ID, { description: "The question; addPasskey names it." })
  challengeId!: string;

  @Field(() => GraphQLJSONObject, { description: "PublicKeyCredentialCreationOptionsJSON." })
  options!: object;
}

export const BeginPasskeyResult = resultUnion("BeginPasskeyResult", "Answer to beginPasskey.", [
  BeginPasskeySuccess,
  StepUpRequired,
]);

@InputType({ description: "A new passkey." })
export class AddPasskeyInput {
  @Field(() => ID, { description: "From beginPasskey." })
  challengeId!: string;

  @Field(() => GraphQLJSONObject, { description: "What navigator.credentials.create gave (RegistrationResponseJSON)." })
  response!: object;

  @Field({ description: "1 to 30 characters, so that the member knows it again." })
  name!: string;
}

@ObjectType({ description: "The passkey works; other sessions have ended." })
export class AddPasskeySuccess {
  @Field(() => Passkey, { description: "The new one." })
  passkey!: Passkey;

  @Field(() => [String], {
    nullable: true,
    description: "Ten codes for when it is lost, told this once; null when earlier ones still count.",
  })
  recoveryCodes!: string[] | null;
}

export const AddPasskeyResult = resultUnion("AddPasskeyResult", "Answer to addPasskey.", [
  AddPasskeySuccess,
  ChallengeExpired,
  InvalidInput,
  PasskeyRefused,
]);

@InputType({ description: "A new name for a passkey." })
export class RenamePasskeyInput {
  @Field(() => ID, { description: "Which." })
  passkeyId!: string;

  @Field({ description: "1 to 30 characters." })
  name!: string;
}

export const RenamePasskeyResult = resultUnion("RenamePasskeyResult", "Answer to renamePasskey.", [
  SecurityChanged,
  InvalidInput,
]);

@InputType({ description: "A passkey to take away." })
export class RemovePasskeyInput {
  @Field(() => ID, { description: "Which." })
  passkeyId!: string;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

export const RemovePasskeyResult = resultUnion("RemovePasskeyResult", "Answer to removePasskey.", [
  SecurityChanged,
  InvalidInput,
  SecondFactorNeeded,
  StepUpRequired,
]);

@InputType({ description: "A session to end." })
export class EndSessionInput {
  @Field(() => ID, { description: "Which." })
  sessionId!: string;
}
