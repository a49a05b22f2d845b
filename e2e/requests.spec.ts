import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "./journey.ts";
import { charge, enterAmount, expectBalance, expectLive, PASSWORD, type Person, sendButton, signUp } from "./person.ts";

/** Confirms that one knows who asks, as one has never sent them anything, and pays. */
async function confirmAndSend(page: Page): Promise<void> {
  // The page before has a button of the same name.
  await expect(page.getByRole("heading", { level: 1 })).toContainText("보낼까요");
  await expect(page.getByText("처음 보내는 분이에요")).toBeVisible();
  await expect(sendButton(page)).toBeDisabled();
  await page.getByRole("checkbox", { name: /확인했어요/ }).click();
  await sendButton(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("보냈어요");
}

const payButton = (page: Page) => page.getByRole("button", { name: /원 보내기$/ });

/** Up to the page of the request that is made. */
async function ask({ page }: Person, payersNumber: string, amount: string, memo: string): Promise<void> {
  await page.goto("/requests/new");
  await page.getByRole("textbox", { name: "요청받을 분" }).fill(payersNumber);
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await enterAmount(page, amount);
  await page.getByRole("textbox", { name: "무슨 돈인가요" }).fill(memo);
  await page.getByRole("button", { name: /원 요청하기$/ }).dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("요청했어요");
}

test("money is asked for, told live on the bell, and paid; both sides see it", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const kimsNumber = kim.account.number;
  await charge(kim, "50000");
  // What was told of the charge has been read: the next notification is the request's.
  await kim.page.goto("/notifications");
  await expect(kim.page.getByRole("link", { name: /충전했어요/ })).toBeVisible();
  await kim.page.goto("/");
  await expectLive(kim.page);
  await expect(kim.page.getByRole("link", { name: "알림", exact: true })).toBeVisible();

  await ask(hong, kimsNumber, "12000", "점심값");
  // Kim's page is not reloaded.
  const bell = kim.page.getByRole("link", { name: "알림, 새 알림 1개" });
  await expect(bell).toBeVisible();
  await bell.click();
  await kim.page.getByRole("link", { name: /12,000원 요청을 받았어요/ }).click();
  await expect(kim.page.getByRole("heading", { level: 1 })).toContainText("홍*동님이");
  await payButton(kim.page).click();
  await expect(kim.page.getByText("점심값")).toBeVisible();
  await confirmAndSend(kim.page);
  // Hong's page is told by itself.
  await expect(hong.page.getByRole("heading", { level: 1 })).toContainText("받았어요");
  await expect(hong.page.getByRole("link", { name: /김\*연/ })).toBeVisible();
  await kim.page.goto("/requests");
  await expect(kim.page.getByRole("link", { name: /홍\*동.*12,000원.*보냈어요/ })).toBeVisible();
  await kim.page.goto("/");
  await expectBalance(kim.page, "38,000원");
});

test("a request is declined, another is brought to mind and taken back; no money moves", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const kimsNumber = kim.account.number;

  await ask(hong, kimsNumber, "7000", "택시비");
  await kim.page.goto("/requests");
  await kim.page.getByRole("link", { name: /7,000원/ }).click();
  await kim.page.getByRole("button", { name: "거절하기" }).click();
  await kim.page.getByRole("dialog").getByRole("button", { name: "거절하기" }).click();
  await expect(kim.page.getByRole("heading", { level: 1 })).toContainText("거절했어요");
  await expect(hong.page.getByRole("heading", { level: 1 })).toContainText("거절했어요");

  await ask(hong, kimsNumber, "3000", "커피");
  await hong.page.getByRole("button", { name: "다시 알리기" }).click();
  await expect(hong.page.getByRole("button", { name: "내일 다시 알릴 수 있어요" })).toBeDisabled();
  await hong.page.getByRole("button", { name: "요청 취소하기" }).click();
  await hong.page.getByRole("dialog").getByRole("button", { name: "요청 취소하기" }).click();
  await expect(hong.page.getByRole("heading", { level: 1 })).toContainText("취소했어요");
  await hong.page.goto("/requests?tab=sent");
  await expect(hong.page.getByRole("link", { name: /김\*연/ })).toHaveCount(2);
});

test("a link asks whoever opens it, after a log-in that comes back to it", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  await hong.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const kim = await signUp(browser, "김나연");
  await charge(kim, "50000");
  const { page } = hong;
  await page.goto("/send");
  await page.getByRole("link", { name: "돈을 보내 달라고 요청하기" }).click();
  await page.getByRole("button", { name: "링크로 요청하기" }).click();
  await enterAmount(page, "8000");
  await page.getByRole("textbox", { name: "무슨 돈인가요" }).fill("회비");
  await page.getByRole("button", { name: "링크 만들기" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("요청하고 있어요");
  // A browser without a sheet of its own copies.
  await page.evaluate(() => Reflect.deleteProperty(Navigator.prototype, "share"));
  await page.getByRole("button", { name: "링크 공유하기" }).click();
  await expect(page.getByText("링크를 복사했어요")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).pathname).toMatch(/^\/r\/[\w-]{43}$/);

  // Its maker sees their own page.
  await page.goto(link);
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);

  // Somebody who is not logged in is asked to, and comes back.
  await kim.context.clearCookies();
  await kim.page.goto(link);
  await kim.page.getByRole("textbox", { name: "이메일" }).fill(kim.email);
  await kim.page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await kim.page.getByRole("button", { name: "로그인", exact: true }).click();
  await expect(kim.page.getByRole("heading", { level: 1 })).toContainText("8,000원");
  await payButton(kim.page).click();
  await confirmAndSend(kim.page);
  await kim.page.goto(link);
  await expect(kim.page.getByRole("heading", { level: 1 })).toContainText("보냈어요");
  await expect(payButton(kim.page)).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("받았어요");
});

test("who has too little to pay a request is led to the money, and shown no balance below nothing", async ({
  browser,
}) => {
  const [hong, kim] = [await signUp(browser, "홍길동"), await signUp(browser, "김나연")];
  const { requestMoney } = await hong.ask<{ requestMoney: { request: { linkToken: string } } }>(
    `mutation ($i: RequestMoneyInput!) { requestMoney(input: $i) { ... on RequestMoneySuccess { request { linkToken } } } }`,
    { i: { accountId: hong.account.id, amount: "33333", idempotencyKey: randomUUID() } },
  );
  const { page } = kim;
  await page.goto(`/r/${requestMoney.request.linkToken}`);
  await payButton(page).click();
  await expect(page.getByText("수수료")).toBeVisible();
  await expect(page.getByText("보낸 뒤 잔액")).toHaveCount(0);
  await page.getByRole("link", { name: "충전" }).click();
  await expect(page).toHaveURL(/\/charge$/);
});

test("a sum is split among three: shares come to it, one edits them, and sees who has sent", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const kimsNumber = kim.account.number;
  await charge(kim, "50000");
  const { page } = hong;
  await page.goto("/requests");
  await page.getByRole("link", { name: "나눠 내기" }).click();
  await enterAmount(page, "10000");
  await page.getByRole("textbox", { name: "요청받을 분" }).fill(kimsNumber);
  await page.getByRole("button", { name: "추가하기" }).click();
  await expect(page.getByRole("list", { name: "함께 내는 사람" })).toContainText("김*연");
  await page.getByRole("button", { name: "링크로 받을 사람 추가" }).click();
  await page.getByRole("button", { name: "나까지 3명이 나누기" }).click();
  await expect(page.getByRole("textbox", { name: "내 몫" })).toHaveValue("3,334");
  await expect(page.getByRole("textbox", { name: "김*연" })).toHaveValue("3,333");
  await page.getByRole("textbox", { name: "김*연" }).fill("4000");
  await expect(page.getByText("전체 금액보다 667원 많아요")).toBeVisible();
  await expect(page.getByRole("button", { name: "2명에게 요청하기" })).toBeDisabled();
  await page.getByRole("textbox", { name: "내 몫" }).fill("2667");
  await page.getByRole("textbox", { name: "무슨 돈인가요" }).fill("저녁");
  // Whoever looks once more at who is asked finds everything as it was.
  await page.goBack();
  await page.getByRole("button", { name: "나까지 3명이 나누기" }).click();
  await expect(page.getByRole("textbox", { name: "김*연" })).toHaveValue("4,000");
  await expect(page.getByRole("textbox", { name: "무슨 돈인가요" })).toHaveValue("저녁");
  await page.getByRole("button", { name: "2명에게 요청하기" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("2명 중 0명");

  await kim.page.goto("/requests");
  await kim.page.getByRole("link", { name: /4,000원/ }).click();
  await payButton(kim.page).click();
  await confirmAndSend(kim.page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("2명 중 1명");
  await expect(page.getByRole("button", { name: "링크 공유" })).toHaveCount(1);
  await page.goto("/requests?tab=sent");
  await expect(page.getByRole("link", { name: /나눠 내기.*10,000원.*2명 중 1명 보냈어요/ })).toBeVisible();
});
