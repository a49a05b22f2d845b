import type { Page } from "@playwright/test";
import { expect, test } from "./journey.ts";
import { charge, enterAmount, expectBalance, expectLive, prepareWithdrawal, signUp } from "./person.ts";

async function withdraw(page: Page, bankAccountNumber: string, amount: string): Promise<void> {
  await prepareWithdrawal(page, bankAccountNumber, amount);
  await page.getByRole("button", { name: /원 출금하기$/ }).click();
}

test("money comes in from a bank and goes out to one, and the history shows it once", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  await hong.page.getByRole("link", { name: "충전" }).first().click();
  await enterAmount(hong.page, "50000");
  await hong.page.getByRole("button", { name: "50,000원 충전하기" }).click();
  await expect(hong.page.getByRole("heading", { name: /충전했어요/ })).toBeVisible();
  await hong.page.getByRole("link", { name: "홈으로" }).click();
  await expectLive(hong.page);
  await withdraw(hong.page, "110-234-567890", "20000");
  await expect(hong.page.getByRole("heading", { name: /출금했어요/ })).toBeVisible();
  await hong.page.getByRole("link", { name: "홈으로" }).click();
  await expectBalance(hong.page, "30,000원");
  await expect(hong.page.getByRole("region", { name: "최근 내역" }).getByText("−20,000원")).toHaveCount(1);
});

test("a bank that refuses: the page says that the money is where it was", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  await charge(hong, "50000");
  await withdraw(hong.page, "990000000002", "20000");
  await expect(hong.page.getByRole("heading", { name: /못했어요/ })).toBeVisible();
  // Said once: the server's sentence and the page's own are not put one after the other.
  await expect(hong.page.getByRole("alert")).toHaveText(/^[^.]+\. 돈은 그대로 있어요\.$/);
  await hong.page.goto("/");
  await expectLive(hong.page);
  await expectBalance(hong.page, "50,000원");
});

test("a bank that does not answer: the page waits, and tells by itself when it is done", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  await charge(hong, "50000");
  await withdraw(hong.page, "990000000007", "20000");
  await expect(hong.page.getByRole("heading", { name: /중이에요|기다리고 있어요/ })).toBeVisible();
  await expect(hong.page.getByRole("heading", { name: /출금했어요/ })).toBeVisible({ timeout: 20_000 });
});
