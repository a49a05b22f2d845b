import { readFile } from "node:fs/promises";
import { expect, test } from "./journey.ts";
import { charge, prepareTransfer, sendButton, signUp } from "./person.ts";

test("a receipt is given away as a link and as a file, and somebody without an account sees whether it is real", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  await charge(hong, "50000");
  await prepareTransfer(hong, kim.account.number, "12000");
  await sendButton(hong.page).click();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
  await hong.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await hong.page.getByRole("button", { name: "공유" }).click();
  await hong.page.getByRole("button", { name: "확인 링크 복사" }).click();
  await expect(hong.page.getByText("확인 링크를 복사했어요")).toBeVisible();
  const link = await hong.page.evaluate(() => navigator.clipboard.readText());
  const saving = hong.page.waitForEvent("download");
  await hong.page.getByRole("button", { name: "파일로 저장" }).click();
  const receipt = await readFile(await (await saving).path(), "utf8");
  expect(link.endsWith(`/verify#${receipt.trim()}`)).toBe(true);

  const stranger = await (await browser.newContext({ locale: "ko-KR" })).newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { name: /진짜 영수증이에요/ })).toBeVisible();
  await expect(stranger.getByRole("main")).toContainText("12,000원");
  await expect(stranger.getByRole("main")).toContainText("홍*동");
  await expect(stranger.getByRole("main")).not.toContainText("홍길동");

  await stranger.getByRole("button", { name: "다른 영수증 확인하기" }).click();
  await stranger.getByRole("textbox").fill(receipt.replace(".", "x."));
  await stranger.getByRole("button", { name: "확인하기" }).click();
  await expect(stranger.getByRole("heading", { name: "칙페이 영수증이 아니에요" })).toBeVisible();
});

test("what is wrong with a transfer is told from its receipt, and has a number, on the screen and by mail", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  await charge(hong, "50000");
  await prepareTransfer(hong, kim.account.number, "12000");
  await sendButton(hong.page).click();
  await hong.page.getByRole("button", { name: "문제 신고" }).click();
  const sheet = hong.page.getByRole("dialog");
  await sheet.getByRole("button", { name: "신고하기" }).click();
  await expect(sheet.getByRole("alert")).toHaveText("무슨 일이 있었는지 적어 주세요");
  await sheet.getByRole("combobox", { name: "문제" }).selectOption("NOT_MINE");
  await sheet.getByRole("textbox", { name: "무슨 일이 있었나요?" }).fill("제가 보낸 적이 없어요");
  await sheet.getByRole("button", { name: "신고하기" }).click();
  await expect(sheet.getByRole("heading", { name: "신고를 받았어요" })).toBeVisible();
  const [number = ""] = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec((await sheet.textContent()) ?? "") ?? [];
  await sheet.getByRole("button", { name: "확인", exact: true }).click();
  await expect(sheet).toBeHidden();

  await hong.page.goto("/dev/mailbox");
  const mail = hong.page.getByRole("listitem").filter({ hasText: hong.email }).filter({ hasText: number });
  await expect(mail).toContainText("신고를 받았어요");
});
