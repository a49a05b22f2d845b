import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { type Context, originOf, requireCaller } from "../../graphql/context.js";
import { answer, type UserError } from "../../graphql/errors.js";
import type { Browser, PushService } from "./push.service.js";
import { PushChanged, PushNotifications, SubscribeToPushInput, SubscribeToPushResult, toPush } from "./push.types.js";

@Resolver()
export class PushResolver {
  constructor(private readonly pushes: PushService) {}

  @Query(() => PushNotifications, { description: "Which of the member's browsers are told while the app is closed." })
  async pushNotifications(@Ctx() context: Context): Promise<PushNotifications> {
    return toPush(await this.pushes.state(requireCaller(context)));
  }

  @Mutation(() => SubscribeToPushResult, {
    description: "Tells this browser from now on, until its session ends. Asked again, it takes the newest address.",
  })
  async subscribeToPush(
    @Arg("input", () => SubscribeToPushInput, { description: "Where the browser is reached." })
    input: SubscribeToPushInput,
    @Ctx() context: Context,
  ): Promise<PushChanged | UserError> {
    const caller = requireCaller(context);
    return answer(context, async () => {
      await this.pushes.subscribe(caller, input, originOf(context));
      return this.changed(caller);
    });
  }

  @Mutation(() => PushChanged, { description: "Tells this browser no longer; nothing happens when it was not told." })
  async unsubscribeFromPush(@Ctx() context: Context): Promise<PushChanged> {
    const caller = requireCaller(context);
    await this.pushes.unsubscribe(caller, originOf(context));
    return this.changed(caller);
  }

  private async changed(browser: Browser): Promise<PushChanged> {
    return Object.assign(new PushChanged(), { pushNotifications: toPush(await this.pushes.state(browser)) });
  }
}
