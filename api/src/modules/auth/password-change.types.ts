import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, ObjectType } from "type-graphql";
import {
  InvalidCode,
  InvalidInput,
  InvalidPassword,
  resultUnion,
  StepUpRequired,
  TooManyAttempts,
} from "../../graphql/errors.js";

@InputType({ description: "A new password for a forgotten one." })
export class ResetPasswordInput {
  @Field({ description: "E-mail address of the member." })
  email!: string;

  @Field({ description: "The six digits from requestEmailCode." })
  code!: string;

  @Field({ description: "10 to 200 characters of any kind, not easy to guess." })
  newPassword!: string;
}

@InputType({ description: "A new password for the present one." })
export class ChangePasswordInput {
  @Field({ description: "The present password." })
  currentPassword!: string;

  @Field({ description: "10 to 200 characters of any kind, not easy to guess." })
  newPassword!: string;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@ObjectType({ description: "The password has changed. A mail tells the member." })
export class PasswordChanged {
  @Field(() => GraphQLDateTime, { description: "When." })
  changedAt!: Date;
}

export const ResetPasswordResult = resultUnion("ResetPasswordResult", "Answer to resetPassword.", [
  PasswordChanged,
  InvalidCode,
  TooManyAttempts,
  InvalidInput,
]);

export const ChangePasswordResult = resultUnion("ChangePasswordResult", "Answer to changePassword.", [
  PasswordChanged,
  StepUpRequired,
  InvalidPassword,
  TooManyAttempts,
  InvalidInput,
]);
