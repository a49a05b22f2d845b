import type { Browser, Page } from "@playwright/test";
import { expect, test } from "./journey.ts";
import { charge, countInHistory, expectBalance, prepareTransfer, sendButton, signUp } from "./person.ts";

async function someoneToSend(browser: Browser) {
  const hong = await signUp(browser, "홍길동");
  const kimsNumber = (await signUp(browser, "김나연")).account.number;
  await charge(hong, "100000");
  return { hong, kimsNumber };
}

const unansweredOn = (page: Page) => page.getByRole("heading", { name: /답을 받지 못했어요/ });

/** None of them arrives. */
function loseTransfers(page: Page) {
  return page.route("**/graphql", (route) =>
    route.request().postDataJSON().operationName === "Transfer" ? route.abort("connectionreset") : route.fallback(),
  );
}

test("an answer that is lost on the way back is asked for again: one transfer, and the person is told it is done", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const kimsNumber = kim.account.number;
  await charge(hong, "100000");
  await prepareTransfer(hong, kimsNumber, "23456");

  const keys: string[] = [];
  let lost = 0;
  await hong.page.route("**/graphql", async (route) => {
    const body = route.request().postDataJSON() as {
      operationName: string;
      variables: { input?: { idempotencyKey?: string } };
    };
    if (body.operationName !== "Transfer") return route.fallback();
    keys.push(body.variables.input?.idempotencyKey ?? "");
    if (lost >= 2) return route.fallback();
    lost++;
    // The request arrives and is carried out; its answer never comes.
    await route.fetch();
    return route.abort("connectionreset");
  });
  await sendButton(hong.page).click();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible({ timeout: 20_000 });
  expect(lost).toBe(2);
  expect(keys.length).toBeGreaterThanOrEqual(3);
  expect(new Set(keys).size).toBe(1);

  await hong.page.unroute("**/graphql");
  expect(await countInHistory(hong.page, "23,456원")).toBe(1);
  await kim.page.goto("/");
  await expectBalance(kim.page, "23,456원");
});

test("a payment that nobody answered is never called safe, and goes out once when it is asked for again", async ({
  browser,
}) => {
  const { hong, kimsNumber } = await someoneToSend(browser);
  const { page } = hong;
  await prepareTransfer(hong, kimsNumber, "23456");
  // The payment is made and its answer lost, each time; nothing else of that page can be read any more either.
  await page.route("**/graphql", async (route) => {
    const { operationName } = route.request().postDataJSON() as { operationName: string };
    if (operationName === "Transfer") await route.fetch();
    return operationName === "Transfer" || operationName === "SendConfirm"
      ? route.abort("connectionreset")
      : route.fallback();
  });
  const unanswered = unansweredOn(page);
  await sendButton(page).click();
  await expect(unanswered).toBeVisible({ timeout: 20_000 });
  await page.getByRole("link", { name: /홈/ }).first().click();
  await expect(page.getByText("아직 답을 받지 못한 요청이 있어요")).toBeVisible();
  await page.getByRole("link", { name: "보러 가기" }).click();
  await expect(unanswered).toBeVisible();
  await page.reload();
  await expect(unanswered).toBeVisible();
  await expect(page.getByText(/돈은 그대로/)).toHaveCount(0);
  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "다시 요청하기" }).click();
  await expect(page.getByRole("heading", { name: /보냈어요/ })).toBeVisible({ timeout: 20_000 });
  expect(await countInHistory(page, "23,456원")).toBe(1);
});

test("a payment that nobody answered is asked about again as the connection comes back, or given up", async ({
  browser,
}) => {
  const { hong, kimsNumber } = await someoneToSend(browser);
  const { page } = hong;
  const unanswered = unansweredOn(page);
  await prepareTransfer(hong, kimsNumber, "12300");
  await loseTransfers(page);
  await sendButton(page).click();
  await expect(unanswered).toBeVisible({ timeout: 20_000 });
  await hong.context.setOffline(true);
  await page.unroute("**/graphql");
  await hong.context.setOffline(false);
  await expect(page.getByRole("heading", { name: /보냈어요/ })).toBeVisible({ timeout: 30_000 });

  await prepareTransfer(hong, kimsNumber, "45600");
  await loseTransfers(page);
  await sendButton(page).click();
  await expect(unanswered).toBeVisible({ timeout: 20_000 });
  await page.setViewportSize({ width: 360, height: 780 });
  await page.screenshot({ path: "test-results/unanswered.png" });
  await page.getByRole("button", { name: "그만두고 내역 보기" }).click();
  await expect(page.getByRole("heading", { name: "내역", level: 1 })).toBeVisible();
  await page.unroute("**/graphql");
  await page.goto("/send");
  await expect(page.getByRole("textbox", { name: "받는 분 계좌번호" })).toBeVisible();
  expect([await countInHistory(page, "12,300원"), await countInHistory(page, "45,600원")]).toEqual([1, 0]);
});

test("while it is being sent, what is left afterwards is reckoned from what there was", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const { page } = hong;
  await charge(hong, "30000");
  await prepareTransfer(hong, kim.account.number, "1000");
  let answer: () => void = () => undefined;
  const isHeld = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/graphql", async (route) => {
    if (route.request().postDataJSON().operationName !== "Transfer") return route.fallback();
    const response = await route.fetch();
    await isHeld;
    await route.fulfill({ response });
  });
  await sendButton(page).click();
  await kim.page.goto("/");
  await expectBalance(kim.page, "1,000원");
  // By now the sender's own screen has heard of it too.
  await expect(page.getByRole("button", { name: "보내는 중" })).toBeVisible();
  await expect(page.getByText("29,000원")).toBeVisible();
  await expect(page.getByText("28,000원")).toHaveCount(0);
  answer();
  await expect(page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
});

test("a payment that is turned down before anything happened is not asked about afterwards", async ({ browser }) => {
  const { hong, kimsNumber } = await someoneToSend(browser);
  const { page } = hong;
  await prepareTransfer(hong, kimsNumber, "5000");
  const errors = [{ message: "잠시 뒤에 다시 해 주세요. 7초 남았어요.", extensions: { code: "RATE_LIMITED" } }];
  await page.route("**/graphql", (route) =>
    (route.request().postDataJSON() as { operationName: string }).operationName === "Transfer"
      ? route.fulfill({ json: { errors } })
      : route.fallback(),
  );
  await sendButton(page).click();
  await expect(page.getByText(/7초 남았어요/)).toBeVisible();
  await page.unroute("**/graphql");
  await page.reload();
  await expect(page.getByRole("heading", { name: /보낼까요/ })).toBeVisible();
  expect(await countInHistory(page, "5,000원")).toBe(0);
});
