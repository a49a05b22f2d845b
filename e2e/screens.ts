import type { Page } from "@playwright/test";
import { accountNumber, enterAmount, expectLive, type Person, prepareTransfer, sendButton } from "./person.ts";

/** Every screen of the app and how one gets there, for the checks that look at all of them. */
export interface Screen {
  name: string;
  open(page: Page): Promise<void>;
}

const to = (path: string, heading: RegExp) => async (page: Page) => {
  await page.goto(path);
  await page.getByRole("heading", { name: heading }).first().waitFor();
};

export const STRANGER_SCREENS: readonly Screen[] = [
  { name: "login", open: to("/login", /로그인/) },
  { name: "sign-up", open: to("/signup", /이름/) },
  { name: "not-found", open: to("/nowhere", /없는 페이지/) },
];

/** For a member with money; `recipient` is the account number of somebody to send to. */
export function memberScreens(self: Person, accountPath: string, recipient: string): readonly Screen[] {
  return [
    {
      name: "home",
      async open(page) {
        await page.goto("/");
        await expectLive(page);
      },
    },
    { name: "charge", open: to("/charge", /얼마를 충전/) },
    {
      name: "charge-confirm",
      async open(page) {
        await page.goto("/charge");
        await enterAmount(page, "50000");
        await page.getByRole("button", { name: /원 충전하기$/ }).waitFor();
      },
    },
    {
      name: "charge-result",
      async open(page) {
        await page.goto("/charge");
        await enterAmount(page, "50000");
        await page.getByRole("button", { name: /원 충전하기$/ }).click();
        await page.getByRole("heading", { name: /충전했어요/ }).waitFor();
      },
    },
    { name: "withdraw", open: to("/withdraw", /어디로 출금/) },
    { name: "send", open: to("/send", /누구에게/) },
    {
      name: "send-amount",
      async open(page) {
        await page.goto("/send");
        await page.getByRole("textbox", { name: "받는 분 계좌번호" }).fill(recipient);
        await page.getByRole("button", { name: "다음", exact: true }).click();
        await page.getByRole("textbox", { name: "금액" }).fill("125000");
      },
    },
    { name: "send-confirm", open: () => prepareTransfer(self, recipient, "125000") },
    {
      name: "receipt",
      async open(page) {
        await prepareTransfer(self, recipient, "32000");
        await sendButton(page).click();
        await page.getByRole("heading", { name: /보냈어요/ }).waitFor();
      },
    },
    { name: "history", open: to("/history", /내역/) },
    { name: "my-page", open: to("/more", /전체/) },
    { name: "account", open: to(accountPath, /계좌 설정/) },
    { name: "close-account", open: to(`${accountPath}/close`, /닫/) },
    { name: "leave", open: to("/leave", /떠나/) },
  ];
}

/** A member's account number and the address of the account's page. */
export async function accountOf(person: Person): Promise<{ number: string; accountPath: string }> {
  const number = await accountNumber(person);
  return { number, accountPath: new URL(person.page.url()).pathname };
}
