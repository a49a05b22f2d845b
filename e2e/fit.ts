import { expect, type Page } from "@playwright/test";

/** Nothing is wider than the window. `screen` says where, should it fail. */
export async function expectToFit(page: Page, screen: string): Promise<void> {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways, `${screen} scrolls sideways at ${page.viewportSize()?.width} px`).toBeLessThanOrEqual(0);
}
