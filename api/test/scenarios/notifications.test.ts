import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { notificationProjection } from "../../src/modules/notifications/index.js";
import { deposit, type Member, PASSWORD, startTestApi, type TestApi, transfer, withdraw } from "../api-harness.js";
import { mailsTo } from "../mailbox.js";
import { SocketClient } from "../socket-client.js";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

interface Told {
  category: string;
  title: string;
  text: string;
  isRead: boolean;
  transferId: string | null;
}

async function toldTo(member: Member, atLeast = 0): Promise<Told[]> {
  const ask = async () =>
    (
      await member.client.data(
        `{ notifications(first: 50) { edges { node { id category title text at isRead transferId } } } }`,
      )
    ).notifications.edges.map(({ node }: { node: Told }) => node);
  const endAt = Date.now() + 10_000;
  for (;;) {
    const told = await ask();
    if (told.length >= atLeast || Date.now() > endAt) return told;
    await sleep(50);
  }
}

const changePassword = (member: Member) =>
  member.client.data(
    `mutation ($i: ChangePasswordInput!) { changePassword(input: $i) { ... on PasswordChanged { changedAt } ... on UserError { code } } }`,
    { i: { currentPassword: PASSWORD, newPassword: "seven loud herons sleep" } },
  );

const mailMoney = (member: Member, byMail: boolean) =>
  member.client.data(
    `mutation ($i: ChangeNotificationSettingInput!) { changeNotificationSetting(input: $i) { settings { category byMail isFixed } } }`,
    { i: { category: "MONEY", byMail } },
  );

test("money that comes is told to whom it comes to, in the reader's language, and nobody else", async () => {
  const [hong, kim] = [await api.member("홍길동"), await api.member("김나연")];
  await deposit(hong, 100_000n);
  await transfer(hong, kim, 12_345n, { memo: "비밀" });
  const [told] = await toldTo(kim, 1);
  expect(told).toMatchObject({
    category: "MONEY",
    title: "12,345원 들어왔어요",
    text: "홍*동님이 보냈어요.",
    isRead: false,
    transferId: expect.any(String),
  });
  kim.client.language = "en";
  expect(await toldTo(kim, 1)).toMatchObject([{ title: "₩12,345 came in", text: "From 홍*동." }]);
  await withdraw(hong, 5_000n);
  const hongs = await toldTo(hong, 2);
  expect(hongs.map(({ title }) => title)).toEqual(["5,000원 출금했어요", "100,000원 충전했어요"]);
  expect(JSON.stringify([told, hongs])).not.toContain("비밀");
});

test("what was done to the account is told by mail and in the app, whatever is chosen", async () => {
  const hong = await api.member();
  await changePassword(hong);
  expect(await toldTo(hong, 1)).toMatchObject([{ category: "SECURITY", title: "비밀번호가 바뀌었어요" }]);
  const { changeNotificationSetting } = await hong.client.data(
    `mutation ($i: ChangeNotificationSettingInput!) { changeNotificationSetting(input: $i) { settings { category byMail isFixed } } }`,
    { i: { category: "SECURITY", byMail: false } },
  );
  expect(changeNotificationSetting.settings).toEqual([
    { category: "MONEY", byMail: false, isFixed: false },
    { category: "SECURITY", byMail: true, isFixed: true },
  ]);
});

test("pages follow one another, newest first, and reading them leaves what comes later unread", async () => {
  const [hong, kim] = [await api.member(), await api.member()];
  await deposit(hong, 10_000n);
  for (let i = 1n; i <= 5n; i++) await transfer(hong, kim, i);
  await toldTo(kim, 5);
  const page = async (after: string | null) =>
    (
      await kim.client.data(
        `query ($after: String) { notifications(first: 2, after: $after) { edges { node { title isRead } } pageInfo { endCursor hasNextPage } } }`,
        { after },
      )
    ).notifications;
  const titles: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { edges, pageInfo } = await page(after);
    titles.push(...edges.map(({ node }: { node: Told }) => node.title));
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  expect(titles).toEqual([5, 4, 3, 2, 1].map((won) => `${won}원 들어왔어요`));
  const read = async (upTo: string | null) =>
    (await kim.client.data(`mutation ($upTo: ID) { readNotifications(input: { upTo: $upTo }) { count } }`, { upTo }))
      .readNotifications.count;
  // What came after the newest one on the screen has not been seen.
  const third = (await toldTo(kim, 5))[2] as Told & { id: string };
  expect(await read(third.id)).toBe(2);
  expect((await toldTo(kim, 5)).map(({ isRead }) => isRead)).toEqual([false, false, true, true, true]);
  expect(await read(((await toldTo(hong, 1))[0] as Told & { id: string }).id)).toBe(2);
  expect(await read(null)).toBe(0);
  await transfer(hong, kim, 6n);
  expect((await toldTo(kim, 6)).map(({ isRead }) => isRead)).toEqual([false, true, true, true, true, true]);
  // Another's cursor is nobody's place in one's own list.
  const others = (await toldTo(hong, 1))[0] as Told & { id: string };
  expect((await page(others.id)).edges).toEqual([]);
});

test("the badge counts live, whichever process takes the event in, and again from one after reading", async () => {
  const [hong, kim] = [await api.member(), await api.member()];
  await deposit(hong, 10_000n);
  const other = await api.another();
  const socket = await SocketClient.forMember(other.url, kim.client.token);
  try {
    const counts = () =>
      socket?.messages.flatMap(({ type, payload }) =>
        type === "next" ? [payload.data.unreadNotifications.count as number] : [],
      ) ?? [];
    socket?.send({
      id: "1",
      type: "subscribe",
      payload: { query: "subscription { unreadNotifications { count } }" },
    });
    await socket?.until(() => counts().length > 0);
    expect(counts()[0]).toBe(0);
    await transfer(hong, kim, 100n);
    await socket?.until(() => counts().at(-1) === 1);
    await transfer(hong, kim, 200n);
    await socket?.until(() => counts().at(-1) === 2);
    // Read at the other process, which knows nothing of this one's sockets but what stands in the database.
    await kim.client.data(`mutation { readNotifications { count } }`);
    await transfer(hong, kim, 300n);
    await socket?.until(() => counts().at(-1) === 1);
    expect(counts()).toEqual([0, 1, 2, 1]);
  } finally {
    socket?.close();
    await other.stop();
  }
});

test("who wants it is told by mail, once, also when events are read again", async () => {
  const [hong, kim] = [await api.member("홍길동"), await api.member()];
  await deposit(hong, 10_000n);
  await mailMoney(kim, true);
  await transfer(hong, kim, 777n);
  await transfer(hong, kim, 888n);
  const mails = async () => (await mailsTo(api, kim.email)).filter(({ template }) => template === "notification");
  const endAt = Date.now() + 15_000;
  while ((await mails()).length < 2 && Date.now() < endAt) await sleep(50);
  expect((await mails()).map(({ subject }) => subject).sort()).toEqual(["777원 들어왔어요", "888원 들어왔어요"]);

  // At least once: a reader that starts over meets what it has made already.
  const { outbox, notifications } = api.application.services;
  await api.owner.query(`UPDATE outbox_positions SET position = 0 WHERE reader = 'notifications'`);
  while ((await outbox.advance(notificationProjection)) > 0);
  const { rows } = await api.owner.query(
    `SELECT event_id::text AS "eventId", user_id AS "userId" FROM notifications WHERE user_id = $1`,
    [kim.userId],
  );
  for (const job of rows) await notifications.mailOne(job);
  expect(await mails()).toHaveLength(2);
  expect(await toldTo(kim)).toHaveLength(2);
  await mailMoney(kim, false);
  await transfer(hong, kim, 999n);
  await toldTo(kim, 3);
  await sleep(500);
  expect(await mails()).toHaveLength(2);
});

test("what is older than ninety days goes at once, however much it is", async () => {
  const hong = await api.member();
  const told = async () =>
    (await api.owner.query(`SELECT kind FROM notifications WHERE user_id = $1`, [hong.userId])).rows.map(
      ({ kind }) => kind,
    );
  await deposit(hong, 1_000n);
  await api.owner.query(
    `INSERT INTO notifications (event_id, user_id, kind, details, at)
     SELECT -n, $1, 'notice', '{"ko":{"title":"a","text":"b"},"en":{"title":"a","text":"b"}}', now() - interval '91 days'
     FROM generate_series(1, 12000) n`,
    [hong.userId],
  );
  await expect.poll(() => told(), { timeout: 10_000 }).toContain("charged");
  await api.application.services.notifications.forgetOld();
  expect(await told()).toEqual(["charged"]);
});
