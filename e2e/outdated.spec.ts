import { expect, test } from "./journey.ts";
import { charge, expectBalance, signUp } from "./person.ts";

test("a tab that is too old to be understood offers to reload, and goes on from there", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  await charge(hong, "10000");
  let isOld = true;
  let sentAsText = 0;
  await hong.page.route("**/graphql", (route) => {
    const body = route.request().postDataJSON();
    if (body.query !== undefined) sentAsText++;
    if (!isOld || body.operationName !== "History") return route.fallback();
    body.extensions.persistedQuery.sha256Hash = "0".repeat(64);
    return route.continue({ postData: body });
  });
  await hong.page.goto("/history");
  await expect(hong.page.getByText("새 버전이 나왔어요")).toBeVisible();
  await hong.page.screenshot({ path: "test-results/outdated.png" });
  isOld = false;
  await hong.page.getByRole("button", { name: "새로 고침" }).click();
  await expect(hong.page.getByText("+10,000원").first()).toBeVisible();
  await expect(hong.page.getByText("새 버전이 나왔어요")).toBeHidden();
  await hong.page.goto("/");
  await expectBalance(hong.page, "10,000원");
  expect(sentAsText).toBe(0);
});
