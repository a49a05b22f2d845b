import { expect, test } from "./journey.ts";
import { answerSignUp, charge, expectBalance, PASSWORD, prepareTransfer, sendButton, signUp } from "./person.ts";

test("a wrong password is told in place; the right one leads back to where one was going", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const other = await browser.newContext();
  const page = await other.newPage();
  await page.goto("/history");
  await expect(page.getByRole("heading", { name: /로그인/ })).toBeVisible();
  await page.getByRole("textbox", { name: "이메일" }).fill(hong.email);
  await page.getByRole("textbox", { name: "비밀번호" }).fill("wrong password");
  await page.getByRole("button", { name: "로그인", exact: true }).click();
  await expect(page.getByText("이메일이나 비밀번호가 맞지 않아요.")).toBeVisible();
  await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await page.getByRole("button", { name: "로그인", exact: true }).click();
  await expect(page.getByRole("heading", { name: "내역", level: 1 })).toBeVisible();
});

test("an e-mail that has an account already leads to the log-in", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const page = await (await browser.newContext()).newPage();
  await answerSignUp(page, ["홍길동", "", hong.email, PASSWORD]);
  await page.getByRole("checkbox", { name: "전체 동의" }).click();
  await page.getByRole("button", { name: "회원가입" }).click();
  await expect(page.getByText(/이미 가입한 이메일/)).toBeVisible();
  await page.getByRole("link", { name: "로그인하러 가기" }).click();
  await expect(page.getByRole("heading", { name: /로그인/ })).toBeVisible();
});

test("a session outlives a reload, two tabs at once, and ends with logging out", async ({ browser }) => {
  const { page, context } = await signUp(browser, "홍길동");
  const second = await context.newPage();
  await Promise.all([page.reload(), second.goto("/")]);
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();
  await expect(second.getByRole("heading", { name: "홈" })).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toMatch(/eyJ/);

  await page.goto("/more");
  await page.getByRole("button", { name: "로그아웃" }).click();
  await expect(page.getByRole("heading", { name: /로그인/ })).toBeVisible();
  await page.goto("/history");
  await expect(page.getByRole("heading", { name: /로그인/ })).toBeVisible();
});

test("a browser that asks for English gets it, until another language is chosen", async ({ browser }) => {
  const page = await (await browser.newContext({ locale: "en-US" })).newPage();
  await page.goto("/login");
  await expect(page.getByRole("button", { name: "Log in", exact: true })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator('link[rel="manifest"]')).toHaveAttribute("href", "/manifest.en.webmanifest");
  await page.getByRole("button", { name: "한국어" }).click();
  await expect(page.getByRole("button", { name: "로그인", exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "로그인", exact: true })).toBeVisible();
  await expect(page.locator('link[rel="manifest"]')).toHaveAttribute("href", "/manifest.webmanifest");
  // Whoever logs in has said theirs, unless one was chosen here.
  const { email } = await signUp(browser, "홍길동");
  const abroad = await (await browser.newContext({ locale: "en-US" })).newPage();
  await abroad.goto("/login");
  await abroad.getByRole("textbox", { name: "E-mail" }).fill(email);
  await abroad.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await abroad.getByRole("button", { name: "Log in", exact: true }).click();
  await expect(abroad.getByRole("heading", { name: "홈" })).toBeVisible();
  // Another one than we speak.
  const french = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await french.goto("/login");
  await expect(french.locator("html")).toHaveAttribute("lang", "ko");
});

test("language and theme change without a reload and are remembered", async ({ browser }) => {
  const { page } = await signUp(browser, "홍길동");
  await page.goto("/more");
  await page.getByText("English", { exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("전체");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("another account is opened, renamed and closed", async ({ browser }) => {
  const { page, account } = await signUp(browser, "홍길동");
  await page.goto("/more");
  // The account's own page shows its number.
  await page
    .getByRole("link", { name: /\*{4}\d{4}/ })
    .first()
    .click();
  await expect(page.getByRole("definition").filter({ hasText: account.number })).toBeVisible();
  await page.goto("/more");
  await page.getByRole("button", { name: "계좌 만들기" }).click();
  await page.getByRole("textbox").fill("여행 통장");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /만들기/ })
    .click();
  await page.getByRole("link", { name: /여행 통장/ }).click();
  await page.getByRole("textbox", { name: "계좌 별명" }).fill("제주 여행");
  await page.getByRole("button", { name: "저장" }).click();
  await expect(page.getByText(/저장했어요|바꿨어요/).first()).toBeVisible();
  await page.getByRole("link", { name: "계좌 닫기" }).click();
  await expect(page.getByRole("heading", { name: /제주 여행/ })).toBeVisible();
  await page.getByRole("checkbox", { name: /다시 열 수 없다/ }).click();
  await page.getByRole("button", { name: "계좌 닫기" }).click();
  await expect(page.getByRole("heading", { name: "전체" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("link", { name: /칙페이 통장/ })).toBeVisible();
  await expect(page.getByText("제주 여행")).toHaveCount(0);
});

test("a limit goes down at once, and up after a confirmation and a day in which it can be taken back", async ({
  browser,
}) => {
  const { page } = await signUp(browser, "홍길동");
  await page.goto("/more");
  await page.getByRole("link", { name: /칙페이 통장/ }).click();
  await page.getByRole("link", { name: /이체 한도/ }).click();
  await page.getByRole("textbox", { name: "1회 한도" }).fill("100000");
  const saved = page.waitForResponse((answer) => answer.request().postData()?.includes("UpdateAccount") ?? false);
  await page.getByRole("button", { name: "저장" }).click();
  await saved;
  await expect(page.getByRole("button", { name: "저장" })).toBeEnabled();
  await page.getByRole("textbox", { name: "1회 한도" }).fill("200000");
  await page.getByRole("button", { name: "저장" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "확인", exact: true }).click();
  await expect(page.getByText(/부터 한도가 올라가요/)).toBeVisible();
  await expect(page.getByText("1회 한도 100,000원 → 200,000원")).toBeVisible();
  await page.getByRole("button", { name: "올리지 않기" }).click();
  await expect(page.getByText(/부터 한도가 올라가요/)).toHaveCount(0);
});

test("leaving asks for empty accounts and the password, and a log-in within seven days takes it back", async ({
  browser,
}) => {
  const [hong, kim] = [await signUp(browser, "홍길동"), await signUp(browser, "김나연")];
  const kimsNumber = kim.account.number;
  await charge(hong, "5000");
  await hong.page.goto("/leave");
  await expect(hong.page.getByText("아직 돈이 남아 있어요")).toBeVisible();
  await prepareTransfer(hong, kimsNumber, "5000");
  await sendButton(hong.page).click();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();

  await hong.page.goto("/leave");
  await hong.page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await hong.page.getByRole("checkbox", { name: /되돌릴 수 없다는 것을/ }).click();
  await hong.page.getByRole("button", { name: "탈퇴하기" }).click();
  await expect(hong.page.getByRole("heading", { name: /로그인/ })).toBeVisible();
  await hong.page.goto("/login");
  await hong.page.getByRole("textbox", { name: "이메일" }).fill(hong.email);
  await hong.page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await hong.page.getByRole("button", { name: "로그인", exact: true }).click();
  await expect(hong.page.getByText(/탈퇴를 취소했어요/)).toBeVisible();
  await expect(hong.page.getByRole("heading", { name: "홈" })).toBeVisible();
  await kim.page.goto("/");
  await expectBalance(kim.page, "5,000원");
});
