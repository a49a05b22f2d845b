import { expect, test } from "./journey.ts";
import { charge, expectLive, prepareTransfer, sendButton, signUp } from "./person.ts";

test("money that comes is told live on the bell, read in the list, and by mail when one wants it", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const number = kim.account.number;
  await charge(hong, "50000");
  await kim.page.goto("/");
  await expectLive(kim.page);
  await expect(kim.page.getByRole("link", { name: "알림", exact: true })).toBeVisible();

  await prepareTransfer(hong, number, "12000");
  await sendButton(hong.page).click();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
  // Kim's page is not reloaded.
  const bell = kim.page.getByRole("link", { name: "알림, 새 알림 1개" });
  await expect(bell).toBeVisible();
  await bell.click();
  const told = kim.page.getByRole("link", { name: /12,000원 들어왔어요.*새 알림/ });
  await expect(told).toContainText("홍*동님이 보냈어요.");
  await expect(told.locator("svg")).toHaveClass(/lucide-arrow-down-left/);
  await told.click();
  await expect(kim.page.getByRole("heading", { name: /홍\*동님이/ })).toBeVisible();
  await kim.page.goto("/");
  await expect(kim.page.getByRole("link", { name: "알림", exact: true })).toBeVisible();

  // Whoever hides sums sees none in passing.
  await kim.page.getByRole("button", { name: "금액 숨기기" }).click();
  await kim.page.goto("/notifications");
  await expect(kim.page.getByRole("link", { name: /•••원 들어왔어요/ })).toBeVisible();
  await expect(kim.page.getByText("12,000원")).toHaveCount(0);
  await kim.page.getByRole("link", { name: "알림 설정" }).click();
  const security = kim.page.getByRole("group", { name: /계정을 지키는/ });
  await expect(security.getByRole("checkbox", { name: "이메일로" })).toBeDisabled();
  const byMail = kim.page.getByRole("group", { name: /돈이 오갈 때/ }).getByRole("checkbox", { name: "이메일로" });
  await byMail.click();
  await expect(byMail).toBeChecked();
  await kim.page.reload();
  await expect(byMail).toBeChecked();
});

test("what came in before the live line stood is in a list that was read even earlier", async ({ browser }) => {
  const [hong, kim] = [await signUp(browser, "홍길동"), await signUp(browser, "김나연")];
  await charge(hong, "50000");
  const { page } = kim;
  let letThrough: () => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.routeWebSocket(/\/graphql$/, async (socket) => {
    await isOpen;
    socket.connectToServer();
  });
  const isRead = page.waitForResponse((answer) => answer.request().postDataJSON()?.operationName === "Notifications");
  await page.goto("/notifications");
  await isRead;
  await prepareTransfer(hong, kim.account.number, "12000");
  await sendButton(hong.page).click();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
  const told = () =>
    kim.ask<{ notifications: { edges: unknown[] } }>(`{ notifications(first: 5) { edges { node { id } } } }`, {});
  await expect.poll(async () => (await told()).notifications.edges.length).toBeGreaterThan(0);
  await expect(page.getByRole("link", { name: /들어왔어요/ })).toHaveCount(0);
  letThrough();
  await expect(page.getByRole("link", { name: /12,000원 들어왔어요/ })).toBeVisible();
});
