import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Page, Worker } from "@playwright/test";
import { expect, test as journey } from "./journey.ts";
import { charge, type Person, prepareTransfer, sendButton, signUp } from "./person.ts";
import { type PushService, startPushService, type Told } from "./push-service.ts";
import { type Server, startServer } from "./server.ts";

/** A server whose messages to browsers come to us. */
const test = journey.extend<object, { service: PushService; server: Server }>({
  service: [
    // biome-ignore lint/correctness/noEmptyPattern: the way fixtures are written
    async ({}, use) => {
      const service = await startPushService();
      await use(service);
      await service.stop();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ service }, use) => {
      const server = await startServer({ PUSH_HOSTS: service.origin, DEMO_DATA: "off" });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
});
test.use({ serviceWorkers: "allow" });

/** The browser's own push service needs a network, so what it gives comes from ours; all else is the browser's. */
async function withPushService(context: BrowserContext, subscription: object): Promise<void> {
  await context.addInitScript((given) => {
    const isOn = () => sessionStorage.getItem("test.push") === "on";
    const made = () => ({
      ...given,
      toJSON: () => given,
      options: { applicationServerKey: null },
      unsubscribe: async () => {
        sessionStorage.removeItem("test.push");
        return true;
      },
    });
    Object.assign(PushManager.prototype, {
      subscribe: async ({ applicationServerKey, userVisibleOnly }: PushSubscriptionOptionsInit) => {
        if (!userVisibleOnly || !/^[\w-]{87}$/.test(String(applicationServerKey))) throw new Error("wrong options");
        sessionStorage.setItem("test.push", "on");
        return made();
      },
      getSubscription: async () => (isOn() ? made() : null),
    });
  }, subscription);
}

/** Hands the message to the page's service worker, as the browser does with what it has decrypted. */
async function deliver({ context, page }: Pick<Person, "context" | "page">, told: Told): Promise<void> {
  const { origin } = new URL(page.url());
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL, isDeleted }) => !isDeleted && scopeURL.startsWith(origin));
      if (own) resolve(own.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const registrationId = await registered;
  await session.send("ServiceWorker.deliverPushMessage", {
    origin,
    registrationId,
    data: JSON.stringify(told),
  });
  await session.detach();
}

const shownIn = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
  });

/** Again and again until it is there: what a debugger hands over can get lost, and coming twice is no harm. */
async function deliverUntilShown(person: Person, told: Told): Promise<void> {
  await expect(async () => {
    await deliver(person, told);
    await expect.poll(() => shownIn(person.page), { timeout: 3_000 }).toHaveLength(1);
  }).toPass({ timeout: 20_000 });
}

/** Taps the notification. Without a person's tap no worker may open or focus a tab, so what it asks for is noted. */
const tap = (worker: Worker) =>
  worker.evaluate(async () => {
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration;
      clients: { openWindow(url: string): Promise<null> };
      WindowClient: { prototype: object };
      NotificationEvent: new (type: string, init: object) => Event;
    };
    const asked: string[] = [];
    scope.clients.openWindow = async (url) => {
      asked.push(`opens ${new URL(url).pathname}`);
      return null;
    };
    Object.assign(scope.WindowClient.prototype, {
      async focus(this: { url: string }) {
        asked.push(`focuses ${new URL(this.url).pathname}`);
      },
    });
    const [notification] = await scope.registration.getNotifications();
    const event = new scope.NotificationEvent("notificationclick", { notification });
    let done: Promise<unknown> = Promise.resolve();
    Object.assign(event, { waitUntil: (work: Promise<unknown>) => (done = work) });
    self.dispatchEvent(event);
    await done;
    return { asked, left: (await scope.registration.getNotifications()).length };
  });

/** The browser says that it has another address. */
const changeAddress = (worker: Worker, subscription: object) =>
  worker.evaluate(async (given) => {
    const event = new Event("pushsubscriptionchange");
    let done: Promise<unknown> = Promise.resolve();
    Object.assign(event, {
      oldSubscription: null,
      newSubscription: { toJSON: () => given },
      waitUntil: (work: Promise<unknown>) => (done = work),
    });
    self.dispatchEvent(event);
    await done;
  }, subscription);

async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

async function send(from: Person, number: string, amount: string): Promise<void> {
  await prepareTransfer(from, number, amount);
  await sendButton(from.page).click();
  await expect(from.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
}

test("a closed app tells what came in, once, and a tap opens it; it ends when one turns it off", async ({
  browser,
  service,
}) => {
  const [hong, kim] = [await signUp(browser, "홍길동"), await signUp(browser, "김나연")];
  const number = kim.account.number;
  await charge(hong, "500000");
  const phone = service.browser();
  await withPushService(kim.context, phone.subscription);

  await kim.context.grantPermissions([]);
  await kim.page.goto("/notifications/settings");
  const box = kim.page.getByRole("region", { name: "이 기기에서 바로 알림 받기" });
  await expect(box).toContainText("알림을 막아 두었어요");
  await expect(box.getByRole("button")).toHaveCount(0);
  await expectSound(kim.page);

  await kim.context.grantPermissions(["notifications"]);
  await kim.page.reload();
  await expect(box).toContainText("칙페이를 닫아 두어도 이 기기의 화면에 알려 드려요");
  await expectSound(kim.page);
  const security = kim.page.getByRole("group", { name: /계정을 지키는/ });
  await expect(security.getByRole("checkbox", { name: "기기 알림으로" })).toBeDisabled();
  await box.getByRole("button", { name: "알림 켜기" }).click();
  await expect(box).toContainText("켜져 있어요");
  await expectSound(kim.page);
  await kim.page.reload();
  await expect(box).toContainText("켜져 있어요");

  await send(hong, number, "12000");
  await expect.poll(() => phone.told()).toHaveLength(1);
  const [told] = phone.told() as [Told];
  expect(told).toMatchObject({ title: "12,000원 들어왔어요", text: "홍*동님이 보냈어요." });
  await deliverUntilShown(kim, told);
  // At least once means that it may come twice.
  await deliver(kim, told);
  const { title, text: body, tag } = told;
  await expect.poll(() => shownIn(kim.page)).toEqual([{ title, body, tag }]);
  const [worker] = kim.context.serviceWorkers() as [Worker];
  expect(await tap(worker)).toEqual({ asked: [`opens ${told.path}`], left: 0 });
  await kim.page.goto(told.path);
  await expect(kim.page.getByRole("heading", { name: /홍\*동님이/ })).toBeVisible();
  await deliverUntilShown(kim, told);
  expect(await tap(worker)).toEqual({ asked: [`focuses ${told.path}`], left: 0 });

  // Another address, and the tab, whose refresh token the worker has used, goes on.
  const renewed = service.browser();
  await changeAddress(worker, renewed.subscription);
  await kim.page.goto("/notifications/settings");
  const hides = box.getByRole("checkbox", { name: "금액과 이름은 숨기기" });
  await expect(hides).not.toBeChecked();
  await send(hong, number, "13000");
  await expect.poll(() => renewed.told()).toMatchObject([{ title: "13,000원 들어왔어요" }]);
  expect(phone.told()).toHaveLength(1);

  await hides.click();
  await expect(hides).toBeChecked();
  await send(hong, number, "14000");
  await expect.poll(() => phone.told().at(-1)).toMatchObject({ title: "돈이 들어왔어요" });

  await box.getByRole("button", { name: "이 기기에서 끄기" }).click();
  await expect(box.getByRole("button", { name: "알림 켜기" })).toBeVisible();
  const before = phone.told().length;
  await send(hong, number, "15000");
  await kim.page.goto("/notifications");
  await expect(kim.page.getByRole("link", { name: /15,000원 들어왔어요/ })).toBeVisible();
  expect(phone.told()).toHaveLength(before);
});

test("where the app cannot do it, it says so and asks nothing", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  await hong.context.addInitScript(() => {
    delete (window as { PushManager?: unknown }).PushManager;
  });
  await hong.page.goto("/notifications/settings");
  const box = hong.page.getByRole("region", { name: "이 기기에서 바로 알림 받기" });
  await expect(box).toContainText("이 브라우저에서는 쓸 수 없어요");
  await expect(box.getByRole("button")).toHaveCount(0);
});
