import type { DataSource } from "typeorm";
import { z } from "zod";
import type { Locale } from "../../graphql/texts.js";
import { LatestValueFeed, type Watch } from "../../infra/latest-value-feed.js";
import { forgetAll } from "../../shared/forget.js";
import type { UserId } from "../../shared/ids.js";
import { inTransaction } from "../../shared/transaction.js";
import { type AccountDirectory, counterpartyOf, counterpartyOfAccount } from "../accounts/index.js";
import type { MailService } from "../mail/index.js";
import type { UserStore } from "../users/index.js";
import {
  CATEGORIES,
  type Category,
  categoryOf,
  isAboutRequest,
  type NotificationKind,
  type Subject,
  type Words,
  wordsOf,
} from "./notification.policy.js";

/** What the badge counts to: beyond it nobody counts. */
const UNREAD_MAX = 100;
const KEPT_DAYS = 90;
const TOLD_AT_ONCE = 5_000;

const Movement = z.object({
  movementId: z.string(),
  amount: z.coerce.bigint(),
  counterpartyId: z.string(),
  /** As the books name it; null when somebody has the account here. */
  bank: z.string().nullable(),
});
const MoneyRequest = z.object({
  requestId: z.string(),
  amount: z.coerce.bigint(),
  /** Of the other side; null for a link. */
  accountId: z.string().nullable(),
});
const NoticeWords = z.object({ title: z.string(), text: z.string() });
const Notice = z.object({
  ko: NoticeWords,
  en: NoticeWords,
  scheduleId: z.string().nullish(),
  statementId: z.string().nullish(),
});
const MailJob = z.object({ eventId: z.string().regex(/^\d+$/), userId: z.uuid() });

interface Row {
  id: string;
  kind: NotificationKind;
  details: unknown;
  at: Date;
  readAt: Date | null;
}

export interface NotificationRecord extends Words, Subject {
  id: string;
  kind: NotificationKind;
  category: Category;
  at: Date;
  isRead: boolean;
}

export interface CategorySetting {
  category: Category;
  byMail: boolean;
  /** In the browsers that the member has turned it on in. */
  byPush: boolean;
  /** Nobody can turn it off. */
  isFixed: boolean;
}

/** How many are unread; the higher order is the later count. */
export interface Unread {
  count: number;
  order: number;
}

/** What is to change; the rest stays as it is. */
export type SettingChange = Partial<Record<"byMail" | "byPush", boolean | null>>;

/** What members are told in the app and, where they want it, by mail; `PushService` tells their browsers. */
export class NotificationService {
  private readonly feed = new LatestValueFeed<UserId, Unread>(
    (candidate, than) => candidate.order > than.order && candidate.count !== than.count,
  );
  private counted = 0;
  /** The last event whose watchers were told; null while nobody watches. */
  private toldUpTo: string | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly directory: AccountDirectory,
    private readonly mail: MailService,
  ) {}

  /** Newest first; one more than asked for when more follow. */
  async page(
    userId: UserId,
    { limit, before }: { limit: number; before: string | null },
    locale: Locale,
  ): Promise<NotificationRecord[]> {
    const rows: Row[] = await this.source.query(
      `SELECT id, kind, details, at, read_at AS "readAt" FROM notifications
       WHERE user_id = $1 AND ($2::uuid IS NULL OR (at, id) < (SELECT at, id FROM notifications WHERE user_id = $1 AND id = $2))
       ORDER BY at DESC, id DESC LIMIT $3`,
      [userId, before, limit + 1],
    );
    return Promise.all(rows.map((row) => this.tell(row, locale)));
  }

  /** @returns how many, up to a hundred */
  async unread(userId: UserId): Promise<number> {
    const [{ count }] = await this.source.query(
      `SELECT count(*)::int AS count FROM (
         SELECT FROM notifications WHERE user_id = $1 AND read_at IS NULL LIMIT $2) unread`,
      [userId, UNREAD_MAX],
    );
    return count;
  }

  /** Those up to now; what comes meanwhile stays unread. */
  /** @param upTo the newest that was seen, or null for all up to now */
  async read(userId: UserId, upTo: string | null): Promise<number> {
    await this.source.query(
      `UPDATE notifications SET read_at = clock_timestamp()
       WHERE user_id = $1 AND read_at IS NULL AND at <= statement_timestamp()
         AND ($2::uuid IS NULL OR (at, id) <= (SELECT at, id FROM notifications WHERE user_id = $1 AND id = $2))`,
      [userId, upTo],
    );
    const unread = await this.count(userId);
    this.feed.publish(userId, unread);
    return unread.count;
  }

  async settings(userId: UserId): Promise<CategorySetting[]> {
    const rows: Array<{ category: string; email: boolean; push: boolean }> = await this.source.query(
      `SELECT category, email, push FROM notification_settings WHERE user_id = $1`,
      [userId],
    );
    return CATEGORIES.map((category) => {
      const isFixed = category === "security";
      const row = rows.find((each) => each.category === category);
      return { category, byMail: isFixed || (row?.email ?? false), byPush: isFixed || (row?.push ?? true), isFixed };
    });
  }

  /** A fixed category stays as it is. */
  async change(userId: UserId, category: Category, { byMail, byPush }: SettingChange): Promise<CategorySetting[]> {
    if (category !== "security") {
      await this.source.query(
        `INSERT INTO notification_settings AS s (user_id, category, email, push)
         VALUES ($1, $2, coalesce($3, false), coalesce($4, true))
         ON CONFLICT (user_id, category) DO UPDATE SET email = coalesce($3, s.email), push = coalesce($4, s.push)`,
        [userId, category, byMail ?? null, byPush ?? null],
      );
    }
    return this.settings(userId);
  }

  /** The present count at once, then each change. */
  async watch(userId: UserId): Promise<Watch<Unread>> {
    const watch = this.feed.watch(userId);
    try {
      watch.offer(await this.count(userId));
      return watch;
    } catch (error) {
      await watch.return();
      throw error;
    }
  }

  /** Looks for what has come since, from whatever process, and tells whoever watches here. */
  async hear(): Promise<void> {
    if (this.feed.watcherCount === 0) {
      this.toldUpTo = null;
      return;
    }
    if (this.toldUpTo === null) {
      // Whoever watches was told the count as they came; what comes from now on is news.
      const [{ last }] = await this.source.query(`SELECT coalesce(max(event_id), 0)::text AS last FROM notifications`);
      this.toldUpTo = last;
      for (const userId of this.feed.keys) this.feed.publish(userId, await this.count(userId));
      return;
    }
    const news: Array<{ userId: UserId; eventId: string }> = await this.source.query(
      `SELECT user_id AS "userId", event_id::text AS "eventId" FROM notifications WHERE event_id > $1::bigint
       ORDER BY event_id LIMIT $2`,
      [this.toldUpTo, TOLD_AT_ONCE],
    );
    const watched = new Set(this.feed.keys);
    const told = new Set(news.map(({ userId }) => userId).filter((userId) => watched.has(userId)));
    for (const userId of told) this.feed.publish(userId, await this.count(userId));
    this.toldUpTo = news.at(-1)?.eventId ?? this.toldUpTo;
  }

  /** What an event was to a member; null when that is no longer kept. */
  async find(eventId: string, userId: UserId, locale: Locale): Promise<NotificationRecord | null> {
    const [row]: Row[] = await this.source.query(
      `SELECT id, kind, details, at, read_at AS "readAt" FROM notifications WHERE event_id = $1 AND user_id = $2`,
      [eventId, userId],
    );
    return row ? this.tell(row, locale) : null;
  }

  /** Carries a job out: writes the notification's mail, once. */
  async mailOne(payload: unknown): Promise<void> {
    const { eventId, userId } = MailJob.parse(payload);
    await inTransaction(this.source, async (tx) => {
      const [row]: Row[] = await tx.query(
        `SELECT id, kind, details, at, read_at AS "readAt" FROM notifications
         WHERE event_id = $1 AND user_id = $2 AND emailed_at IS NULL FOR UPDATE`,
        [eventId, userId],
      );
      const member = row && (await this.users.find(userId as UserId, tx));
      if (!row || !member) return;
      const { title, text } = await this.tell(row, member.language);
      await this.mail.write(tx, {
        template: "notification",
        to: member.email,
        language: member.language,
        details: { title, text },
      });
      await tx.query(`UPDATE notifications SET emailed_at = clock_timestamp() WHERE event_id = $1 AND user_id = $2`, [
        eventId,
        userId,
      ]);
    });
  }

  async forgetOld(): Promise<void> {
    // In the order of their events, which is nearly that of their times and needs no index of its own.
    await forgetAll(
      this.source,
      `DELETE FROM notifications WHERE at < clock_timestamp() - make_interval(days => $2)
         AND (event_id, user_id) IN (SELECT event_id, user_id FROM notifications ORDER BY event_id LIMIT $1)`,
      [KEPT_DAYS],
    );
  }

  /** The order is that of the looks: one that began later has seen more. */
  private async count(userId: UserId): Promise<Unread> {
    const order = ++this.counted;
    return { count: await this.unread(userId), order };
  }

  private async tell({ id, kind, details, at, readAt }: Row, locale: Locale): Promise<NotificationRecord> {
    const about = {
      id,
      kind,
      category: categoryOf(kind),
      at,
      isRead: readAt !== null,
      transferId: null,
      requestId: null,
      scheduleId: null,
      statementId: null,
    };
    if (kind === "notice" || kind === "money_notice") {
      const { scheduleId = null, statementId = null, ...words } = Notice.parse(details);
      return { ...about, scheduleId, statementId, ...words[locale] };
    }
    if (isAboutRequest(kind)) {
      const { requestId, amount, accountId } = MoneyRequest.parse(details);
      const card = accountId === null ? undefined : ((await this.directory.byId(accountId)) ?? undefined);
      const { name, kind: who } = counterpartyOfAccount(card);
      const told = { name: accountId === null ? null : name[locale], isShop: who === "SHOP", amount };
      return { ...about, requestId, ...wordsOf(kind, told, locale) };
    }
    const { movementId, amount, counterpartyId, bank } = Movement.parse(details);
    const card = bank === null ? await this.directory.byId(counterpartyId) : null;
    const { name, kind: who } = counterpartyOf({ counterMemo: bank }, card ?? undefined);
    const told = { name: name[locale], isShop: who === "SHOP", amount };
    const transferId = kind === "money_in" ? movementId : null;
    return { ...about, transferId, ...wordsOf(kind, told, locale) };
  }
}
