import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./journey.ts";
import { answerSignUp, codeFromMailbox, PASSWORD } from "./person.ts";
import { startServer } from "./server.ts";

// A server that asks for a code from the mail, as the one in production does.
let server: Awaited<ReturnType<typeof startServer>>;
test.beforeAll(async () => {
  server = await startServer({ SIGN_UP_EMAIL_CODE: "required", DEMO_DATA: "off" });
});
test.afterAll(() => server.stop());

const next = (page: Page) => page.getByRole("button", { name: "다음", exact: true }).click();
const heading = (page: Page, name: RegExp) => expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();

test("one signs up with a code from the mail, forgets the password, and gets in with a new one", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 780 } });
  const page = await context.newPage();
  const email = `${randomUUID()}@journey.example`;

  await answerSignUp(page, ["홍길동", "01012345678", email]);
  await heading(page, /메일로 받은 번호/);
  const code = await codeFromMailbox(page, email);
  await page.getByRole("textbox", { name: "인증번호" }).fill(String((Number(code) + 1) % 1_000_000).padStart(6, "0"));
  await next(page);
  await expect(page.getByText(/코드가 맞지 않거나/)).toBeVisible();
  // Back keeps what was typed, and the same address needs no other code.
  await page.getByRole("button", { name: "뒤로" }).click();
  await expect(page.getByRole("textbox", { name: "이메일" })).toHaveValue(email);
  await page.getByRole("button", { name: "뒤로" }).click();
  await expect(page.getByRole("textbox", { name: "휴대폰 번호" })).toHaveValue("010-1234-5678");
  await next(page);
  await next(page);
  await page.getByRole("textbox", { name: "인증번호" }).fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await next(page);
  // What is too easy to guess is found at the end and leads back to its question.
  await page.getByRole("textbox", { name: "비밀번호" }).fill("password1234");
  await next(page);
  await page.getByRole("checkbox", { name: "전체 동의" }).click();
  await page.getByRole("button", { name: "회원가입" }).click();
  await expect(page.getByText(/쉽게 짐작할 수 있는/)).toBeVisible();
  await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await next(page);
  await page.getByRole("button", { name: "회원가입" }).click();
  await heading(page, /^홈$/);

  await page.goto("/more");
  await expect(page.getByRole("link", { name: /휴대폰 번호/ })).toContainText("010-****-5678");
  await page.getByRole("button", { name: "로그아웃" }).click();
  await page.getByRole("link", { name: "비밀번호를 잊었나요?" }).click();
  // The log-in page asks for an e-mail too, and stays until the next one is loaded.
  await heading(page, /가입한 이메일/);
  await page.getByRole("textbox", { name: "이메일" }).fill(email);
  await next(page);
  await heading(page, /메일로 받은 번호/);
  await page.getByRole("textbox", { name: "인증번호" }).fill(await codeFromMailbox(page, email));
  await next(page);
  await page.getByRole("textbox", { name: "새 비밀번호" }).fill("another long sentence");
  await page.getByRole("button", { name: "비밀번호 바꾸기" }).click();
  await expect(page.getByText(/비밀번호를 바꿨어요/)).toBeVisible();
  await page.getByRole("textbox", { name: "이메일" }).fill(email);
  await page.getByRole("textbox", { name: "비밀번호" }).fill("another long sentence");
  await page.getByRole("button", { name: "로그인", exact: true }).click();
  await heading(page, /^홈$/);
  await context.close();
});

test("a member changes password, phone number and e-mail; another's sign-up with that e-mail learns nothing", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const [email, nextEmail] = [`${randomUUID()}@journey.example`, `${randomUUID()}@journey.example`];
  await answerSignUp(page, ["김나연", "", email]);
  await heading(page, /메일로 받은 번호/);
  await page.getByRole("textbox", { name: "인증번호" }).fill(await codeFromMailbox(page, email));
  await next(page);
  await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await next(page);
  await page.getByRole("checkbox", { name: "전체 동의" }).click();
  await page.getByRole("button", { name: "회원가입" }).click();
  await heading(page, /^홈$/);

  await page.goto("/settings/password");
  await page.getByRole("textbox", { name: "지금 비밀번호" }).fill("wrong password");
  await page.getByRole("textbox", { name: "새 비밀번호" }).fill("another long sentence");
  await page.getByRole("button", { name: "비밀번호 바꾸기" }).click();
  await expect(page.getByText("비밀번호가 맞지 않아요.")).toBeVisible();
  await page.getByRole("textbox", { name: "지금 비밀번호" }).fill(PASSWORD);
  await page.getByRole("button", { name: "비밀번호 바꾸기" }).click();
  await heading(page, /^전체$/);

  await page.getByRole("link", { name: /휴대폰 번호/ }).click();
  await page.getByRole("textbox", { name: "휴대폰 번호" }).fill("01098765432");
  await page.getByRole("textbox", { name: "비밀번호" }).fill("another long sentence");
  await page.getByRole("button", { name: "저장" }).click();
  await expect(page.getByRole("link", { name: /휴대폰 번호/ })).toContainText("010-****-5432");
  await page.getByRole("link", { name: /휴대폰 번호/ }).click();
  await page.getByRole("textbox", { name: "비밀번호" }).fill("another long sentence");
  await page.getByRole("button", { name: "지금 번호 보기" }).click();
  await expect(page.getByText("010-9876-5432")).toBeVisible();

  // What is known of a member is theirs to have, and nobody else's at a device that was left open.
  await page.goto("/more");
  await page.getByRole("link", { name: "내 정보 내려받기" }).click();
  const save = page.getByRole("button", { name: "내려받기" });
  await page.getByRole("textbox", { name: "비밀번호" }).fill("wrong password");
  await save.click();
  await expect(page.getByText("비밀번호가 맞지 않아요.")).toBeVisible();
  await page.getByRole("textbox", { name: "비밀번호" }).fill("another long sentence");
  const [file] = await Promise.all([page.waitForEvent("download"), save.click()]);
  expect(file.suggestedFilename()).toMatch(/^chickpay-my-data-.*\.json$/);
  const known = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(known.me).toMatchObject({ name: "김나연", email, phone: "010-9876-5432", accounts: [{ balance: "0" }] });
  expect(known.logIns).toContainEqual(expect.objectContaining({ outcome: "DONE" }));

  await page.goto("/settings/email");
  await page.getByRole("textbox", { name: "새 이메일" }).fill(nextEmail);
  await page.getByRole("textbox", { name: "비밀번호" }).fill("another long sentence");
  await next(page);
  await heading(page, /메일로 받은 번호/);
  await page.getByRole("textbox", { name: "인증번호" }).fill(await codeFromMailbox(page, nextEmail));
  await page.getByRole("button", { name: "바꾸기" }).click();
  await heading(page, /^전체$/);
  await expect(page.getByRole("link", { name: /이메일/ })).toContainText(`${nextEmail.slice(0, 2)}***`);

  const stranger = await (await browser.newContext({ baseURL: server.url })).newPage();
  await answerSignUp(stranger, ["홍길동", "", nextEmail]);
  await heading(stranger, /메일로 받은 번호/);
  await stranger.goto("/dev/mailbox?lang=en");
  await expect(stranger.getByRole("heading", { name: "Development mailbox" })).toBeVisible();
  await expect(stranger.getByRole("listitem").first()).toContainText("이미 칙페이에 가입하셨어요");
  await context.close();
});
