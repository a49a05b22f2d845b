import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { PageInfo } from "../../graphql/page-info.js";
import { type Category, NOTIFICATION_KINDS, type NotificationKind } from "./notification.policy.js";
import type { CategorySetting, NotificationRecord } from "./notification.service.js";

export const NotificationCategory = { MONEY: "MONEY", SECURITY: "SECURITY" } as const;
registerEnumType(NotificationCategory, { name: "NotificationCategory", description: "What a notification is about." });
type CategoryName = keyof typeof NotificationCategory;

export const toCategory = (name: CategoryName) => name.toLowerCase() as Category;
const fromCategory = (category: Category) => category.toUpperCase() as CategoryName;

const Kind = Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind.toUpperCase(), kind]));
registerEnumType(Kind, {
  name: "NotificationKind",
  description: "What has happened.",
  valuesConfig: {
    MONEY_IN: { description: "Somebody sent money." },
    CHARGED: { description: "Money came from the member's bank." },
    WITHDRAWN: { description: "Money went to the member's bank." },
    WITHDRAWAL_FAILED: { description: "The bank did not take it." },
    REQUEST_MADE: { description: "Somebody asks for money." },
    REQUEST_REMINDED: { description: "Somebody asks for it once more." },
    REQUEST_DECLINED: { description: "Who was asked says no." },
    REQUEST_CANCELLED: { description: "Who asked has taken it back." },
    REQUEST_EXPIRED: { description: "Nobody has paid what the member asked for in its time." },
    NOTICE: { description: "Something about the member's account." },
    MONEY_NOTICE: { description: "Something about what was planned or asked for with money." },
  },
});

@ObjectType({ simpleResolvers: true, description: "Something the member is told." })
export class Notification {
  @Field(() => ID, { description: "Opaque." })
  id!: string;

  @Field(() => Kind, { description: "What has happened." })
  kind!: NotificationKind;

  @Field(() => NotificationCategory, { description: "What it is about." })
  category!: CategoryName;

  @Field({ description: "In the caller's language." })
  title!: string;

  @Field({ description: "In the caller's language." })
  text!: string;

  @Field(() => GraphQLDateTime, { description: "When it happened." })
  at!: Date;

  @Field({ description: "Whether the member has seen it." })
  isRead!: boolean;

  @Field(() => ID, { nullable: true, description: "The transfer that it tells of." })
  transferId!: string | null;

  @Field(() => ID, { nullable: true, description: "The money request that it tells of." })
  requestId!: string | null;

  @Field(() => ID, { nullable: true, description: "The schedule that it tells of." })
  scheduleId!: string | null;

  @Field(() => ID, { nullable: true, description: "The statement that it tells of." })
  statementId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "A notification and where it stands in the list." })
export class NotificationEdge {
  @Field({ description: "Opaque; for `after`." })
  cursor!: string;

  @Field(() => Notification, { description: "The notification." })
  node!: Notification;
}

@ObjectType({ simpleResolvers: true, description: "A page of notifications, newest first." })
export class NotificationConnection {
  @Field(() => [NotificationEdge], { description: "The notifications." })
  edges!: NotificationEdge[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

export function toNotifications(records: readonly NotificationRecord[], limit: number): NotificationConnection {
  const edges = records.slice(0, limit).map((record) =>
    Object.assign(new NotificationEdge(), {
      cursor: record.id,
      node: Object.assign(new Notification(), { ...record, category: fromCategory(record.category) }),
    }),
  );
  const pageInfo = Object.assign(new PageInfo(), {
    endCursor: edges.at(-1)?.cursor ?? null,
    hasNextPage: records.length > limit,
  });
  return Object.assign(new NotificationConnection(), { edges, pageInfo });
}

@ObjectType({ simpleResolvers: true, description: "How many notifications the member has not seen." })
export class UnreadNotifications {
  @Field(() => Int, { description: "Up to 100: beyond it nobody counts." })
  count!: number;
}

export const toUnread = (count: number) => Object.assign(new UnreadNotifications(), { count });

@ObjectType({ simpleResolvers: true, description: "Where a category is told besides in the app." })
export class NotificationSetting {
  @Field(() => NotificationCategory, { description: "The category." })
  category!: CategoryName;

  @Field({ description: "By mail." })
  byMail!: boolean;

  @Field({ description: "In the browsers that the member has turned it on in (Web Push)." })
  byPush!: boolean;

  @Field({ description: "Cannot be turned off." })
  isFixed!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "The settings as they are now." })
export class NotificationSettingsChanged {
  @Field(() => [NotificationSetting], { description: "All categories." })
  settings!: NotificationSetting[];
}

export const toSettings = (settings: readonly CategorySetting[]) =>
  settings.map((each) => Object.assign(new NotificationSetting(), { ...each, category: fromCategory(each.category) }));

@InputType({ description: "Which notifications the member has seen." })
export class ReadNotificationsInput {
  @Field(() => ID, {
    nullable: true,
    description: "The newest one that was shown: what came since is still unread. All up to now when left out.",
  })
  upTo?: string | null;
}

@InputType({ description: "Where a category is to be told." })
export class ChangeNotificationSettingInput {
  @Field(() => NotificationCategory, { description: "The category." })
  category!: CategoryName;

  @Field(() => Boolean, { nullable: true, description: "By mail, besides in the app. As it is when left out." })
  byMail?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "In browsers, besides in the app. As it is when left out." })
  byPush?: boolean | null;
}
