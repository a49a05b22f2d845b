import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./journey.ts";
import { charge, signUp } from "./person.ts";
import type { Screen } from "./screen.ts";
import { MEMBER_SCREENS, NEWCOMER_SCREENS, openEach, STRANGER_SCREENS } from "./screens.ts";
import { speak } from "./speak.ts";

const CLS_MAX = 0.1;

/** `npm run test:screens` looks in both themes and languages, on a phone and at a desk; `npm test` as most see it. */
const IS_THOROUGH = process.env.SCREENS === "all";

/** Starts adding up layout shifts as the browser does for Core Web Vitals; taps excuse what follows them. */
async function watchLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const target = window as unknown as { layoutShift: number };
    target.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
        if (!entry.hadRecentInput) target.layoutShift += entry.value;
      }
    }).observe({ entryTypes: ["layout-shift"] });
  });
}

async function expectSound(page: Page, { name: screen, path }: Screen): Promise<void> {
  // A screen that was led elsewhere would be looked at under a wrong name.
  const shape = path.replace(/^\//, "").replaceAll(/:\w+/g, "[^/]+").replace("*", ".+");
  expect(new URL(page.url()).pathname, screen).toMatch(new RegExp(`^/${shape}$`));
  // Let what fades in arrive: a colour half-way has no contrast to speak of.
  await page.waitForTimeout(600);
  const shift = await page.evaluate(() => (window as unknown as { layoutShift: number }).layoutShift);
  expect(shift, `${screen}: layout shift`).toBeLessThan(CLS_MAX);
  await expectToFit(page, screen);
  await expectAccessible(page, `${screen}, light`);
  if (!IS_THOROUGH) return;
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForTimeout(300);
  await expectAccessible(page, `${screen}, dark`);
}

/** From dark to light, the other way round. */
async function expectSoundInEnglish(page: Page, { name }: Screen): Promise<void> {
  if (!(await speak(page, "en"))) return;
  await expectToFit(page, `${name} in English`);
  await expectAccessible(page, `${name} in English, dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForTimeout(300);
  await expectAccessible(page, `${name} in English, light`);
  await speak(page, "ko");
}

async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${screen}: ${id} – ${nodes.map((node) => node.html).join(" | ")}`)).toEqual(
    [],
  );
}

async function expectToFit(page: Page, screen: string): Promise<void> {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways, `${screen} scrolls sideways at ${page.viewportSize()?.width} px`).toBeLessThanOrEqual(0);
}

/** The narrowest phone, which is also a wide screen at 400 % (WCAG 1.4.10), and what lies between phone and desk. */
async function expectToFitElsewhere(page: Page, { name }: Screen): Promise<void> {
  const viewport = page.viewportSize();
  if (!viewport) throw new Error("the page has no size");
  for (const width of [320, 640, 768]) {
    await page.setViewportSize({ width, height: viewport.height });
    await expectToFit(page, name);
  }
  await page.setViewportSize(viewport);
}

/** What moved for our sake is nobody's fault. */
async function forgetLayoutShifts(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
  await page.evaluate(() => {
    (window as unknown as { layoutShift: number }).layoutShift = 0;
  });
}

const PHONE = { width: 360, height: 780 };
const DESK = { width: 1280, height: 900 };

for (const viewport of IS_THOROUGH ? [PHONE, DESK] : [PHONE]) {
  const isPhone = viewport === PHONE;
  const looks = IS_THOROUGH ? `, in both themes${isPhone ? " and languages" : ""}` : "";
  test(`every screen is accessible and steady at ${viewport.width} px${looks}`, async ({ browser }) => {
    test.setTimeout(1_200_000);
    const lookAt = async (page: Page, screen: Screen) => {
      await expectSound(page, screen);
      if (!IS_THOROUGH) return;
      if (isPhone) {
        await expectSoundInEnglish(page, screen);
        await expectToFitElsewhere(page, screen);
        await forgetLayoutShifts(page);
      }
      await page.emulateMedia({ colorScheme: "light" });
    };
    const context = await browser.newContext({ viewport, colorScheme: "light" });
    const stranger = await context.newPage();
    await watchLayoutShifts(stranger);
    const kim = await signUp(browser, "김나연");
    const recipient = kim.account.number;
    await kim.context.close();
    await openEach(stranger, STRANGER_SCREENS, { accountPath: "", recipient }, (screen) => lookAt(stranger, screen));
    const hong = await signUp(browser, "홍길동", viewport);
    await hong.page.emulateMedia({ colorScheme: "light" });
    await watchLayoutShifts(hong.page);
    const surroundings = { recipient, accountPath: `/accounts/${hong.account.id}` };
    const look = (screen: Screen) => lookAt(hong.page, screen);
    await openEach(hong.page, NEWCOMER_SCREENS, surroundings, look);
    await charge(hong, "1300000");
    await openEach(hong.page, MEMBER_SCREENS, surroundings, look);
  });
}

test("every address speaks English from the start, and fits", async ({ browser }) => {
  test.setTimeout(600_000);
  const addresses = (screens: readonly Screen[]) =>
    [...new Set(screens.map(({ path }) => `/${path}`.replace("//", "/")))].filter((path) => !/[:*]|^\/dev/.test(path));
  const open = async (page: Page, path: string) => {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await expectToFit(page, `${path} in English`);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  };
  const english = { colorScheme: "light", viewport: { width: 360, height: 780 } } as const;
  const speakEnglish = () => localStorage.setItem("chickpay.language", "en");

  const stranger = await (await browser.newContext(english)).newPage();
  await stranger.addInitScript(speakEnglish);
  for (const path of addresses(STRANGER_SCREENS)) await open(stranger, path);

  const hong = await signUp(browser, "홍길동", english.viewport);
  const { page } = hong;
  const accountPath = `/accounts/${hong.account.id}`;
  await page.addInitScript(speakEnglish);
  for (const path of [...addresses(MEMBER_SCREENS), accountPath, `${accountPath}/limits`]) await open(page, path);
});

test("every route of the app is among the screens", async () => {
  const router = await readFile(join(import.meta.dirname, "../web/src/app/router.tsx"), "utf8");
  // The design page is a development server's alone: design.spec.ts.
  const routes = [...router.matchAll(/\bpath: "([^"]+)"/g)].map(([, path]) => path).filter((path) => path !== "design");
  const listed = [...STRANGER_SCREENS, ...NEWCOMER_SCREENS, ...MEMBER_SCREENS].map(({ path }) => path);
  // The first page has no path of its own; the development mailbox is the API's.
  expect(new Set(listed)).toEqual(new Set([...routes, "/", "dev/mailbox", "dev/mailbox/:id"]));
});
