import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectToFit } from "./fit.ts";
import { expect, test } from "./journey.ts";
import { signUp } from "./person.ts";
import type { Screen } from "./screen.ts";
import { MEMBER_SCREENS, NEWCOMER_SCREENS, STRANGER_SCREENS } from "./screens.ts";

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
