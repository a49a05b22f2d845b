import { Arg, Ctx, Int, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { type Context, requireCaller } from "../../graphql/context.js";
import { readPageById } from "../../shared/page.js";
import type { NotificationService, Unread } from "./notification.service.js";
import {
  ChangeNotificationSettingInput,
  NotificationConnection,
  NotificationSetting,
  NotificationSettingsChanged,
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

  @Mutation(() => UnreadNotifications, { description: "Says that the member has seen all notifications up to now." })
  async readNotifications(@Ctx() context: Context): Promise<UnreadNotifications> {
    return toUnread(await this.service.readAll(requireCaller(context).userId));
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
