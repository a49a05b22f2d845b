import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import { EmailCodeSent } from "../auth/index.js";
import { type Member, toUser } from "../users/index.js";
import type { ProfileService } from "./profile.service.js";
import {
  ChangeEmailInput,
  ChangeEmailResult,
  ChangeFindableInput,
  ChangeLanguageInput,
  ChangeLanguageResult,
  ChangePhoneInput,
  ChangePhoneResult,
  ProfileChanged,
  RequestEmailChangeInput,
  RequestEmailChangeResult,
  RevealedPhone,
  RevealPhoneInput,
  RevealPhoneResult,
} from "./profile.types.js";

/** What members change about themselves. */
@Resolver()
export class ProfileResolver {
  constructor(private readonly profile: ProfileService) {}

  @Mutation(() => RequestEmailChangeResult, {
    description: "Sends a code to a new e-mail address. The answer is the same whether the address is free or not.",
  })
  async requestEmailChange(
    @Arg("input", () => RequestEmailChangeInput, { description: "The address." }) input: RequestEmailChangeInput,
    @Ctx() context: Context,
  ): Promise<EmailCodeSent | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () =>
      Object.assign(new EmailCodeSent(), await this.profile.requestEmailChange(userId, input, originOf(context))),
    );
  }

  @Mutation(() => ChangeEmailResult, { description: "Moves the member to the address that the code came to." })
  async changeEmail(
    @Arg("input", () => ChangeEmailInput, { description: "The code." }) input: ChangeEmailInput,
    @Ctx() context: Context,
  ): Promise<ProfileChanged | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => changed(await this.profile.changeEmail(userId, input, originOf(context))));
  }

  @Mutation(() => ChangePhoneResult, { description: "Sets or takes away the member's phone number." })
  async changePhone(
    @Arg("input", () => ChangePhoneInput, { description: "The number." }) input: ChangePhoneInput,
    @Ctx() context: Context,
  ): Promise<ProfileChanged | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => changed(await this.profile.changePhone(userId, input, originOf(context))));
  }

  @Mutation(() => ProfileChanged, {
    description:
      "Lets oneself be found by e-mail address or phone number, or no longer. Whoever finds one sees the masked name and the number of the first account.",
  })
  async changeFindable(
    @Arg("input", () => ChangeFindableInput, { description: "Whether to be found." }) { findable }: ChangeFindableInput,
    @Ctx() context: Context,
  ): Promise<ProfileChanged> {
    const { userId } = requireCaller(context);
    return changed(await this.profile.changeFindable(userId, findable, originOf(context)));
  }

  @Mutation(() => RevealPhoneResult, { description: "Shows the member's own phone number in full." })
  async revealPhone(
    @Arg("input", () => RevealPhoneInput, { description: "The password." }) input: RevealPhoneInput,
    @Ctx() context: Context,
  ): Promise<RevealedPhone | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () =>
      Object.assign(new RevealedPhone(), {
        phone: await this.profile.revealPhone(userId, input.password, originOf(context)),
      }),
    );
  }

  @Mutation(() => ChangeLanguageResult, { description: "Sets the language of the member's mails." })
  async changeLanguage(
    @Arg("input", () => ChangeLanguageInput, { description: "The language." }) input: ChangeLanguageInput,
    @Ctx() context: Context,
  ): Promise<ProfileChanged | UserError> {
    const { userId } = requireCaller(context);
    return answer(context, async () => changed(await this.profile.changeLanguage(userId, input.language)));
  }
}

function changed(user: Member): ProfileChanged {
  return Object.assign(new ProfileChanged(), { user: toUser(user) });
}
