import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { type Context, originOf } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import type { AuthService } from "./auth.service.js";
import type { EmailCodeService } from "./email-code.service.js";
import {
  CheckEmailCodeInput,
  CheckEmailCodeResult,
  EmailCodeRight,
  EmailCodeSent,
  RequestEmailCodeInput,
  RequestEmailCodeResult,
  SignUpRequirements,
} from "./email-code.types.js";

@Resolver()
export class EmailCodeResolver {
  constructor(
    private readonly auth: AuthService,
    private readonly codes: EmailCodeService,
  ) {}

  @Query(() => SignUpRequirements, { description: "What signing up takes on this server." })
  signUpRequirements(): SignUpRequirements {
    return Object.assign(new SignUpRequirements(), { emailCode: this.auth.signUpNeedsCode });
  }

  @Mutation(() => RequestEmailCodeResult, {
    description:
      "Sends a six-digit code by mail, in the place of an older one. The answer is the same for any address.",
  })
  async requestEmailCode(
    @Arg("input", () => RequestEmailCodeInput, { description: "Where to and what for." }) input: RequestEmailCodeInput,
    @Ctx() context: Context,
  ): Promise<EmailCodeSent | UserError> {
    const { locale } = context;
    return answer(context, async () =>
      Object.assign(new EmailCodeSent(), await this.codes.request(input.purpose, input, locale, originOf(context))),
    );
  }

  @Mutation(() => CheckEmailCodeResult, {
    description: "Tells whether a code is right without using it. A wrong one costs one of five tries.",
  })
  async checkEmailCode(
    @Arg("input", () => CheckEmailCodeInput, { description: "The code." }) input: CheckEmailCodeInput,
    @Ctx() context: Context,
  ): Promise<EmailCodeRight | UserError> {
    return answer(context, async () => {
      await this.codes.checkFor(input.purpose, input, originOf(context));
      return Object.assign(new EmailCodeRight(), { email: input.email });
    });
  }
}
