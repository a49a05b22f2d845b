import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { findFreePort } from "./free-port.ts";
import { expect, test } from "./journey.ts";

const WEB = join(import.meta.dirname, "../web");

let vite: ChildProcess;
let url: string;

test.beforeAll(async () => {
  const port = await findFreePort();
  url = `http://localhost:${port}/design`;
  const args = ["--port", String(port), "--strictPort", "--host", "localhost"];
  vite = spawn(process.execPath, [join(WEB, "node_modules/vite/bin/vite.js"), ...args], { cwd: WEB, stdio: "ignore" });
  const answers = () =>
    fetch(url).then(
      (response) => response.ok,
      () => false,
    );
  await expect.poll(answers, { timeout: 30_000 }).toBe(true);
});

test.afterAll(async () => {
  vite.kill();
  await once(vite, "exit");
});

test("the development server's page shows every part, accessible in both themes", async ({ page }) => {
  // The first visit makes the development server look for what it has to prepare.
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "Design" })).toBeVisible({ timeout: 60_000 });
  for (const theme of ["Light", "Dark"]) {
    await page.getByText(theme, { exact: true }).click();
    await expect(page.getByRole("region", { name: "Failure" })).toBeVisible();
    await page.waitForTimeout(600);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${theme}: ${id} – ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
      [],
    );
    if (process.env.DESIGN_DIR)
      await page.screenshot({ path: `${process.env.DESIGN_DIR}/design-${theme}.png`, fullPage: true });
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
