import { expect, test } from "./journey.ts";
import { expectBalance, signUp } from "./person.ts";

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

test("who is not signed in costs the server no question", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => request.url().endsWith("/graphql") && asked.push(request.url()));
  await page.goto("/");
  await expect(page.getByRole("heading", { name: /로그인/ })).toBeVisible();
  // The passkey button's own question is not about a session.
  expect(asked.length).toBeLessThanOrEqual(1);
});
