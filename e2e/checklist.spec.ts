// What docs/SCREENS.md promises of every screen and no journey passes by.
import { expect, test } from "./journey.ts";
import { answerSignUp, charge, enterAmount, PASSWORD, prepareTransfer, sendButton, signUp } from "./person.ts";

test("the bar is below on a phone and beside on a desk", async ({ browser }) => {
  const { page } = await signUp(browser, "홍길동");
  const bars = page.getByRole("navigation", { name: "주요 메뉴" });
  await expect(bars).toHaveCount(1);
  await expect(bars.getByRole("link")).toHaveText(["홈", "보내기", "내역", "전체"]);
  await expect(bars.getByRole("link", { name: "홈" })).toHaveAttribute("aria-current", "page");
  const low = await bars.boundingBox();
  expect((low?.y ?? 0) + (low?.height ?? 0)).toBeCloseTo(780, 0);
  await page.setViewportSize({ width: 1024, height: 800 });
  await expect(bars).toHaveCount(1);
  await expect(bars.getByRole("link", { name: "충전" })).toBeVisible();
  expect((await bars.boundingBox())?.x).toBeLessThan(40);
});

test("a list that cannot be read says so, with a number to name, and is read on another try", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  await charge(hong, "7000");
  const { page } = hong;
  await page.route("**/graphql", (route) =>
    route.request().postDataJSON()?.operationName === "History"
      ? route.fulfill({
          json: { errors: [{ message: "…", extensions: { code: "INTERNAL", requestId: "0192-check" } }] },
        })
      : route.fallback(),
  );
  await page.goto("/history");
  const failure = page.getByRole("alert").filter({ hasText: "돈은 그대로 있어요" });
  await expect(failure).toContainText("0192-check");
  await expect(failure.getByRole("button", { name: /복사/ })).toBeVisible();
  await page.unroute("**/graphql");
  await failure.getByRole("button", { name: "다시 불러오기" }).click();
  await expect(page.getByText("+7,000원").first()).toBeVisible();
});

test("signing up: one question a screen, terms one by one, marketing off, a password to look at", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto("/signup");
  for (const [label, fill] of [
    ["이름", "name"],
    ["휴대폰 번호", "tel"],
    ["이메일", "username"],
  ] as const) {
    const field = page.getByRole("textbox", { name: label });
    await expect(page.getByRole("textbox")).toHaveCount(1);
    await expect(field).toHaveAttribute("autocomplete", fill === "username" ? /email|username/ : fill);
    await field.fill(label === "이름" ? "홍길동" : label === "이메일" ? "hong@checklist.example" : "01012345678");
    if (fill === "tel") await expect(field).toHaveValue("010-1234-5678");
    await page.getByRole("button", { name: "다음", exact: true }).click();
  }
  const password = page.getByRole("textbox", { name: "비밀번호" });
  await expect(password).toHaveAttribute("autocomplete", "new-password");
  await expect(password).toHaveAttribute("type", "password");
  await password.fill(PASSWORD);
  await page.getByRole("button", { name: "비밀번호 보기" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "다음", exact: true }).click();

  const boxes = page.getByRole("checkbox");
  await expect(boxes).toHaveCount(4);
  for (const box of await boxes.all()) await expect(box).not.toBeChecked();
  for (const box of [boxes.nth(1), boxes.nth(2)]) await box.click();
  await expect(boxes.nth(3)).not.toBeChecked();
  await expect(boxes.first()).not.toBeChecked();
  await boxes.first().click();
  for (const box of await boxes.all()) await expect(box).toBeChecked();
  await page.getByRole("button", { name: "개인정보 수집과 이용 보기" }).click();
  await expect(page.getByRole("dialog")).toContainText("개인정보");
});

test("an amount is typed, tapped or filled in, and read out in words", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const number = kim.account.number;
  await charge(hong, "1500000");
  const { page } = hong;
  await page.goto("/send");
  await page
    .getByRole("textbox", { name: "받는 분 계좌번호" })
    .fill(`칙페이 ${number.slice(0, 4)}-${number.slice(4)} 김나연`);
  await page.getByRole("button", { name: "다음", exact: true }).click();
  // Who it is comes before the sum.
  await expect(page.getByText("김*연님에게")).toBeVisible();
  const amount = page.getByRole("textbox", { name: "금액" });
  await expect(amount).toHaveAttribute("inputmode", "numeric");
  for (const key of ["1", "2", "00"]) await page.getByRole("button", { name: key, exact: true }).click();
  await expect(amount).toHaveValue("1,200");
  for (const chip of ["+1만", "+5만", "+10만", "+100만"]) await page.getByRole("button", { name: chip }).click();
  await expect(amount).toHaveValue("1,161,200");
  await expect(page.getByText("116만 1,200원")).toBeVisible();
  await page.getByRole("button", { name: "전액" }).click();
  await expect(amount).toHaveValue("1,500,000");

  // Somebody mends a figure in the middle: the others stay, and a comma is no obstacle.
  await amount.fill("1234567");
  for (let i = 0; i < 4; i++) await amount.press("ArrowLeft");
  await amount.pressSequentially("89");
  await expect(amount).toHaveValue("123,489,567");
  for (let i = 0; i < 3; i++) await amount.press("Backspace");
  await expect(amount).toHaveValue("123,567");
  await amount.press("Backspace");
  await expect(amount).toHaveValue("12,567");
});

test("the same sum to the same person on one day is asked about", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const number = kim.account.number;
  await charge(hong, "50000");
  const { page } = hong;
  await prepareTransfer(hong, number, "3000");
  await sendButton(page).click();
  await expect(page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
  // Without a reload, and with an answer that takes its time: what was so the first time is not so now.
  await page.route("**/graphql", async (route) => {
    if (route.request().postData()?.includes("SendConfirm")) await new Promise((done) => setTimeout(done, 1_500));
    await route.continue();
  });
  await page.getByRole("link", { name: "홈으로" }).click();
  await page.getByRole("navigation", { name: "돈 움직이기" }).getByRole("link", { name: "보내기" }).click();
  await page.getByRole("button", { name: /김\*연/ }).click();
  await enterAmount(page, "3000");
  await sendButton(page).click();
  const question = page.getByRole("dialog", { name: "오늘 같은 금액을 이미 보냈어요" });
  await expect(question).toContainText("3,000원");
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  // Nor is it sent unasked in some hours.
  await page.getByRole("link", { name: "바꾸기" }).click();
  await page.getByRole("button", { name: "몇 시간 뒤" }).click();
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await expect(page.getByText("오늘 같은 금액을 이미 보냈어요")).toBeVisible();
  const planIt = page.getByRole("button", { name: "3,000원 예약하기" });
  await expect(planIt).toBeDisabled();
  await page.getByRole("checkbox", { name: "한 번 더 보낼게요" }).click();
  await expect(planIt).toBeEnabled();
  await page.goto("/");
  await expect(page.getByText("47,000원").first()).toBeVisible();
});

test("a phone's keyboard alone signs up, and focus goes where the question is", async ({ page }) => {
  await answerSignUp(page, ["홍길동"]);
  const phone = page.getByRole("textbox", { name: "휴대폰 번호" });
  await phone.fill("010");
  await phone.press("Enter");
  // What is wrong stands at the field, and focus is in it.
  await expect(phone).toBeFocused();
  await expect(phone).toHaveAttribute("aria-invalid", "true");
});
