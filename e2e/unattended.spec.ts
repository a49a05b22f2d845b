import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expectToFit } from "./fit.ts";
import { expect, test } from "./journey.ts";
import { PASSWORD, type Person, signUp } from "./person.ts";

const KEEP = "이 기기에서 로그인 유지하기";

/** Logs in as on a device that others use too: the browser is not to keep the session. */
async function logInForNow(page: Page, { email }: Pick<Person, "email">): Promise<void> {
  await page.getByRole("textbox", { name: "이메일" }).fill(email);
  await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  const keep = page.getByRole("checkbox", { name: KEEP });
  if (await keep.isChecked()) await keep.click();
  await page.getByRole("button", { name: "로그인", exact: true }).click();
}

/** What watches comes a second after the screen, with what shows notices. */
async function isWatched(page: Page): Promise<void> {
  await page.clock.runFor(2_000);
  await expect(page.getByRole("region", { name: /^알림/ })).toBeAttached();
}

/** A browser of others, in which somebody looks at the history, and a clock that we turn. */
async function openForNow(browser: Browser) {
  const hong = await signUp(browser, "홍길동");
  const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto("/login?next=%2Fhistory%3Fq%3Dlee");
  await logInForNow(page, hong);
  const history = page.getByRole("heading", { name: "내역", level: 1 });
  await expect(history).toBeVisible();
  await isWatched(page);
  return { hong, context, page, history, closed: page.getByText(CLOSED) };
}

const CLOSED = "오래 쓰지 않아 로그아웃했어요";

async function refreshCookies(context: BrowserContext): Promise<string[]> {
  return (await context.cookies()).map(({ name }) => name).filter((name) => name.includes("refresh"));
}

/** All but the first refresh of a page, which boot.js asks for by its name, bring their new cookie late. */
async function answerRefreshesLate(page: Page, waitMs: number) {
  const slow = { answered: 0 };
  await page.route("**/graphql", async (route) => {
    if (route.request().postData()?.includes("operationName")) return route.fallback();
    const response = await route.fetch();
    await new Promise((done) => setTimeout(done, waitMs));
    await route.fulfill({ response });
    slow.answered += 1;
  });
  return slow;
}

test("on a device of others, a page that nobody touches asks for a minute, logs out, and is there again", async ({
  browser,
}) => {
  const { hong, context, page, history, closed } = await openForNow(browser);
  const question = page.getByRole("dialog", { name: /뒤에 로그아웃돼요/ });
  const isQuiet = async () => {
    await page.clock.runFor(1_500);
    await expect(question).toBeHidden();
    await expect(history).toBeVisible();
  };
  await page.clock.fastForward("08:30");
  await isQuiet();
  await page.clock.fastForward("00:40");
  await expect(question).toContainText("9분 동안 쓰지 않았어요");
  await expectToFit(page, "the question");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.clock.runFor(500);
    await page.screenshot({ path: `test-results/unattended-${colorScheme}.png` });
    expect((await new AxeBuilder({ page }).include("[role=dialog]").analyze()).violations).toEqual([]);
  }
  await question.getByRole("button", { name: "계속하기" }).click();
  await isQuiet();

  // A touch counts without being asked for, and work in another tab too.
  await page.clock.fastForward("08:30");
  await page.keyboard.press("Tab");
  await page.clock.fastForward("08:30");
  await isQuiet();
  const second = await context.newPage();
  await second.clock.install({ time: await page.evaluate(() => Date.now()) });
  await second.goto("/more");
  await expect(second.getByRole("heading", { name: "전체" })).toBeVisible();
  await isWatched(second);
  await second.keyboard.press("Tab");
  await page.clock.fastForward("01:00");
  await isQuiet();

  await page.clock.fastForward("11:00");
  await expect(closed).toBeVisible();
  await expect(second.getByText(CLOSED)).toBeVisible();
  await expect.poll(() => refreshCookies(context)).toEqual([]);
  await expect(page.getByRole("checkbox", { name: KEEP })).not.toBeChecked();
  await logInForNow(page, hong);
  await expect(history).toBeVisible();
  await context.close();
});

test("a page that comes back too late, and offline, is closed at once, and the session with the network", async ({
  browser,
}) => {
  const { hong, context, page, history, closed } = await openForNow(browser);
  await context.setOffline(true);
  // As a lid that was closed for half an hour.
  await page.clock.fastForward("30:00");
  await expect(closed).toBeVisible();
  expect(new URL(page.url()).search).toBe("?next=%2Fhistory&reason=unattended");
  expect(await refreshCookies(context)).toHaveLength(1);
  await context.setOffline(false);
  await expect.poll(() => refreshCookies(context)).toEqual([]);

  // Where the page was closed meanwhile, who opens it again is not let in.
  await logInForNow(page, hong);
  await expect(history).toBeVisible();
  const later = (await page.evaluate(() => Date.now())) + 11 * 60_000;
  await page.close();
  const again = await context.newPage();
  await again.clock.install({ time: later });
  const slow = await answerRefreshesLate(again, 3_000);
  await again.goto("/history");
  await again.clock.runFor(2_000);
  await expect(again.getByText(CLOSED)).toBeVisible();
  await expect.poll(() => slow.answered).toBeGreaterThan(0);
  await expect.poll(() => refreshCookies(context)).toEqual([]);
  await expect(again.getByText(CLOSED)).toBeVisible();
  await context.close();
});

test("where the browser keeps the session, nobody is asked", async ({ browser }) => {
  const { page } = await signUp(browser, "홍길동");
  await page.clock.install();
  await page.reload();
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();
  await isWatched(page);
  await page.clock.fastForward("30:00");
  await page.clock.runFor(2_000);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();
});
