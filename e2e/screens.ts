import { randomUUID } from "node:crypto";
import type { Page, Route } from "@playwright/test";
import {
  accountNumber,
  answerSignUp,
  enterAmount,
  expectLive,
  fillBankAccount,
  PASSWORD,
  type Person,
  prepareTransfer,
  prepareWithdrawal,
  sendButton,
  tickChecked,
} from "./person.ts";
import { REQUEST_SCREENS } from "./request-screens.ts";
import { RENT, SCHEDULES } from "./schedule-answers.ts";

/** What a screen may need to know: one's own account's page, and the number of somebody to send to. */
export interface Surroundings {
  accountPath: string;
  recipient: string;
}

/** Every screen of the app and how one gets there, for the checks that look at all of them. */
export interface Screen {
  name: string;
  /** As web/src/app/router.tsx has it. */
  path: string;
  open(page: Page, surroundings: Surroundings): Promise<void>;
  /** Undoes what would change the screens after this one. */
  close?(page: Page): Promise<void>;
}

const heading = (page: Page, name: RegExp) => page.getByRole("heading", { name }).first().waitFor();

const to = (address: string, title: RegExp) => async (page: Page) => {
  await page.goto(address);
  await heading(page, title);
};

const next = (page: Page) => page.getByRole("button", { name: "다음", exact: true }).click();

const operationOf = (route: Route) =>
  (route.request().postDataJSON() as { operationName?: string } | null)?.operationName;

/** Answers one operation in the server's stead; the others go through. */
const intercept = (page: Page, name: string, answer: (route: Route) => Promise<void>) =>
  page.route("**/graphql", (route) => (operationOf(route) === name ? answer(route) : route.fallback()));

const letThrough = (page: Page) => page.unroute("**/graphql");

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
      await intercept(page, "SignUpRequirements", (route) => route.fulfill({ json: { data: { signUpRequirements } } }));
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
      await intercept(page, "CheckEmailCode", (route) => route.fulfill({ json: { data: { checkEmailCode } } }));
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
      await page.getByRole("button", { name: /원 충전하기$/ }).waitFor();
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
  { name: "send", path: "send", open: to("/send", /누구에게/) },
  {
    name: "send-amount",
    path: "send/amount",
    async open(page, { recipient }) {
      await page.goto("/send");
      await page.getByRole("textbox", { name: "받는 분 계좌번호" }).fill(recipient);
      await next(page);
      await page.getByRole("textbox", { name: "금액" }).fill("125000");
    },
  },
  {
    name: "send-confirm",
    path: "send/confirm",
    open: (page, { recipient }) => prepareTransfer({ page }, recipient, "125000"),
  },
  {
    name: "send-when",
    path: "send/when",
    async open(page, { recipient }) {
      await prepareTransfer({ page }, recipient, "125000");
      await page.getByRole("link", { name: "바꾸기" }).click();
      await page.getByRole("button", { name: "매월", exact: true }).click();
      await page.getByRole("combobox", { name: "매월 며칠" }).selectOption("31");
      await page.getByText("마지막 날에 보내요").waitFor();
    },
  },
  {
    name: "send-later",
    path: "send/confirm",
    async open(page) {
      // From where the screen before stands.
      await next(page);
      await heading(page, /씩 보낼까요/);
    },
  },
  {
    name: "schedule",
    path: "schedules/:id",
    open: async (page) => {
      await tickChecked(page);
      await page.getByRole("button", { name: "자동이체 시작하기" }).click();
      await page.getByRole("dialog").getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
      await page.getByRole("dialog").getByRole("button", { name: "확인" }).click();
      await heading(page, /씩 보내고 있어요/);
    },
  },
  {
    name: "schedule-change",
    path: "schedules/:id/change",
    async open(page) {
      await page.getByRole("link", { name: "내용 변경하기" }).click();
      await heading(page, /어떻게 변경할까요/);
    },
  },
  {
    name: "schedule-change-confirm",
    path: "schedules/:id/change",
    async open(page) {
      await page.getByRole("textbox", { name: "금액" }).fill("560000");
      await next(page);
      await heading(page, /이렇게 변경할까요/);
    },
  },
  {
    name: "schedule-delayed",
    path: "schedules/:id",
    async open(page, { recipient }) {
      await prepareTransfer({ page }, recipient, "30000");
      await page.getByRole("link", { name: "바꾸기" }).click();
      await page.getByRole("button", { name: "몇 시간 뒤" }).click();
      await next(page);
      const plan = page.getByRole("button", { name: "30,000원 예약하기" });
      await plan.waitFor();
      await tickChecked(page);
      await plan.click();
      await page.getByRole("timer").waitFor();
    },
  },
  { name: "schedules", path: "schedules", open: to("/schedules", /예약·자동이체/) },
  {
    name: "schedule-cancel",
    path: "schedules/:id",
    async open(page) {
      await page.getByRole("link", { name: /30,000원/ }).click();
      await page.getByRole("button", { name: "예약 취소하기" }).click();
      await page.getByRole("dialog").waitFor();
    },
    close: (page) => page.getByRole("button", { name: "그대로 두기" }).click(),
  },
  {
    name: "schedules-later",
    path: "schedules",
    async open(page) {
      await intercept(page, "Schedules", (route) => route.fulfill({ json: { data: { schedules: SCHEDULES } } }));
      await to("/schedules", /멈춘 자동이체/)(page);
    },
  },
  {
    name: "schedule-failed",
    path: "schedules/:id",
    async open(page) {
      await intercept(page, "ScheduleDetail", (route) => route.fulfill({ json: { data: { schedule: RENT } } }));
      await page.getByRole("link", { name: /잔액이 모자랐어요/ }).click();
      await heading(page, /보낸 기록/);
      await page.getByText("다시 보내지 않아요").waitFor();
    },
    close: letThrough,
  },
  {
    name: "send-refused",
    path: "send/confirm",
    async open(page, { recipient }) {
      // Before the confirm page there is a check of its own, so the limit has to be met behind its back.
      const message = "이체 한도를 넘어요. 돈은 빠져나가지 않았어요.";
      const transfer = { __typename: "LimitExceeded", code: "LIMIT_EXCEEDED", message };
      await intercept(page, "Transfer", (route) => route.fulfill({ json: { data: { transfer } } }));
      await prepareTransfer({ page }, recipient, "125000");
      await sendButton(page).click();
      await heading(page, /보내지 못했어요/);
    },
    close: letThrough,
  },
  {
    name: "send-checking",
    path: "send/confirm",
    async open(page, { recipient }) {
      await intercept(page, "Transfer", (route) => route.abort("connectionreset"));
      await prepareTransfer({ page }, recipient, "41000");
      await sendButton(page).click();
      await heading(page, /확인하고 있어요/);
    },
  },
  {
    name: "send-unanswered",
    path: "send/confirm",
    // The transfer of the screen before, when every try has failed.
    open: (page) => heading(page, /답을 받지 못했어요/),
    async close(page) {
      await letThrough(page);
      await page.getByRole("button", { name: "다시 확인" }).click();
      await heading(page, /보냈어요/);
    },
  },
  {
    name: "receipt",
    path: "transfers/:id",
    async open(page, { recipient }) {
      await prepareTransfer({ page }, recipient, "32000");
      await sendButton(page).click();
      await heading(page, /보냈어요/);
    },
  },
  {
    name: "receipt-share",
    path: "transfers/:id",
    // Of the transfer of the screen before.
    async open(page) {
      await page.getByRole("button", { name: "공유" }).click();
      await page.getByRole("dialog").waitFor();
    },
    async close(page) {
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "receipt-report",
    path: "transfers/:id",
    async open(page) {
      await page.getByRole("button", { name: "문제 신고" }).click();
      await page.getByRole("dialog").waitFor();
    },
    async close(page) {
      await page.keyboard.press("Escape");
    },
  },
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

/** A member's account number and the address of the account's page. */
export async function accountOf(person: Person): Promise<{ number: string; accountPath: string }> {
  const number = await accountNumber(person);
  return { number, accountPath: new URL(person.page.url()).pathname };
}
