import { Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { InvalidCode, InvalidInput, resultUnion, TooManyAttempts } from "../../graphql/errors.js";
import type { OpenCodePurpose } from "./email-code.service.js";

export const EmailCodePurpose = { SIGN_UP: "sign_up", PASSWORD_RESET: "password_reset" } as const;
registerEnumType(EmailCodePurpose, {
  name: "EmailCodePurpose",
  description: "What a code from the mail is for. It is good for nothing else.",
  valuesConfig: {
    SIGN_UP: { description: "Becoming a member with this address." },
    PASSWORD_RESET: { description: "A new password for the member with this address." },
  },
});

@InputType({ description: "Where a code is sent and what for." })
export class RequestEmailCodeInput {
  @Field({ description: "E-mail address." })
  email!: string;

  @Field(() => EmailCodePurpose, { description: "What the code is for." })
  purpose!: OpenCodePurpose;
}

@InputType({ description: "A code that came by mail." })
export class CheckEmailCodeInput {
  @Field({ description: "The address it was asked for." })
  email!: string;

  @Field(() => EmailCodePurpose, { description: "What it was asked for." })
  purpose!: OpenCodePurpose;

  @Field({ description: "Six digits." })
  code!: string;
}

@ObjectType({
  description:
    "A mail is on its way. Whether it holds a code, and whether the address has a member, is told by the mail alone.",
})
export class EmailCodeSent {
  @Field(() => Int, { description: "Seconds that a code is good for. A newer one ends it earlier." })
  validForSeconds!: number;

  @Field(() => Int, { description: "Seconds to wait before asking for another." })
  askAgainAfterSeconds!: number;
}

@ObjectType({ description: "The code is right and still unused." })
export class EmailCodeRight {
  @Field({ description: "The address it was sent to." })
  email!: string;
}

@ObjectType({ description: "What a new member has to bring besides name, e-mail and password." })
export class SignUpRequirements {
  @Field({ description: "Whether signUp needs a code from requestEmailCode." })
  emailCode!: boolean;
}

export const RequestEmailCodeResult = resultUnion("RequestEmailCodeResult", "Answer to requestEmailCode.", [
  EmailCodeSent,
  TooManyAttempts,
  InvalidInput,
]);

export const CheckEmailCodeResult = resultUnion("CheckEmailCodeResult", "Answer to checkEmailCode.", [
  EmailCodeRight,
  InvalidCode,
  TooManyAttempts,
  InvalidInput,
]);
