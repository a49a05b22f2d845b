import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "./journey.ts";
import { codeFromMailbox } from "./person.ts";
import { startServer } from "./server.ts";

// A server that lets no password be older than a day, and whose demo members joined two days ago.
let server: Awaited<ReturnType<typeof startServer>>;
test.beforeAll(async () => {
  const clock = pathToFileURL(join(import.meta.dirname, "earlier-clock.ts"));
  server = await startServer({ PASSWORD_MAX_AGE_DAYS: "1", NODE_OPTIONS: `--import=${clock}` });
});
test.afterAll(() => server.stop());

test("whoever logs in with too old a password is led to a new one", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 780 } });
  const page = await context.newPage();
  const email = "hong@demo.chickpay.dev";
  const logIn = async (password: string) => {
    await page.getByRole("textbox", { name: "이메일" }).fill(email);
    await page.getByRole("textbox", { name: "비밀번호" }).fill(password);
    await page.getByRole("button", { name: "로그인", exact: true }).click();
  };
  const next = () => page.getByRole("button", { name: "다음", exact: true }).click();

  await page.goto("/login?next=%2Fhistory");
  await logIn("chickpay-demo");
  const told = page.getByRole("alert").filter({ hasText: "비밀번호를 쓴 지 오래됐어요" });
  await expect(told).toBeVisible();
  await page.screenshot({ path: "test-results/password-age-360.png" });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.screenshot({ path: "test-results/password-age-1280.png" });
  await told.getByRole("link", { name: "비밀번호 바꾸기" }).click();

  await expect(page.getByRole("heading", { name: /가입한 이메일/ })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "이메일" })).toHaveValue(email);
  await next();
  await page.getByRole("textbox", { name: "인증번호" }).fill(await codeFromMailbox(page, email));
  await next();
  await page.getByRole("textbox", { name: "새 비밀번호" }).fill("another long sentence");
  await page.getByRole("button", { name: "비밀번호 바꾸기" }).click();
  await expect(page.getByText(/비밀번호를 바꿨어요/)).toBeVisible();
  await logIn("another long sentence");
  await expect(page.getByRole("heading", { name: /^내역$/ })).toBeVisible();
  await context.close();
});
