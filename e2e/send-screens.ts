import { PASSWORD, prepareTransfer, sendButton, tickChecked } from "./person.ts";
import { RENT, SCHEDULES } from "./schedule-answers.ts";
import { answer, heading, intercept, letThrough, next, type Screen, to } from "./screen.ts";

/** Sending, now and later, and what came of it. */
export const SEND_SCREENS: readonly Screen[] = [
  { name: "send", path: "send", open: to("/send", /누구에게/) },
  {
    name: "send-amount",
    path: "send/amount",
    async open(page, { recipient }) {
      await page.goto("/send");
      await page.getByRole("textbox", { name: "받는 분 계좌번호" }).fill(recipient);
      await next(page);
      await page.getByRole("textbox", { name: "금액" }).fill("125000");
    },
  },
  {
    name: "send-confirm",
    path: "send/confirm",
    open: (page, { recipient }) => prepareTransfer({ page }, recipient, "125000"),
  },
  {
    name: "send-when",
    path: "send/when",
    async open(page, { recipient }) {
      await prepareTransfer({ page }, recipient, "125000");
      await page.getByRole("link", { name: "바꾸기" }).click();
      await page.getByRole("button", { name: "매월", exact: true }).click();
      await page.getByRole("combobox", { name: "매월 며칠" }).selectOption("31");
      await page.getByText("마지막 날에 보내요").waitFor();
    },
  },
  {
    name: "send-later",
    path: "send/confirm",
    async open(page) {
      // From where the screen before stands.
      await next(page);
      await heading(page, /씩 보낼까요/);
    },
  },
  {
    name: "schedule",
    path: "schedules/:id",
    open: async (page) => {
      await tickChecked(page);
      await page.getByRole("button", { name: "자동이체 시작하기" }).click();
      await page.getByRole("dialog").getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
      await page.getByRole("dialog").getByRole("button", { name: "확인" }).click();
      await heading(page, /씩 보내고 있어요/);
    },
  },
  {
    name: "schedule-change",
    path: "schedules/:id/change",
    async open(page) {
      await page.getByRole("link", { name: "내용 변경하기" }).click();
      await heading(page, /어떻게 변경할까요/);
    },
  },
  {
    name: "schedule-change-confirm",
    path: "schedules/:id/change",
    async open(page) {
      await page.getByRole("textbox", { name: "금액" }).fill("560000");
      await next(page);
      await heading(page, /이렇게 변경할까요/);
    },
  },
  {
    name: "schedule-delayed",
    path: "schedules/:id",
    async open(page, { recipient }) {
      await prepareTransfer({ page }, recipient, "30000");
      await page.getByRole("link", { name: "바꾸기" }).click();
      await page.getByRole("button", { name: "몇 시간 뒤" }).click();
      await next(page);
      const plan = page.getByRole("button", { name: "30,000원 예약하기" });
      await plan.waitFor();
      await tickChecked(page);
      await plan.click();
      await page.getByRole("timer").waitFor();
    },
  },
  { name: "schedules", path: "schedules", open: to("/schedules", /예약·자동이체/) },
  {
    name: "schedule-cancel",
    path: "schedules/:id",
    async open(page) {
      await page.getByRole("link", { name: /30,000원/ }).click();
      await page.getByRole("button", { name: "예약 취소하기" }).click();
      await page.getByRole("dialog").waitFor();
    },
    close: (page) => page.getByRole("button", { name: "그대로 두기" }).click(),
  },
  {
    name: "schedules-later",
    path: "schedules",
    async open(page) {
      await answer(page, "Schedules", { schedules: SCHEDULES });
      await to("/schedules", /멈춘 자동이체/)(page);
    },
  },
  {
    name: "schedule-failed",
    path: "schedules/:id",
    async open(page) {
      await answer(page, "ScheduleDetail", { schedule: RENT });
      await page.getByRole("link", { name: /잔액이 모자랐어요/ }).click();
      await heading(page, /보낸 기록/);
      await page.getByText("다시 보내지 않아요").waitFor();
    },
    close: letThrough,
  },
  {
    name: "send-refused",
    path: "send/confirm",
    async open(page, { recipient }) {
      // Before the confirm page there is a check of its own, so the limit has to be met behind its back.
      const message = "이체 한도를 넘어요. 돈은 빠져나가지 않았어요.";
      const transfer = { __typename: "LimitExceeded", code: "LIMIT_EXCEEDED", message };
      await answer(page, "Transfer", { transfer });
      await prepareTransfer({ page }, recipient, "125000");
      await sendButton(page).click();
      await heading(page, /보내지 못했어요/);
    },
    close: letThrough,
  },
  {
    name: "send-checking",
    path: "send/confirm",
    async open(page, { recipient }) {
      await intercept(page, "Transfer", (route) => route.abort("connectionreset"));
      await prepareTransfer({ page }, recipient, "41000");
      await sendButton(page).click();
      await heading(page, /확인하고 있어요/);
    },
  },
  {
    name: "send-unanswered",
    path: "send/confirm",
    // The transfer of the screen before, when every try has failed.
    open: (page) => heading(page, /답을 받지 못했어요/),
    async close(page) {
      await letThrough(page);
      await page.getByRole("button", { name: "다시 요청하기" }).click();
      await heading(page, /보냈어요/);
    },
  },
  {
    name: "receipt",
    path: "transfers/:id",
    async open(page, { recipient }) {
      await prepareTransfer({ page }, recipient, "32000");
      await sendButton(page).click();
      await heading(page, /보냈어요/);
    },
  },
  {
    name: "receipt-share",
    path: "transfers/:id",
    // Of the transfer of the screen before.
    async open(page) {
      await page.getByRole("button", { name: "공유" }).click();
      await page.getByRole("dialog").waitFor();
    },
    async close(page) {
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "receipt-report",
    path: "transfers/:id",
    async open(page) {
      await page.getByRole("button", { name: "문제 신고" }).click();
      await page.getByRole("dialog").waitFor();
    },
    async close(page) {
      await page.keyboard.press("Escape");
    },
  },
];
