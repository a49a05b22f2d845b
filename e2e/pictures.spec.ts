import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Page, test } from "@playwright/test";
import { charge, prepareTransfer, sendButton, signUp } from "./person.ts";
import type { Screen } from "./screen.ts";
import { MEMBER_SCREENS, NEWCOMER_SCREENS, openEach, STRANGER_SCREENS } from "./screens.ts";

const folder = process.env.SCREENS_DIR ?? "docs/screens";

/** WebP, which Playwright's own screenshots do not offer: a third of the bytes. */
async function picture(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(700);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 70 });
  await session.detach();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.webp`), Buffer.from(data, "base64"));
}

for (const theme of ["light", "dark"] as const) {
  for (const viewport of [
    { width: 360, height: 780 },
    { width: 1280, height: 800 },
  ]) {
    test(`pictures at ${viewport.width} px, ${theme}`, async ({ browser }) => {
      test.setTimeout(480_000);
      const takeOf = (page: Page) => (screen: Screen) => picture(page, `${screen.name}-${viewport.width}-${theme}`);
      const stranger = await (await browser.newContext({ viewport, colorScheme: theme })).newPage();
      const kim = await signUp(browser, "김나연");
      const kims = kim.account;
      await openEach(stranger, STRANGER_SCREENS, { accountPath: "", recipient: kims.number }, takeOf(stranger));
      const hong = await signUp(browser, "홍길동", viewport);
      await hong.page.emulateMedia({ colorScheme: theme });
      const hongs = hong.account;
      const surroundings = { accountPath: `/accounts/${hongs.id}`, recipient: kims.number };
      await openEach(hong.page, NEWCOMER_SCREENS, surroundings, takeOf(hong.page));
      await charge(hong, "1284500");
      await charge(kim, "300000");
      // A little life in the history before it is looked at.
      for (const [person, number, amount] of [
        [hong, kims.number, "27350"],
        [kim, hongs.number, "32000"],
        [hong, kims.number, "4800"],
      ] as const) {
        await prepareTransfer(person, number, amount);
        await sendButton(person.page).click();
        await person.page.getByRole("heading", { name: /보냈어요/ }).waitFor();
      }
      await openEach(hong.page, MEMBER_SCREENS, surroundings, takeOf(hong.page));
    });
  }
}
