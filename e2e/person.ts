import { randomUUID } from "node:crypto";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";

export const PASSWORD = "correct horse battery";

/** Someone with a browser of their own. */
export interface Person {
  page: Page;
  context: BrowserContext;
  name: string;
  email: string;
  account: { id: string; number: string };
  /** Asks the API as the person, beside the screens. */
  ask: Ask;
}

/** What an answer holds is the query's to say. */
type Ask = <Data>(query: string, variables: object) => Promise<Data>;

const PHONE = { width: 360, height: 780 };

/**
 * Opens a browser whose owner signed up a while ago, and stands on the home screen. The API is asked: what a journey is
 * not about takes no time of it. Through the screens it is `answerSignUp`.
 */
export async function signUp(browser: Browser, name: string, viewport = PHONE): Promise<Person> {
  const context = await browser.newContext({ viewport });
  const email = `${randomUUID()}@journey.example`;
  let token = "";
  const ask: Ask = async (query: string, variables: object) => {
    const headers = { "accept-language": "ko", ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const answer = await context.request.post("/graphql", { data: { query, variables }, headers });
    const { data, errors } = await answer.json();
    expect(errors).toBeUndefined();
    return data;
  };
  const input = { name, email, password: PASSWORD };
  const { signUp: payload } = await ask<{ signUp: SignedUp }>(SIGN_UP, { input });
  expect(payload).toMatchObject({ __typename: "AuthPayload" });
  token = payload.accessToken;
  const page = await context.newPage();
  // The app asks for a session where somebody was logged in before; this page is none of its own.
  await page.goto("/healthz");
  await page.evaluate(() => {
    for (const known of ["signedInBefore", "keepsSeen"]) localStorage.setItem(`chickpay.${known}`, "yes");
  });
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();
  return { page, context, name, email, account: payload.user.accounts[0], ask };
}

interface SignedUp {
  accessToken: string;
  user: { accounts: [Person["account"]] };
}

const SIGN_UP = `mutation ($input: SignUpInput!) { signUp(input: $input) { __typename
  ... on AuthPayload { accessToken user { accounts { id number } } } } }`;

/** Answers the first questions of the sign-up, in their order, and stands before the next one. */
export async function answerSignUp(page: Page, answers: readonly string[]): Promise<void> {
  await page.goto("/signup");
  for (const [step, label] of ["이름", "휴대폰 번호", "이메일", "비밀번호"].slice(0, answers.length).entries()) {
    await page.getByRole("textbox", { name: label }).fill(answers[step] ?? "");
    await page.getByRole("button", { name: "다음", exact: true }).click();
  }
}

/** Charges from the linked sandbox bank, and is home when the money is there. */
export async function charge({ page, account, ask }: Person, amount: string): Promise<void> {
  const input = { accountId: account.id, amount, idempotencyKey: randomUUID() };
  const { deposit } = await ask<{ deposit: object }>(
    `mutation ($input: DepositInput!) { deposit(input: $input) { ... on DepositSuccess { transaction { state } } } }`,
    { input },
  );
  expect(deposit).toMatchObject({ transaction: { state: "SETTLED" } });
  if (new URL(page.url()).pathname !== "/") await page.goto("/");
  await expectLive(page);
}

/** Says which bank account of the sandbox the money goes to; how the bank behaves hangs on the number. */
export async function fillBankAccount(page: Page, bankAccountNumber: string): Promise<void> {
  // The button is called by the bank that was chosen before, if there is one.
  await page.getByRole("button", { name: /^은행 / }).click();
  await page.getByRole("dialog").getByRole("button", { name: "국민은행", exact: true }).click();
  await page.getByRole("textbox", { name: "계좌번호" }).fill(bankAccountNumber);
}

/** Up to the confirm page of a withdrawal. */
export async function prepareWithdrawal(page: Page, bankAccountNumber: string, amount: string): Promise<void> {
  await page.goto("/withdraw");
  await fillBankAccount(page, bankAccountNumber);
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await enterAmount(page, amount);
  await expect(page.getByText("실제 돈이 아니에요").first()).toBeVisible();
}

export async function enterAmount(page: Page, amount: string): Promise<void> {
  await page.getByRole("textbox", { name: "금액" }).fill(amount);
  await page.getByRole("button", { name: "다음", exact: true }).click();
}

/** Up to the confirm page, ready to send. */
export async function prepareTransfer({ page }: Pick<Person, "page">, to: string, amount: string): Promise<void> {
  await page.goto("/send");
  await page.getByRole("textbox", { name: "받는 분 계좌번호" }).fill(to);
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await enterAmount(page, amount);
  await expect(sendButton(page)).toBeVisible();
  await tickChecked(page);
}

/** Says yes to all that one is to look at twice. */
export async function tickChecked(page: Page): Promise<void> {
  // Until it is there, the page knows of no doubts.
  await page.getByText("수수료").waitFor();
  for (const doubt of await page.getByRole("checkbox").all()) if (!(await doubt.isChecked())) await doubt.click();
}

export function sendButton(page: Page) {
  return page.getByRole("button", { name: /^[\d,]+원 보내기$/ });
}

export async function expectBalance(page: Page, text: string, options?: { timeout: number }): Promise<void> {
  await expect(page.getByRole("region", { name: "잔액" }).getByText(text, { exact: true }).first()).toBeVisible(
    options,
  );
}

export async function expectLive(page: Page): Promise<void> {
  await expect(page.getByRole("region", { name: "잔액" }).getByText("실시간")).toBeVisible();
}

/** How many transfers of this amount the history shows. */
export async function countInHistory(page: Page, amountText: string): Promise<number> {
  await page.goto("/history");
  await expect(page.getByRole("heading", { name: "내역", level: 1 })).toBeVisible();
  await expect(page.getByText(/원$/).first()).toBeVisible();
  return page.getByRole("main").getByRole("listitem").filter({ hasText: amountText }).count();
}

/** Opens the newest mail to the address in the mailbox and reads the code in it, once the page asks for one. */
export async function codeFromMailbox(page: Page, email: string): Promise<string> {
  // The mailbox shows what is there as it opens.
  await page.getByRole("textbox", { name: "인증번호" }).waitFor();
  const mailbox = await page.context().newPage();
  await mailbox.goto("/dev/mailbox");
  await mailbox.getByRole("listitem").filter({ hasText: email }).first().getByRole("link").click();
  const code = await mailbox
    .getByRole("article")
    .getByText(/^\d{6}$/)
    .textContent();
  await mailbox.close();
  return code ?? "";
}
