import { Field, InputType, ObjectType } from "type-graphql";
import {
  EmailTaken,
  InvalidCode,
  InvalidInput,
  InvalidPassword,
  resultUnion,
  StepUpRequired,
  TooManyAttempts,
} from "../../graphql/errors.js";
import { EmailCodeSent } from "../auth/index.js";
import { Language, User } from "../users/index.js";

@InputType({ description: "Another e-mail address." })
export class RequestEmailChangeInput {
  @Field({ description: "The member's password, again." })
  password!: string;

  @Field({ description: "The new address; a code is sent there." })
  email!: string;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@InputType({ description: "The code that came to the new address." })
export class ChangeEmailInput {
  @Field({ description: "Six digits." })
  code!: string;
}

@InputType({ description: "A phone number." })
export class ChangePhoneInput {
  @Field({ description: "The member's password, again." })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: "Korean without a country code, or any with one; none takes the number away.",
  })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: "From verifyStepUp, once StepUpRequired was answered." })
  stepUpToken?: string | null;
}

@InputType({ description: "The password, to see what is hidden." })
export class RevealPhoneInput {
  @Field({ description: "The member's password, again." })
  password!: string;
}

@InputType({ description: "A language for mails." })
export class ChangeLanguageInput {
  @Field(() => Language, { description: "The language." })
  language!: "ko" | "en";
}

@InputType({ description: "Whether one is found." })
export class ChangeFindableInput {
  @Field({ description: "By whoever has the e-mail address or phone number and wants to send money." })
  findable!: boolean;
}

@ObjectType({ description: "The member as changed." })
export class ProfileChanged {
  @Field(() => User, { description: "The member." })
  user!: User;
}

@ObjectType({ description: "The member's own phone number." })
export class RevealedPhone {
  @Field(() => String, {
    nullable: true,
    description: "In full, for example `010-1234-5678`; null when there is none.",
  })
  phone!: string | null;
}

export const RequestEmailChangeResult = resultUnion("RequestEmailChangeResult", "Answer to requestEmailChange.", [
  EmailCodeSent,
  StepUpRequired,
  InvalidPassword,
  TooManyAttempts,
  InvalidInput,
]);

export const ChangeEmailResult = resultUnion("ChangeEmailResult", "Answer to changeEmail.", [
  ProfileChanged,
  InvalidCode,
  TooManyAttempts,
  EmailTaken,
  InvalidInput,
]);

export const ChangePhoneResult = resultUnion("ChangePhoneResult", "Answer to changePhone.", [
  ProfileChanged,
  StepUpRequired,
  InvalidPassword,
  TooManyAttempts,
  InvalidInput,
]);

export const RevealPhoneResult = resultUnion("RevealPhoneResult", "Answer to revealPhone.", [
  RevealedPhone,
  InvalidPassword,
  TooManyAttempts,
]);

export const ChangeLanguageResult = resultUnion("ChangeLanguageResult", "Answer to changeLanguage.", [ProfileChanged]);
