import { readFile } from "node:fs/promises";
import { expect, test } from "./journey.ts";
import { failToPay, makeMovements } from "./movements.ts";
import { charge, signUp } from "./person.ts";
import { intercept, letThrough } from "./screen.ts";

test("a history is searched, filtered, written on, and keeps its place", async ({ browser }) => {
  // Ninety payments, and a list to walk down.
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const kimsNumber = kim.account.number;
  const { page } = hong;
  await charge(hong, "100000");
  await makeMovements(hong, kimsNumber, 90);

  // 1. A long list: what is far away is not in the page, and the place in it is kept.
  await page.goto("/history");
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(page.getByText("점심값 90")).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);
  for (let i = 0; i < 40 && !(await page.getByText("점심값 12", { exact: true }).isVisible()); i++) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(60);
  }
  const far = page.getByRole("link", { name: /점심값 12$|점심값 12 / }).first();
  await far.scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => window.scrollY);
  expect(place).toBeGreaterThan(2_000);
  await far.click();
  await expect(page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();

  // 2. A note with tags.
  await page.getByRole("button", { name: "메모 쓰기" }).click();
  await page.getByRole("textbox", { name: "메모" }).fill("회식에서 먼저 냄");
  await page.getByRole("textbox", { name: "태그" }).fill("정산");
  await page.getByRole("textbox", { name: "태그" }).press("Enter");
  await page.getByRole("button", { name: "저장하기" }).click();
  await expect(page.getByText("#정산")).toBeVisible();
  await page.goBack();
  await expect(page.getByText("회식에서 먼저 냄")).toBeVisible();
  expect(Math.abs((await page.evaluate(() => window.scrollY)) - place)).toBeLessThan(250);

  // 3. The search stands in the address and makes what it found stand out.
  await page.evaluate(() => window.scrollTo(0, 0));
  const search = page.getByRole("textbox", { name: "내역 찾기" });
  await search.fill("회식");
  await expect(page.locator("mark").first()).toHaveText("회식");
  await expect(rows.filter({ hasText: "점심값" })).toHaveCount(1);
  expect(new URL(page.url()).searchParams.get("q")).toBe("회식");
  await page.reload();
  await expect(search).toHaveValue("회식");
  await expect(page.getByText("여기까지예요")).toBeVisible();
  await search.fill("김나연");
  await expect(page.locator("mark").first()).toHaveText("김*연");
  await search.fill("없는 말");
  await expect(page.getByText("조건에 맞는 내역이 없어요")).toBeVisible();
  await page.getByRole("button", { name: "“없는 말” 필터 지우기" }).click();
  await expect(search).toHaveValue("");

  // 4. What failed, and why.
  await failToPay(hong, kimsNumber, "150000");
  await page.goto("/history?state=failed");
  await expect(page.getByText("잔액이 모자랐어요").first()).toBeVisible();
  await rows.getByRole("button").first().click();
  await expect(page.getByRole("dialog")).toContainText("돈은 빠져나가지 않았어요");
  await page.keyboard.press("Escape");

  // 5. An amount range.
  await page.goto("/history");
  await page.getByRole("button", { name: "필터 열기" }).click();
  await page.getByRole("textbox", { name: "최소" }).fill("100000");
  await page.getByRole("button", { name: "결과 보기" }).click();
  await expect(page.getByRole("button", { name: /100,000원.*필터 지우기/ })).toBeVisible();
  await expect(rows.filter({ hasText: "100,000원" })).toHaveCount(1);

  // 6. A month: this one has it all, the one before nothing.
  await page.goto("/history");
  const months = page.getByRole("combobox", { name: "월로 고르기" });
  const chosen = async (which: number) => {
    await page.getByRole("button", { name: "필터 열기" }).click();
    const month = (await months.getByRole("option").nth(which).textContent()) ?? "";
    await months.selectOption(month);
    await page.getByRole("button", { name: "결과 보기" }).click();
    await expect(page.getByRole("button", { name: `${month} 필터 지우기` })).toBeVisible();
  };
  await chosen(1);
  await expect(page.getByText("점심값 90")).toBeVisible();
  await chosen(2);
  await expect(page.getByText("조건에 맞는 내역이 없어요")).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: /년 \d+월 필터 지우기/ }).click();
  await expect(page.getByText("점심값 90")).toBeVisible();
});

test("a statement is made while one waits, in each format", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const { page } = hong;
  await charge(hong, "100000");
  await makeMovements(hong, kim.account.number, 3);
  await page.goto("/history");
  await page.getByRole("button", { name: "내보내기" }).click();
  const sheet = page.getByRole("dialog");
  for (const [format, name] of [
    ["PDF", "PDF"],
    ["CSV", "CSV"],
    ["엑셀", "XLSX"],
  ] as const) {
    await sheet.getByText(format, { exact: true }).first().click();
    await sheet.getByRole("button", { name: "내역서 만들기" }).click();
    const saved = sheet.getByRole("button", { name: new RegExp(`\\.${name.toLowerCase()} 내려받기$`) });
    const [file] = await Promise.all([page.waitForEvent("download"), saved.click()]);
    expect(file.suggestedFilename()).toMatch(new RegExp(`^chickpay-.*\\.${name.toLowerCase()}$`));
    const bytes = await readFile(await file.path());
    if (name === "PDF") expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    if (name === "CSV") expect(bytes.toString()).toContain("점심값 3");
  }
  // Whoever does not wait is told, and led there.
  await page.goto("/notifications");
  await page
    .getByRole("link", { name: /거래 내역서가 준비됐어요/ })
    .first()
    .click();
  await expect(sheet.getByRole("button", { name: /\.pdf 내려받기$/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  // Closed, it stays so.
  await expect(page).toHaveURL(/\/history$/);
  await page.reload();
  await expect(page.getByRole("button", { name: "내보내기" })).toBeVisible();
  await expect(sheet).toHaveCount(0);
});

test("at midnight in Seoul what was today is yesterday, and a new month has sums of its own", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  await charge(hong, "10000");
  const { page } = hong;
  const [year = 0, month = 0, day = 0] = new Date(Date.now() + 9 * 3_600_000).toISOString().split(/\D/).map(Number);
  const shortlyBefore = (midnight: number) => new Date(midnight - 9 * 3_600_000 - 30_000);

  await page.clock.install({ time: shortlyBefore(Date.UTC(year, month - 1, day + 1)) });
  for (const path of ["/", "/history"]) {
    await page.clock.setSystemTime(shortlyBefore(Date.UTC(year, month - 1, day + 1)));
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 3, name: /^오늘/ })).toBeVisible();
    await page.clock.runFor(40_000);
    await expect(page.getByRole("heading", { level: 3, name: /^어제/ })).toBeVisible();
    await expect(page.getByRole("heading", { level: 3, name: /^오늘/ })).toHaveCount(0);
  }

  const sums = page.getByRole("region", { name: `${month}월`, exact: true });
  for (const [path, operation] of [
    ["/", "Home"],
    ["/history", "History"],
  ] as const) {
    await page.clock.setSystemTime(shortlyBefore(Date.UTC(year, month, 1)));
    // By that clock a token of now is long over.
    await intercept(page, "RefreshSession", async (route) => {
      const json = await (await route.fetch()).json();
      json.data.refreshSession.expiresAt = new Date(Date.UTC(year, month, 2)).toISOString();
      await route.fulfill({ json });
    });
    await page.goto(path);
    await expect(sums).toContainText("+10,000원");
    await intercept(page, operation, async (route) => {
      const json = await (await route.fetch()).json();
      const next = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
      Object.assign(json.data.account.monthSummary, { month: next, totalIn: "0", totalOut: "0", count: 0 });
      await route.fulfill({ json });
    });
    await page.clock.runFor(40_000);
    await expect(page.getByRole("region", { name: `${(month % 12) + 1}월`, exact: true })).toContainText("0원");
    await expect(sums).toHaveCount(0);
    await letThrough(page);
  }
});
