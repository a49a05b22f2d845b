import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { generatePushKeys, PushSender } from "../../src/infra/push/push-sender.js";
import { notificationProjection } from "../../src/modules/notifications/index.js";
import { deposit, logIn, type Member, PASSWORD, startTestApi, type TestApi, transfer } from "../api-harness.js";
import { type Browser, type PushService, pushState, senderOf, startPushService, subscribe } from "../push-service.js";
import { appointed, lockMember } from "../staff.js";

let api: TestApi;
let service: PushService;
let hong: Member;
const log: string[] = [];

beforeAll(async () => {
  service = await startPushService();
  const settings = { PUSH_HOSTS: `${service.origin},*.push.apple.com,fcm.googleapis.com`, LOG_LEVEL: "warn" };
  api = await startTestApi(settings, undefined, { write: (line) => void log.push(line) });
  hong = await api.member("홍길동");
  await deposit(hong, 1_000_000n);
});
beforeEach(() => {
  service.answers.length = 0;
});
afterAll(async () => {
  await api.close();
  await service.close();
});

async function soon(isSo: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const endAt = Date.now() + withinMs;
  while (!(await isSo()) && Date.now() < endAt) await sleep(50);
  expect(await isSo()).toBe(true);
}

/** A member and the browser that is told. */
async function listener(name = "김나연", change: object = {}): Promise<{ kim: Member; browser: Browser }> {
  const kim = await api.member(name);
  const browser = service.browser();
  expect((await subscribe(kim, { ...browser.input, ...change })).__typename).toBe("PushChanged");
  return { kim, browser };
}

/** A further session, without the notice of a new device. */
async function logInAgain(member: Member): Promise<void> {
  const client = api.client();
  client.cookie = member.client.cookie?.split("; ").find((each) => each.startsWith("chickpay-device=")) ?? null;
  await logIn(member, client);
}

const rowsOf = async (member: Member) =>
  (await api.owner.query(`SELECT * FROM push_subscriptions WHERE user_id = $1`, [member.userId])).rows;

const changePassword = (member: Member) =>
  member.client.data(
    `mutation ($i: ChangePasswordInput!) { changePassword(input: $i) { ... on PasswordChanged { changedAt } } }`,
    { i: { currentPassword: PASSWORD, newPassword: "seven loud herons sleep" } },
  );

describe("what is told", () => {
  test("is little, for one browser's eyes alone, in the member's language, and under our name", async () => {
    const { kim, browser } = await listener();
    await transfer(hong, kim, 12_345n, { memo: "비밀" });
    await soon(() => browser.told().length > 0);
    const { notifications } = await kim.client.data(`{ notifications { edges { node { kind transferId } } } }`);
    const [{ node }] = notifications.edges;
    expect(node.kind).toBe("MONEY_IN");
    const [told] = browser.told();
    expect(told).toEqual({
      tag: expect.stringMatching(/^\d+$/),
      title: "12,345원 들어왔어요",
      text: "홍*동님이 보냈어요.",
      path: `/transfers/${node.transferId}`,
    });
    const [request] = browser.requests();
    expect(request?.headers).toMatchObject({
      ttl: "86400",
      topic: `e${told.tag}`,
      urgency: "normal",
      "content-encoding": "aes128gcm",
    });
    expect(request?.body.toString("latin1")).not.toContain("12,345");
    const { publicKey } = await pushState(kim);
    const sender = await senderOf(request as never, publicKey);
    expect(sender).toMatchObject({ aud: service.origin, sub: "mailto:no-reply@localhost", key: publicKey });

    // Neither where it goes nor its keys lie open, and nobody else's browser was asked.
    const [{ sealed, ...rest }] = await rowsOf(kim);
    for (const secret of Object.values(browser.input)) {
      expect(sealed.toString("latin1") + JSON.stringify(rest)).not.toContain(secret);
    }
    expect(service.received.every(({ path }) => browser.input.endpoint.endsWith(path))).toBe(true);
  });

  test("names no sum and no person where the member wants it so", async () => {
    const { kim, browser } = await listener("김나연", { hidesAmounts: true });
    await transfer(hong, kim, 54_321n);
    await soon(() => browser.told().length > 0);
    expect(browser.told()).toMatchObject([{ title: "돈이 들어왔어요", text: "앱에서 볼 수 있어요." }]);
    // A new address in the same browser is told the same way.
    const another = service.browser();
    expect(await subscribe(kim, another.input)).toMatchObject({ pushNotifications: { hidesAmounts: true } });
    await changePassword(kim);
    await soon(() => another.told().length > 0);
    expect(another.told()).toMatchObject([{ title: "비밀번호가 바뀌었어요", path: "/security" }]);
    expect(another.requests()[0]?.headers.urgency).toBe("high");
  });

  test("follows the settings, but for security", async () => {
    const { kim, browser } = await listener();
    const change = async (i: object) =>
      (
        await kim.client.data(
          `mutation ($i: ChangeNotificationSettingInput!) { changeNotificationSetting(input: $i) { settings { category byMail byPush isFixed } } }`,
          { i },
        )
      ).changeNotificationSetting.settings;
    expect(await change({ category: "MONEY", byPush: false })).toEqual([
      { category: "MONEY", byMail: false, byPush: false, isFixed: false },
      { category: "SECURITY", byMail: true, byPush: true, isFixed: true },
    ]);
    // One channel leaves the other as it is, and what is fixed stays.
    expect(await change({ category: "MONEY", byMail: true })).toMatchObject([{ byMail: true, byPush: false }, {}]);
    expect(await change({ category: "SECURITY", byPush: false })).toMatchObject([{}, { byPush: true }]);
    await transfer(hong, kim, 700n);
    await changePassword(kim);
    await soon(() => browser.told().length > 0);
    await sleep(500);
    expect(browser.told()).toMatchObject([{ title: "비밀번호가 바뀌었어요" }]);
  });

  test("comes once, however often events are read and jobs are done, also with two processes", async () => {
    const { kim, browser } = await listener();
    const other = await api.another();
    try {
      await transfer(hong, kim, 1n);
      await transfer(hong, kim, 2n);
      await soon(() => browser.told().length === 2);
      const { outbox, pushes } = api.application.services;
      await soon(async () => (await sentTo(kim)).length === 2);
      await api.owner.query(`UPDATE outbox_positions SET position = 0 WHERE reader = 'notifications'`);
      while ((await outbox.advance(notificationProjection)) > 0);
      const [{ session_id: sessionId }] = await rowsOf(kim);
      for (const { event_id: eventId } of await sentTo(kim)) {
        await pushes.sendOne({ eventId, userId: kim.userId, sessionId });
        await other.application.services.pushes.sendOne({ eventId, userId: kim.userId, sessionId });
      }
      // Jobs run side by side, so either may be told first.
      const titles = browser.told().map(({ title }: { title: string }) => title);
      expect(titles.sort()).toEqual(["1원 들어왔어요", "2원 들어왔어요"]);
      expect(new Set(browser.told().map(({ tag }: { tag: string }) => tag)).size).toBe(2);
    } finally {
      await other.stop();
    }
  });

  const sentTo = async (member: Member) =>
    (
      await api.owner.query(
        `SELECT event_id::text FROM notifications WHERE user_id = $1 AND cardinality(pushed_to) > 0`,
        [member.userId],
      )
    ).rows;
});

describe("a push service that", () => {
  test("has trouble is asked again", async () => {
    const { kim, browser } = await listener();
    service.answers.push(503);
    await transfer(hong, kim, 10n);
    await soon(() => browser.requests().length === 2);
    expect(browser.told()[1]).toEqual(browser.told()[0]);
    expect(await rowsOf(kim)).toHaveLength(1);
  });

  test.each([404, 410])("says that nobody is there any more (%i) is believed", async (status) => {
    const { kim, browser } = await listener();
    service.answers.push(status);
    await transfer(hong, kim, 10n);
    await soon(async () => (await rowsOf(kim)).length === 0);
    await transfer(hong, kim, 20n);
    await sleep(1_000);
    expect(browser.requests()).toHaveLength(1);
    expect(await pushState(kim)).toMatchObject({ isOn: false });
  });

  test("refuses, or sends elsewhere, is not followed, and the log names neither address nor message", async () => {
    for (const status of [400, 307]) {
      const { kim, browser } = await listener();
      log.length = 0;
      service.answers.push(status);
      await transfer(hong, kim, 98_765n);
      await soon(() => log.some((line) => line.includes("was given up")));
      expect(log.join("")).toContain(`did not take a message: ${status}`);
      for (const secret of [...Object.values(browser.input), "98,765", "홍*동"]) {
        expect(log.join("")).not.toContain(secret);
      }
      expect(browser.requests()).toHaveLength(1);
      expect(await rowsOf(kim)).toHaveLength(1);
    }
  });
});

describe("a browser is told no longer", () => {
  const endings: Record<string, (kim: Member) => Promise<unknown>> = {
    "after it was turned off": (kim) =>
      kim.client.data(`mutation { unsubscribeFromPush { pushNotifications { isOn } } }`),
    "after the log-out": (kim) => kim.client.data(`mutation { logOut }`),
    "after its session was ended elsewhere": async (kim) => {
      await logInAgain(kim);
      await kim.client.data(`mutation { endOtherSessions { __typename } }`);
    },
    "after the staff locked the member": async (kim) => {
      const operator = await appointed(api, "operator");
      expect((await lockMember(operator.client, kim.email)).data.lockMember.__typename).toBe("StandingChanged");
    },
    "after the member left": async (kim) => {
      await transfer(kim, hong, 10n);
      await kim.client.data(`mutation ($i: CloseMembershipInput!) { closeMembership(input: $i) { __typename } }`, {
        i: { password: PASSWORD },
      });
    },
    "after its refresh token was used twice": async (kim) => {
      const { rows } = await api.owner.query(`SELECT id FROM sessions WHERE user_id = $1`, [kim.userId]);
      // As `SessionService` ends it in its own statement.
      await api.owner.query(`UPDATE sessions SET revoked_at = clock_timestamp() WHERE id = $1`, [rows[0].id]);
    },
  };
  test.each(Object.entries(endings))("%s", async (_name, end) => {
    const { kim, browser } = await listener();
    await transfer(hong, kim, 10n);
    await soon(() => browser.told().length === 1);
    expect(await pushState(kim)).toMatchObject({ isOn: true, others: 0 });
    await end(kim);
    expect(await rowsOf(kim)).toEqual([]);
    await transfer(hong, kim, 20n);
    await sleep(1_000);
    expect(browser.told()).toHaveLength(1);
  });

  test("when its session has run out", async () => {
    const { kim, browser } = await listener();
    await api.owner.query(`UPDATE sessions SET expires_at = clock_timestamp() WHERE user_id = $1`, [kim.userId]);
    await transfer(hong, kim, 10n);
    await sleep(1_000);
    expect(browser.requests()).toEqual([]);
    await api.application.services.pushes.forgetEnded();
    expect(await rowsOf(kim)).toEqual([]);
  });

  test("once somebody else turns it on there", async () => {
    const [{ kim, browser }, lee] = [await listener(), await api.member("이서연")];
    expect(await subscribe(lee, browser.input)).toMatchObject({ pushNotifications: { isOn: true } });
    expect(await rowsOf(kim)).toEqual([]);
    expect(await pushState(kim)).toMatchObject({ isOn: false });
    await transfer(hong, kim, 10n);
    await transfer(hong, lee, 20n);
    await soon(() => browser.told().length > 0);
    await sleep(500);
    expect(browser.told()).toMatchObject([{ title: "20원 들어왔어요" }]);
  });

  test("a token that outlives its session turns nothing on", async () => {
    const kim = await api.member();
    await api.owner.query(`UPDATE sessions SET revoked_at = clock_timestamp() WHERE user_id = $1`, [kim.userId]);
    const subscribed = api.application.services.pushes.subscribe(
      { userId: kim.userId as never, sessionId: (await sessionOf(kim)) as never },
      service.browser().input,
      { sessionId: null, address: "", userAgent: null, requestId: "" },
    );
    await expect(subscribed).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  const sessionOf = async (member: Member) =>
    (await api.owner.query(`SELECT id FROM sessions WHERE user_id = $1`, [member.userId])).rows[0].id;
});

test("ten browsers of a member are told, and the eleventh takes the place of the one told least lately", async () => {
  const { kim, browser } = await listener();
  const browsers = [browser];
  for (let i = 0; i < 10; i++) {
    await logInAgain(kim);
    browsers.push(service.browser());
    await subscribe(kim, browsers.at(-1)?.input ?? {});
  }
  expect(await pushState(kim)).toMatchObject({ isOn: true, others: 9 });
  await transfer(hong, kim, 10n);
  await soon(() => browsers.slice(1).every((each) => each.told().length === 1));
  expect(browser.told()).toEqual([]);
});

describe("what is sent nowhere", () => {
  test.each([
    "https://push.example.com/1",
    "https://fcm.googleapis.com.example.com/1",
    "https://xfcm.googleapis.com/1",
    "https://push.apple.com/1",
    "https://fcm.googleapis.com:8443/1",
    "https://user:password@fcm.googleapis.com/1",
    "http://fcm.googleapis.com/1",
    "https://127.0.0.1/1",
    "https://[::1]/1",
    "https://localhost/1",
    "https://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
    "push",
  ])("addresses that are none of a push service's: %s", async (endpoint) => {
    expect(await subscribe(hong, { ...service.browser().input, endpoint })).toEqual({
      __typename: "InvalidInput",
      fields: [{ path: "endpoint", message: "이 브라우저의 푸시 서비스로는 알려 드릴 수 없어요." }],
    });
    expect(await rowsOf(hong)).toEqual([]);
  });

  test("addresses of the known ones are taken, and keys that are none refused by name", async () => {
    const sender = new PushSender(generatePushKeys(), "mailto:a@b.example", ["*.push.apple.com", "fcm.googleapis.com"]);
    expect(sender.reaches("https://web.push.apple.com/abc")).toBe(true);
    expect(sender.reaches("https://fcm.googleapis.com/fcm/send/abc")).toBe(true);
    const kim = await api.member();
    const { input } = service.browser();
    for (const change of [{ p256dh: "A".repeat(87) }, { p256dh: "x" }, { auth: "short" }]) {
      expect((await subscribe(kim, { ...input, ...change })).fields).toMatchObject([{ path: Object.keys(change)[0] }]);
    }
  });

  test("messages for an address that the configuration no longer allows, or for another key of ours", async () => {
    const { input } = service.browser();
    const before = service.received.length;
    const message = { payload: "{}", topic: "t", urgency: "normal", ttlSeconds: 60 } as const;
    expect(await new PushSender(generatePushKeys(), "mailto:a@b.example", []).send(input, message)).toBe("gone");
    const { kim } = await listener();
    await api.owner.query(`UPDATE push_subscriptions SET application_key = 'former' WHERE user_id = $1`, [kim.userId]);
    expect(await pushState(kim)).toMatchObject({ isOn: false });
    await transfer(hong, kim, 10n);
    await sleep(1_000);
    expect(service.received).toHaveLength(before);
  });
});
