import { Arg, Ctx, Int, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { type Context, requireCaller } from "../../graphql/context.js";
import { RequestError } from "../../shared/errors.js";
import { isId } from "../../shared/ids.js";
import { readPageById } from "../../shared/page.js";
import type { NotificationService, Unread } from "./notification.service.js";
import {
  ChangeNotificationSettingInput,
  NotificationConnection,
  NotificationSetting,
  NotificationSettingsChanged,
  ReadNotificationsInput,
  toCategory,
  toNotifications,
  toSettings,
  toUnread,
  UnreadNotifications,
} from "./notification.types.js";

@Resolver()
export class NotificationResolver {
  constructor(private readonly service: NotificationService) {}

  @Query(() => NotificationConnection, { description: "What the member was told in the last ninety days." })
  async notifications(
    @Ctx() context: Context,
    @Arg("first", () => Int, { defaultValue: 20, description: "1 to 100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor of the last edge you have." })
    after: string | null,
  ): Promise<NotificationConnection> {
    const { userId } = requireCaller(context);
    const page = readPageById(first, after);
    return toNotifications(await this.service.page(userId, page, context.locale), page.limit);
  }

  @Query(() => [NotificationSetting], { description: "Where each category is told besides in the app." })
  async notificationSettings(@Ctx() context: Context): Promise<NotificationSetting[]> {
    return toSettings(await this.service.settings(requireCaller(context).userId));
  }

  @Mutation(() => UnreadNotifications, { description: "Says which notifications the member has seen." })
  async readNotifications(
    @Ctx() context: Context,
    @Arg("input", () => ReadNotificationsInput, { nullable: true, description: "All up to now when left out." })
    input: ReadNotificationsInput | null,
  ): Promise<UnreadNotifications> {
    const { userId } = requireCaller(context);
    const upTo = input?.upTo ?? null;
    if (upTo !== null && !isId(upTo)) throw RequestError.badInput("upTo", "upTo is not an id");
    return toUnread(await this.service.read(userId, upTo));
  }

  @Mutation(() => NotificationSettingsChanged, {
    description: "Tells a category by mail or in browsers too, or no longer. A fixed one stays as it is.",
  })
  async changeNotificationSetting(
    @Arg("input", () => ChangeNotificationSettingInput, { description: "What to change." })
    { category, ...change }: ChangeNotificationSettingInput,
    @Ctx() context: Context,
  ): Promise<NotificationSettingsChanged> {
    const { userId } = requireCaller(context);
    const settings = toSettings(await this.service.change(userId, toCategory(category), change));
    return Object.assign(new NotificationSettingsChanged(), { settings });
  }

  @Subscription(() => UnreadNotifications, {
    description: "How many notifications are unread now, then after each change.",
    subscribe: async ({ context }: { context: Context }) => context.container.get(NotificationResolver).watch(context),
  })
  unreadNotifications(@Root() { count }: Unread): UnreadNotifications {
    return toUnread(count);
  }

  async watch(context: Context) {
    return this.service.watch(requireCaller(context).userId);
  }
}
