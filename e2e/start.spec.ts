import { expect, test } from "./journey.ts";
import { charge, expectBalance, signUp } from "./person.ts";

test("the session and the first screen's data are asked for before the app's code has come, and once", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  await hong.page.goto("/");
  await expectBalance(hong.page, "0원");

  const asked: string[] = [];
  let codeCameAfter = -1;
  hong.page.on("request", (request) => {
    if (!request.url().endsWith("/graphql") || request.method() !== "POST") return;
    const { extensions, variables } = request.postDataJSON();
    asked.push(`${extensions.persistedQuery.sha256Hash} ${JSON.stringify(variables ?? {})}`);
  });
  await hong.page.route(/\/assets\/framework-/, async (route) => {
    // Long enough for three answers one after another.
    await expect.poll(() => asked.length).toBeGreaterThanOrEqual(3);
    codeCameAfter = asked.length;
    await route.continue();
  });
  await hong.page.reload();
  await expectBalance(hong.page, "0원");
  expect(codeCameAfter).toBe(3);
  await expect(hong.page.getByText("실시간")).toBeVisible();
  expect(asked).toHaveLength(new Set(asked).size);
});

test("while the app's code is on its way there is the screen to read, with the balance, and nothing to press", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  await charge(hong, "1234567");
  const { page } = hong;
  const picture = page.locator(".first-picture");
  const codeMayCome = Promise.withResolvers<void>();
  await page.route(/\/assets\/framework-/, async (route) => {
    await codeMayCome.promise;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await expect(picture.getByText("1,234,567원", { exact: true })).toBeVisible();
  await expect(picture.getByText("최근 내역")).toBeVisible();
  await expect(page.getByRole("link", { name: "보내기" })).toHaveCount(0);
  codeMayCome.resolve();
  await expectBalance(page, "1,234,567원");
  await expect(page.getByRole("link", { name: "보내기" }).first()).toBeVisible();
  await expect(picture).toHaveCount(0);

  // Whoever hides sums sees none, at no moment.
  await page.getByRole("button", { name: "금액 숨기기" }).click();
  const again = Promise.withResolvers<void>();
  await page.unroute(/\/assets\/framework-/);
  await page.route(/\/assets\/framework-/, async (route) => {
    await again.promise;
    await route.continue();
  });
  const answered = page.waitForResponse((answer) => answer.request().postData()?.includes('"Home"') ?? false);
  await page.reload({ waitUntil: "commit" });
  await (await answered).finished();
  await expect(picture.getByText("최근 내역")).toBeVisible();
  await expect(picture.getByText(/\d원/)).toHaveCount(0);
  again.resolve();
  await expect(page.getByText("실시간")).toBeVisible();
});

test("who is not signed in costs the server no question", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => request.url().endsWith("/graphql") && asked.push(request.url()));
  await page.goto("/");
  await expect(page.getByRole("heading", { name: /로그인/ })).toBeVisible();
  // The passkey button's own question is not about a session.
  expect(asked.length).toBeLessThanOrEqual(1);
});
