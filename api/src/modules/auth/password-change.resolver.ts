import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import { rememberDevice } from "./auth.resolver.js";
import type { PasswordChangeService } from "./password-change.service.js";
import {
  ChangePasswordInput,
  ChangePasswordResult,
  PasswordChanged,
  ResetPasswordInput,
  ResetPasswordResult,
} from "./password-change.types.js";

@Resolver()
export class PasswordChangeResolver {
  constructor(private readonly passwords: PasswordChangeService) {}

  @Mutation(() => ResetPasswordResult, {
    description: "Sets a new password with a code from the mail. Ends every session.",
  })
  async resetPassword(
    @Arg("input", () => ResetPasswordInput, { description: "Code and new password." }) input: ResetPasswordInput,
    @Ctx() context: Context,
  ): Promise<PasswordChanged | UserError> {
    return answer(context, async () => {
      rememberDevice(context, await this.passwords.reset(input, originOf(context)));
      return changed();
    });
  }

  @Mutation(() => ChangePasswordResult, { description: "Sets a new password. Ends the member's other sessions." })
  async changePassword(
    @Arg("input", () => ChangePasswordInput, { description: "Old and new." }) input: ChangePasswordInput,
    @Ctx() context: Context,
  ): Promise<PasswordChanged | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => {
      await this.passwords.change(userId, input, originOf(context));
      return changed();
    });
  }
}

function changed(): PasswordChanged {
  return Object.assign(new PasswordChanged(), { changedAt: new Date() });
}
