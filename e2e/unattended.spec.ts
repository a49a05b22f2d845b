import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expectToFit } from "./fit.ts";
import { expect, test } from "./journey.ts";
import { PASSWORD, type Person, signUp } from "./person.ts";

/** Logs in as on a device that others use too: the browser is not to keep the session. */
async function logInForNow(page: Page, { email }: Pick<Person, "email">): Promise<void> {
  await page.getByRole("textbox", { name: "이메일" }).fill(email);
  await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  const keep = page.getByRole("checkbox", { name: "이 기기에서 로그인 유지하기" });
  if (await keep.isChecked()) await keep.click();
  await page.getByRole("button", { name: "로그인", exact: true }).click();
}

test("on a device of others, a page that nobody touches asks for a minute, logs out, and is there again", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto("/login?next=%2Fhistory");
  await logInForNow(page, hong);
  const history = page.getByRole("heading", { name: "내역", level: 1 });
  await expect(history).toBeVisible();
  const question = page.getByRole("dialog", { name: /뒤에 로그아웃돼요/ });
  // Its code comes a second after the screen.
  await page.clock.runFor(2_000);
  await page.waitForLoadState("networkidle");

  await page.clock.fastForward("08:30");
  await expect(question).toBeHidden();
  await page.clock.fastForward("00:40");
  await expect(question).toContainText("10분 동안 쓰지 않았어요");
  await expectToFit(page, "the question");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.clock.runFor(500);
    await page.screenshot({ path: `test-results/unattended-${colorScheme}.png` });
  }
  expect((await new AxeBuilder({ page }).include("[role=dialog]").analyze()).violations).toEqual([]);
  await question.getByRole("button", { name: "계속하기" }).click();
  await page.clock.runFor(1_500);
  await expect(question).toBeHidden();

  // A touch counts without being asked for.
  await page.clock.fastForward("08:30");
  await page.keyboard.press("Tab");
  await page.clock.fastForward("08:30");
  await expect(question).toBeHidden();

  await page.clock.fastForward("05:00");
  await expect(page.getByText("오래 쓰지 않아 로그아웃했어요")).toBeVisible();
  const [cookie] = (await context.cookies()).filter(({ name }) => name.includes("refresh"));
  expect(cookie).toBeUndefined();
  await logInForNow(page, hong);
  await expect(history).toBeVisible();
  await context.close();
});

test("where the browser keeps the session, nobody is asked", async ({ browser }) => {
  const { page } = await signUp(browser, "홍길동");
  await page.clock.install();
  await page.reload();
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();
  await page.clock.runFor(2_000);
  await page.waitForLoadState("networkidle");
  await page.clock.fastForward("30:00");
  await page.clock.runFor(2_000);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();
});
