import { AxeBuilder } from "@axe-core/playwright";
import { expectToFit } from "./fit.ts";
import { expect, test } from "./journey.ts";
import { charge, expectBalance, signUp } from "./person.ts";
import { startServer } from "./server.ts";

test("while the server is being worked on the app says until when, in both languages, and is there again after it", async ({
  browser,
  baseURL,
}) => {
  const closed = await startServer({
    MAINTENANCE_UNTIL: "2126-12-01T03:00:00+09:00",
    ALLOWED_ORIGINS: String(baseURL),
  });
  try {
    const hong = await signUp(browser, "홍길동");
    const { page } = hong;
    await charge(hong, "10000");
    await page.setViewportSize({ width: 360, height: 780 });
    const notice = page.getByRole("dialog", { name: "점검하고 있어요" });

    // What one meets in the middle of something, and what one opens the app to.
    await page.route("**/graphql", async (route) => {
      await route.fulfill({ response: await route.fetch({ url: `${closed.url}/graphql` }) });
    });
    await page.getByRole("link", { name: "내역" }).first().click();
    await expect(notice).toBeVisible();
    await page.keyboard.press("Escape");
    await page.reload();
    await expect(notice).toContainText("2126년 12월 1일 03:00에 다시 열어요");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      // A device that turns dark in the evening takes the app with it.
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      await expectToFit(page, "maintenance");
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.screenshot({ path: `test-results/maintenance-${colorScheme}.png` });
    }
    await page.evaluate(() => localStorage.setItem("chickpay.language", "en"));
    await page.reload();
    await expect(page.getByRole("dialog", { name: "Down for maintenance" })).toContainText("1 December 2126");
    await page.evaluate(() => localStorage.setItem("chickpay.language", "ko"));

    await page.unroute("**/graphql");
    await page.getByRole("button", { name: "See whether we are open" }).click();
    await expect(page.getByText("+10,000원").first()).toBeVisible();
    await page.goto("/");
    await expectBalance(page, "10,000원");
  } finally {
    await closed.stop();
  }
});
