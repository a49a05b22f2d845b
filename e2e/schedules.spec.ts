import { randomUUID } from "node:crypto";
import { expect, test } from "./journey.ts";
import { charge, expectBalance, expectLive, PASSWORD, prepareTransfer, signUp } from "./person.ts";
import { failedOnce } from "./schedule-answers.ts";
import { answer } from "./screen.ts";

test("money is planned for later, paused, resumed and cancelled; none of it moves before its time", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const kimsNumber = kim.account.number;
  await charge(hong, "100000");
  const { page } = hong;

  // Delayed, for somebody new: planned, counted down, and taken back.
  await prepareTransfer(hong, kimsNumber, "30000");
  await page.getByRole("link", { name: "바꾸기" }).click();
  await page.getByRole("button", { name: "몇 시간 뒤" }).click();
  await page.getByRole("button", { name: "4시간 뒤" }).click();
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await page.getByRole("checkbox", { name: /확인했어요/ }).click();
  await page.getByRole("button", { name: "30,000원 예약하기" }).dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("보낼 예정이에요");
  await expect(page.getByRole("timer")).toHaveText(/^03:(29|30):\d\d$/);
  await page.goto("/");
  await expectBalance(page, "100,000원");
  await page.getByRole("link", { name: /곧 보낼 돈 · 김\*연 30,000원/ }).click();
  await page.getByRole("button", { name: "예약 취소하기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "예약 취소하기" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("취소했어요");

  // Every month, more than there is today: confirmed with the password, paused and resumed.
  await page.goto("/send");
  await page.getByRole("textbox", { name: "받는 분 계좌번호" }).fill(kimsNumber);
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await page.getByRole("textbox", { name: "금액" }).fill("550000");
  await page.getByRole("link", { name: "나중에 보내기" }).click();
  await page.getByRole("button", { name: "매월", exact: true }).click();
  await page.getByRole("combobox", { name: "매월 며칠" }).selectOption({ label: "말일" });
  await page.getByRole("combobox", { name: "시각" }).selectOption({ label: "08:00" });
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await expect(page.getByText("매월 말일 08:00")).toBeVisible();
  await page.getByRole("checkbox", { name: /확인했어요/ }).click();
  await page.getByRole("button", { name: "자동이체 시작하기" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await page.getByRole("dialog").getByRole("button", { name: "확인" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("550,000원씩 보내고 있어요");
  await expect(page.getByRole("region", { name: "다음에 보낼 날" }).getByRole("listitem")).toHaveCount(3);

  // What was made just now is not made once more by stopping it and going on.
  const made = page.getByText("예약했어요", { exact: true });
  await expect(made).toBeVisible();
  for (const act of ["멈추기", "다시 시작하기"]) {
    await page.getByRole("button", { name: act }).click();
    await page.getByRole("dialog").getByRole("button", { name: act }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await expect(page.getByRole("heading", { level: 1 })).toContainText("550,000원씩 보내고 있어요");
  await expect(made).toHaveCount(0);

  // Changed, for another sum on another day: confirmed again, and so from the next date on.
  await page.getByRole("link", { name: "내용 변경하기" }).click();
  await expect(page.getByRole("button", { name: "다음", exact: true })).toBeDisabled();
  const amount = page.getByRole("textbox", { name: "금액" });
  await amount.press("Home");
  await amount.press("ArrowRight");
  await amount.pressSequentially("61");
  await expect(amount).toHaveValue("56,150,000");
  await amount.fill("560000");
  await page.getByRole("combobox", { name: "매월 며칠" }).selectOption({ label: "25일" });
  await page.getByRole("textbox", { name: "받는 분 표시" }).fill("302호");
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await expect(page.getByText("매월 25일 08:00")).toBeVisible();
  await expect(page.getByText("지금은 550,000원")).toBeVisible();
  // The schedule itself is no second one.
  await expect(page.getByText("같은 금액을 보내는 예약이 있어요")).toHaveCount(0);
  await page.getByRole("button", { name: "변경하기" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await page.getByRole("dialog").getByRole("button", { name: "확인" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("560,000원씩 보내고 있어요");
  await expect(page.getByText("302호")).toBeVisible();

  await page.getByRole("button", { name: "멈추기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "멈추기" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("멈췄어요");

  await page.goto("/schedules");
  await expect(page.getByRole("region", { name: "멈춘 자동이체" })).toContainText("매월 25일 08:00");
  await expect(page.getByRole("region", { name: "끝난 예약" })).toContainText("취소");
  await page.getByRole("link", { name: /560,000원/ }).click();
  await page.getByRole("button", { name: "다시 시작하기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "다시 시작하기" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("560,000원씩 보내고 있어요");

  // Told in the app, whatever is chosen, and the way there.
  await page.goto("/notifications");
  await expect(page.getByRole("link", { name: /예약을 만들었어요/ })).toHaveCount(2);
  await page.getByRole("link", { name: /예약을 변경했어요.*매월 560,000원/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("560,000원씩 보내고 있어요");
  await kim.page.goto("/");
  await expectBalance(kim.page, "0원");
});

test("a plan like one that there is is told before it is made, and one above the limit is not made", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const kimsNumber = (await signUp(browser, "김나연")).account.number;
  const { page } = hong;
  const prepare = async (amount: string, kind: string) => {
    await page.goto("/send");
    await page.getByRole("textbox", { name: "받는 분 계좌번호" }).fill(kimsNumber);
    await page.getByRole("button", { name: "다음", exact: true }).click();
    await page.getByRole("textbox", { name: "금액" }).fill(amount);
    await page.getByRole("link", { name: "나중에 보내기" }).click();
    await page.getByRole("button", { name: kind, exact: true }).click();
    await page.getByRole("button", { name: "다음", exact: true }).click();
  };
  const planIt = page.getByRole("button", { name: /원 예약하기/ });
  await prepare("30000", "몇 시간 뒤");
  await page.getByRole("checkbox", { name: /확인했어요/ }).click();
  await planIt.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("보낼 예정이에요");

  await prepare("30000", "몇 시간 뒤");
  await expect(page.getByText("같은 금액을 보내는 예약이 있어요")).toBeVisible();
  await page.getByRole("checkbox", { name: /확인했어요/ }).click();
  await expect(planIt).toBeDisabled();
  await page.getByRole("checkbox", { name: "예약과 별도로 보낼게요" }).click();
  await expect(planIt).toBeEnabled();

  // Above the limit it could be sent on no day.
  await prepare("5000001", "몇 시간 뒤");
  await page.getByRole("checkbox", { name: /확인했어요/ }).click();
  await expect(page.getByText("1회 한도 5,000,000원보다 1원 많아요").first()).toBeVisible();
  await expect(planIt).toBeDisabled();
  await page.getByRole("link", { name: "이체 한도 보기" }).click();
  await expect(page.getByText(/5,000,000원까지 정할 수 있어요/)).toBeVisible();
});

test("what was to be sent once and was not says so, and leads to sending it now", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const { page } = hong;
  const failed = failedOnce(hong.account.id, kim.account.number);
  await answer(page, "Schedules", { schedules: [failed] });
  await answer(page, "ScheduleDetail", { schedule: failed });
  await page.goto("/schedules");
  const row = page.getByRole("region", { name: "끝난 예약" }).getByRole("link", { name: /10,000원/ });
  await expect(row).toContainText("보내지 못함");
  await row.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("10,000원을 보내지 못했어요");
  await expect(page.getByText(/끝났어요/)).toHaveCount(0);
  await page.getByRole("button", { name: "지금 보내기" }).click();
  await expect(page.getByRole("heading", { name: "김*연님에게" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "금액" })).toHaveValue("10,000");
});

test("home looks at what is due when news comes of it, though no money has moved", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const toAccountNumber = (await signUp(browser, "김나연")).account.number;
  await expectLive(hong.page);
  await expect(hong.page.getByRole("link", { name: "알림", exact: true })).toBeVisible();
  // As on another device.
  const rule = { kind: "DELAYED", delayHours: 4 };
  const input = {
    fromAccountId: hong.account.id,
    toAccountNumber,
    amount: "10000",
    idempotencyKey: randomUUID(),
    rule,
  };
  const { scheduleTransfer } = await hong.ask<{ scheduleTransfer: object }>(
    `mutation ($input: ScheduleTransferInput!) { scheduleTransfer(input: $input) { __typename } }`,
    { input },
  );
  expect(scheduleTransfer).toEqual({ __typename: "ScheduleTransferSuccess" });
  await expect(hong.page.getByRole("link", { name: "알림, 새 알림 1개" })).toBeVisible();
  await expect(hong.page.getByRole("link", { name: /곧 보낼 돈 · 김\*연 10,000원/ })).toBeVisible();
});
