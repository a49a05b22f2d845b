import { randomInt } from "node:crypto";
import { expect, test } from "./journey.ts";
import { makeMovements } from "./movements.ts";
import {
  charge,
  countInHistory,
  enterAmount,
  expectBalance,
  expectLive,
  PASSWORD,
  prepareTransfer,
  sendButton,
  signUp,
  tickChecked,
} from "./person.ts";
import { intercept, letThrough } from "./screen.ts";

test("two people in two browsers: money sent in one appears in the other within a second", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연", { width: 1280, height: 900 });
  const kimsNumber = kim.account.number;
  await charge(hong, "100000");
  await expectBalance(hong.page, "100,000원");
  await kim.page.goto("/");
  await expectLive(kim.page);
  await expectBalance(kim.page, "0원");

  await prepareTransfer(hong, kimsNumber, "30000");
  await expect(hong.page.getByRole("heading", { level: 1 })).toContainText("김*연님에게");
  await sendButton(hong.page).click();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
  // Kim's page is not reloaded: only the subscription can have told it.
  await expectBalance(kim.page, "30,000원", { timeout: 1_000 });
  await expect(kim.page.getByRole("region", { name: "최근 내역" })).toContainText("홍*동");

  await hong.page.getByRole("link", { name: "홈으로" }).click();
  await expectBalance(hong.page, "70,000원");
});

test("double click, reload and back make one transfer", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const kimsNumber = kim.account.number;
  await charge(hong, "100000");
  await prepareTransfer(hong, kimsNumber, "12345");

  await hong.page.reload();
  await hong.page.getByRole("checkbox", { name: /확인했어요/ }).click();
  await sendButton(hong.page).dblclick();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
  await hong.page.reload();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
  await hong.page.goBack();
  await expect(sendButton(hong.page)).toHaveCount(0);

  expect(await countInHistory(hong.page, "12,345원")).toBe(1);
  await kim.page.goto("/");
  await expectBalance(kim.page, "12,345원");
});

test("who was looked up last is meant: an answer that comes late changes nothing", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const [kim, lee] = [await signUp(browser, "김나연"), await signUp(browser, "이나래")];
  const [kimsNumber, leesNumber] = [kim.account.number, lee.account.number];
  const { page } = hong;
  await page.goto("/send");
  const late: (() => Promise<void>)[] = [];
  await page.route("**/graphql", (route) => {
    const { variables } = route.request().postDataJSON() as { variables?: { accountNumber?: string } };
    if (variables?.accountNumber !== kimsNumber) return route.fallback();
    late.push(() => route.fallback());
    return undefined;
  });
  const number = page.getByRole("textbox", { name: "받는 분 계좌번호" });
  const next = page.getByRole("button", { name: /다음|찾는/ });
  await number.fill(kimsNumber);
  await next.click();
  await expect.poll(() => late.length).toBe(1);
  await number.fill(leesNumber);
  await next.click();
  await expect(page.getByText(/이\*래/).first()).toBeVisible();
  const answered = page.waitForResponse((response) => response.url().endsWith("/graphql"));
  await late[0]?.();
  await answered;
  await page.getByRole("textbox", { name: "금액" }).fill("1000");
  await expect(page.getByText(/이\*래/).first()).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/send/amount");
});

test("when the network is gone the page says so, and the balance is right again as it comes back", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const hongsNumber = hong.account.number;
  await charge(kim, "50000");
  await hong.page.goto("/");
  await expectLive(hong.page);

  await hong.context.setOffline(true);
  await expect(hong.page.getByText(/인터넷|오프라인|연결이 끊/).first()).toBeVisible();
  await prepareTransfer(kim, hongsNumber, "4000");
  await sendButton(kim.page).click();
  await expect(kim.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
  await hong.context.setOffline(false);
  await expectBalance(hong.page, "4,000원", { timeout: 20_000 });
});

test("more than there is cannot be sent, and the page says by how much", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const kimsNumber = kim.account.number;
  await charge(hong, "10000");
  await hong.page.goto("/send");
  await hong.page
    .getByRole("textbox", { name: "받는 분 계좌번호" })
    .fill(`${kimsNumber.slice(0, 4)}-${kimsNumber.slice(4)}`);
  await hong.page.getByRole("button", { name: "다음", exact: true }).click();
  await hong.page.getByRole("textbox", { name: "금액" }).fill("12000");
  await expect(hong.page.getByRole("status").filter({ hasText: "2,000원" })).toBeVisible();
  await expect(hong.page.getByRole("button", { name: "다음", exact: true })).toBeDisabled();
});

test("an unknown account number stops before the amount", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  await hong.page.goto("/send");
  await hong.page.getByRole("textbox", { name: "받는 분 계좌번호" }).fill("100000000008");
  await hong.page.getByRole("button", { name: "다음", exact: true }).click();
  await expect(hong.page.getByText(/계좌가 없|찾지 못/)).toBeVisible();
  await expect(hong.page.getByRole("textbox", { name: "받는 분 계좌번호" })).toBeFocused();
  expect(new URL(hong.page.url()).pathname).toBe("/send");
});

test("somebody is kept among the favourites from the receipt, found there the next time, and dropped again", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const kimsNumber = kim.account.number;
  await charge(hong, "50000");
  await prepareTransfer(hong, kimsNumber, "1000");
  await sendButton(hong.page).click();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
  await hong.page.getByRole("button", { name: "자주 보내기" }).click();
  await expect(hong.page.getByText("김*연을 자주 보내는 분에 넣었어요")).toBeVisible();

  await hong.page.goto("/send");
  const list = hong.page.locator("section", { hasText: "자주 보내는 분" });
  await list.getByRole("button", { name: /김\*연/ }).click();
  await expect(hong.page.getByText("김*연님에게")).toBeVisible();

  await hong.page.goto("/history");
  await hong.page
    .getByRole("link", { name: /김\*연/ })
    .first()
    .click();
  const favourite = hong.page.getByRole("button", { name: "자주 보내기" });
  await expect(favourite).toHaveAttribute("aria-pressed", "true");
  await favourite.click();
  await expect(favourite).toHaveAttribute("aria-pressed", "false");
  await hong.page.goto("/send");
  await expect(hong.page.getByText("최근에 보낸 분")).toBeVisible();
  await expect(hong.page.getByText("자주 보내는 분")).toHaveCount(0);
});

test("money for another account of one's own is moved there, by its name and to no stranger", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  await charge(hong, "300000");
  const { page } = hong;
  const { openAccount } = await hong.ask<{ openAccount: object }>(
    `mutation ($input: OpenAccountInput!) { openAccount(input: $input) { __typename } }`,
    { input: { nickname: "비상금" } },
  );
  expect(openAccount).toEqual({ __typename: "OpenAccountSuccess" });
  await page.goto("/send");
  await page
    .locator("section", { hasText: "내 계좌" })
    .getByRole("button", { name: /비상금/ })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("내 비상금 계좌로");
  await enterAmount(page, "200000");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("내 비상금 계좌로 200,000원을 옮길까요?");
  await tickChecked(page);
  await sendButton(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("내 비상금 계좌로 200,000원을 옮겼어요");
  await expect(page.getByRole("button", { name: "문제 신고" })).toBeVisible();
  await expect(page.getByRole("button", { name: "자주 보내기" })).toHaveCount(0);
});

test("whom one has to do with is on the way, or cannot be had, before anything stands where they will", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  await charge(hong, "50000");
  await makeMovements(hong, kim.account.number, 1);
  const { page } = hong;
  let answerIt = () => {};
  const asked = new Promise<void>((resolve) => {
    answerIt = resolve;
  });
  await intercept(page, "Payees", async (route) => {
    await asked;
    await route.fulfill({ status: 503, body: "" });
  });
  await page.goto("/send");
  const main = page.getByRole("main");
  await expect(main.getByRole("status").filter({ hasText: "불러오는 중" })).toBeVisible();
  const instead = page.getByRole("link", { name: "돈을 보내 달라고 요청하기" });
  await expect(page.getByRole("textbox", { name: "받는 분 계좌번호" })).toBeEnabled();
  await expect(instead).toHaveCount(0);
  const firstRow = await main.getByRole("status").locator("div").first().boundingBox();

  answerIt();
  await expect(main.getByText("보낸 분을 불러오지 못했어요")).toBeVisible();
  await expect(instead).toBeVisible();
  await letThrough(page);
  await main.getByRole("button", { name: "다시 불러오기" }).click();
  const payee = main.getByRole("button", { name: /김\*연/ });
  await expect(payee).toBeVisible();
  await expect(instead).toBeVisible();
  await expect(main.getByText("보낸 분을 불러오지 못했어요")).toHaveCount(0);
  const place = await payee.boundingBox();
  expect(place?.height).toBe(firstRow?.height);
  expect(Math.abs((place?.y ?? 0) - (firstRow?.y ?? 0))).toBeLessThan(2);
});

test("somebody who wants to be found is sent money by phone number, and a sum with one zero too many is asked about", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  // Nobody else's, in another run on this server either.
  const phone = `010-${randomInt(2_000, 9_999)}-1234`;
  await kim.page.goto("/settings/phone");
  await kim.page.getByRole("textbox", { name: "휴대폰 번호" }).fill(phone);
  await kim.page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await kim.page.getByRole("button", { name: "저장" }).click();
  await expect(kim.page.getByRole("link", { name: /휴대폰 번호/ })).toContainText("1234");
  await kim.page.getByRole("checkbox", { name: /나를 찾을 수 있어요/ }).click();
  await expect(kim.page.getByRole("checkbox", { name: /나를 찾을 수 있어요/ })).toBeChecked();

  await charge(hong, "500000");
  const number = kim.account.number;
  for (const sum of ["5000", "6000", "7000", "5500", "8000"]) {
    await prepareTransfer(hong, number, sum);
    await sendButton(hong.page).click();
    await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
  }
  await hong.page.goto("/send");
  await hong.page.getByRole("textbox", { name: "받는 분 계좌번호" }).fill(phone);
  await hong.page.getByRole("button", { name: "다음", exact: true }).click();
  await expect(hong.page.getByText("김*연님에게")).toBeVisible();
  await hong.page.getByRole("textbox", { name: "금액" }).fill("80000");
  await hong.page.getByRole("button", { name: "다음", exact: true }).click();
  await expect(hong.page.getByText("평소보다 훨씬 큰 금액이에요")).toBeVisible();
  await expect(sendButton(hong.page)).toBeDisabled();
  await hong.page.getByRole("checkbox", { name: "80,000원이 맞아요" }).click();
  await sendButton(hong.page).click();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
});
