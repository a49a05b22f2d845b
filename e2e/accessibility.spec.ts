import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expectToFit } from "./fit.ts";
import { expect, test } from "./journey.ts";
import { charge, signUp } from "./person.ts";
import type { Screen } from "./screen.ts";
import { MEMBER_SCREENS, NEWCOMER_SCREENS, openEach, STRANGER_SCREENS } from "./screens.ts";
import { speak } from "./speak.ts";

const CLS_MAX = 0.1;

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

for (const viewport of [PHONE, DESK]) {
  const isPhone = viewport === PHONE;
  const looks = `both themes${isPhone ? " and languages" : ""}`;
  test(`every screen is accessible and steady at ${viewport.width} px, in ${looks}`, async ({ browser }) => {
    test.setTimeout(1_200_000);
    const lookAt = async (page: Page, screen: Screen) => {
      await expectSound(page, screen);
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
