import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { answerSignUp, enterAmount, expectLive, fillBankAccount, PASSWORD, prepareWithdrawal } from "./person.ts";
import { REQUEST_SCREENS } from "./request-screens.ts";
import { answer, heading, letThrough, next, operationOf, type Screen, type Surroundings, to } from "./screen.ts";
import { SEND_SCREENS } from "./send-screens.ts";

const SIGN_UP_ANSWERS = ["홍길동", "010-1234-5678", "hong@journey.example", PASSWORD];

/** Past the first screen of the password reset, to where the code is typed. */
async function openResetCode(page: Page): Promise<void> {
  await page.goto("/password-reset");
  await page.getByRole("textbox", { name: "이메일" }).fill(`${randomUUID()}@journey.example`);
  await next(page);
  await heading(page, /메일로 받은 번호/);
}

export const STRANGER_SCREENS: readonly Screen[] = [
  { name: "login", path: "login", open: to("/login", /로그인/) },
  { name: "sign-up", path: "signup", open: to("/signup", /이름/) },
  ...[/휴대폰/, /이메일/, /비밀번호/, /약관/].map((title, index) => ({
    name: `sign-up-${["phone", "email", "password", "terms"][index]}`,
    path: "signup",
    async open(page: Page) {
      await answerSignUp(page, SIGN_UP_ANSWERS.slice(0, index + 1));
      await heading(page, title);
    },
  })),
  {
    name: "terms-sheet",
    path: "signup",
    async open(page) {
      await answerSignUp(page, SIGN_UP_ANSWERS);
      await page.getByRole("button", { name: "개인정보 수집과 이용 보기" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "sign-up-code",
    path: "signup",
    async open(page) {
      // This server asks for no code; one that does says so.
      const signUpRequirements = { __typename: "SignUpRequirements", emailCode: true };
      await answer(page, "SignUpRequirements", { signUpRequirements });
      await answerSignUp(page, ["홍길동", "", `${randomUUID()}@journey.example`]);
      await heading(page, /메일로 받은 번호/);
    },
    close: letThrough,
  },
  { name: "password-reset", path: "password-reset", open: to("/password-reset", /이메일/) },
  { name: "password-reset-code", path: "password-reset", open: openResetCode },
  {
    name: "password-reset-password",
    path: "password-reset",
    async open(page) {
      const checkEmailCode = { __typename: "EmailCodeRight" };
      await answer(page, "CheckEmailCode", { checkEmailCode });
      await openResetCode(page);
      await page.getByRole("textbox", { name: "인증번호" }).fill("123456");
      await next(page);
      await heading(page, /새 비밀번호/);
    },
    close: letThrough,
  },
  { name: "mailbox", path: "dev/mailbox", open: to("/dev/mailbox", /개발용 메일함/) },
  {
    name: "mail",
    path: "dev/mailbox/:id",
    async open(page) {
      await page.goto("/dev/mailbox");
      await page.getByRole("listitem").first().getByRole("link").click();
      await page.getByText("글만 있는 본문").waitFor();
    },
  },
  { name: "verify", path: "verify", open: to("/verify", /진짜인지 확인/) },
  { name: "verify-false", path: "verify", open: to("/verify#no.such.receipt", /칙페이 영수증이 아니에요/) },
  { name: "not-found", path: "*", open: to("/nowhere", /없는 페이지/) },
];

/** For a member who has just signed up. */
export const NEWCOMER_SCREENS: readonly Screen[] = [
  { name: "home-empty", path: "/", open: to("/", /아직 주고받은 돈이 없어요/) },
  { name: "notifications-empty", path: "notifications", open: to("/notifications", /아직 알림이 없어요/) },
  { name: "schedules-empty", path: "schedules", open: to("/schedules", /아직 예약한 돈이 없어요/) },
  { name: "requests-empty", path: "requests", open: to("/requests", /받은 요청이 없어요/) },
  { name: "history-empty", path: "history", open: to("/history", /아직 주고받은 돈이 없어요/) },
];

/** A withdrawal that ends as the bank account's number says. */
const withdrawal = (name: string, bankAccountNumber: string, path: string, title: RegExp): Screen => ({
  name,
  path,
  async open(page) {
    await prepareWithdrawal(page, bankAccountNumber, "20000");
    await page.getByRole("button", { name: /원 출금하기$/ }).click();
    await heading(page, title);
  },
});

/** For a member with money. */
export const MEMBER_SCREENS: readonly Screen[] = [
  {
    name: "home",
    path: "/",
    async open(page) {
      await page.goto("/");
      await expectLive(page);
    },
  },
  { name: "charge", path: "charge", open: to("/charge", /얼마를 충전/) },
  {
    name: "charge-confirm",
    path: "charge/confirm",
    async open(page) {
      await page.goto("/charge");
      await enterAmount(page, "50000");
      await page.getByText("수수료").waitFor();
    },
  },
  {
    name: "charge-result",
    path: "charge/result",
    async open(page) {
      await page.goto("/charge");
      await enterAmount(page, "50000");
      await page.getByRole("button", { name: /원 충전하기$/ }).click();
      await heading(page, /충전했어요/);
    },
  },
  {
    name: "charge-refused",
    path: "charge/confirm",
    async open(page) {
      await page.goto("/charge");
      await page.getByRole("button", { name: /충전할 은행 바꾸기/ }).click();
      await fillBankAccount(page, "990000000003");
      await page.getByRole("button", { name: "이 계좌로 충전" }).click();
      await enterAmount(page, "50000");
      await page.getByRole("button", { name: /원 충전하기$/ }).click();
      await heading(page, /충전하지 못했어요/);
    },
  },
  { name: "withdraw", path: "withdraw", open: to("/withdraw", /어디로 출금/) },
  {
    name: "withdraw-amount",
    path: "withdraw/amount",
    async open(page) {
      await page.goto("/withdraw");
      await fillBankAccount(page, "110234567890");
      await next(page);
      await page.getByRole("textbox", { name: "금액" }).fill("20000");
    },
  },
  {
    name: "withdraw-confirm",
    path: "withdraw/confirm",
    open: (page) => prepareWithdrawal(page, "110234567890", "20000"),
  },
  withdrawal("withdraw-result", "110234567890", "withdraw/result", /출금했어요/),
  withdrawal("withdraw-waiting", "990000000007", "withdraw/result", /출금하는 중이에요/),
  withdrawal("withdraw-refused", "990000000002", "withdraw/confirm", /출금하지 못했어요/),
  ...SEND_SCREENS,
  ...REQUEST_SCREENS,
  { name: "history", path: "history", open: to("/history", /내역/) },
  { name: "insights", path: "insights", open: to("/insights", /달마다 오간 돈/) },
  {
    name: "insights-tables",
    path: "insights",
    async open(page) {
      await to("/insights", /달마다 오간 돈/)(page);
      const charts = page.getByRole("button", { name: "표로 보기" });
      while ((await charts.count()) > 0) await charts.first().click();
    },
  },
  {
    name: "history-filter",
    path: "history",
    async open(page) {
      await page.goto("/history");
      await page.getByRole("button", { name: "필터 열기" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "history-search",
    path: "history",
    async open(page) {
      await page.goto("/history?q=원&min=1");
      await page.getByRole("textbox", { name: "내역 찾기" }).waitFor();
    },
  },
  {
    name: "history-export",
    path: "history",
    async open(page) {
      await page.goto("/history");
      await page.getByRole("button", { name: "내보내기" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "history-failed",
    path: "history",
    async open(page) {
      // Only the session is still answered; it is the one request without a name.
      await page.route("**/graphql", (route) => (operationOf(route) ? route.abort() : route.fallback()));
      await page.goto("/history");
      await heading(page, /내역을 불러오지 못했어요/);
    },
    close: letThrough,
  },
  { name: "notifications", path: "notifications", open: to("/notifications", /알림/) },
  {
    name: "notification-settings",
    path: "notifications/settings",
    open: to("/notifications/settings", /돈이 오갈 때|알림 설정/),
  },
  { name: "my-page", path: "more", open: to("/more", /전체/) },
  { name: "account", path: "accounts/:id", open: (page, { accountPath }) => to(accountPath, /계좌 설정/)(page) },
  {
    name: "limits",
    path: "accounts/:id/limits",
    open: (page, { accountPath }) => to(`${accountPath}/limits`, /이체 한도/)(page),
  },
  {
    name: "close-account",
    path: "accounts/:id/close",
    open: (page, { accountPath }) => to(`${accountPath}/close`, /닫/)(page),
  },
  { name: "security", path: "security", open: to("/security", /로그인과 보안/) },
  {
    name: "security-totp",
    path: "security",
    async open(page) {
      await page.goto("/security");
      await page.getByRole("button", { name: "켜기" }).click();
      await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
      await page.getByRole("button", { name: "다음", exact: true }).click();
      await page.getByRole("img", { name: /그림을 찍어/ }).waitFor();
      // The sheet grows once the password is looked at, which takes its time on purpose: a tap excuses half a second.
      await page.evaluate(() => Object.assign(window, { layoutShift: 0 }));
    },
  },
  { name: "log-in-history", path: "security/history", open: to("/security/history", /로그인 기록/) },
  { name: "settings-password", path: "settings/password", open: to("/settings/password", /비밀번호를/) },
  { name: "settings-phone", path: "settings/phone", open: to("/settings/phone", /휴대폰/) },
  { name: "settings-data", path: "settings/data", open: to("/settings/data", /내 정보를/) },
  { name: "settings-email", path: "settings/email", open: to("/settings/email", /새 이메일/) },
  {
    name: "settings-email-code",
    path: "settings/email",
    async open(page) {
      await page.goto("/settings/email");
      await page.getByRole("textbox", { name: "새 이메일" }).fill(`${randomUUID()}@journey.example`);
      await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
      await next(page);
      await heading(page, /메일로 받은 번호/);
    },
  },
  { name: "leave", path: "leave", open: to("/leave", /떠나/) },
];

/** Opens the screens one after the other and lets each be looked at. */
export async function openEach(
  page: Page,
  screens: readonly Screen[],
  surroundings: Surroundings,
  look: (screen: Screen) => Promise<void>,
): Promise<void> {
  // Without a limit of its own a step that does not come would use up the whole test and leave no trace of which.
  page.setDefaultTimeout(20_000);
  for (const screen of screens) {
    await screen.open(page, surroundings);
    await look(screen);
    await screen.close?.(page);
  }
}
