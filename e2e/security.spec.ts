import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import speakeasy from "speakeasy";
import { expect, test } from "./journey.ts";
import {
  answerSignUp,
  charge,
  expectLive,
  PASSWORD,
  type Person,
  prepareTransfer,
  sendButton,
  signUp,
} from "./person.ts";

/** What an authenticator app shows, now or some steps of thirty seconds later. */
function codeOf(secret: string, steps = 0): string {
  return speakeasy.totp({ secret, encoding: "base32", time: Date.now() / 1000 + steps * 30 });
}

async function turnOnTotp({ page }: Pick<Person, "page">): Promise<{ secret: string; recoveryCodes: string[] }> {
  await page.goto("/security");
  await page.getByRole("button", { name: "켜기" }).click();
  await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await expect(page.getByRole("img", { name: /그림을 찍어/ })).toBeVisible();
  const secret = ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
  await page.getByRole("textbox", { name: "인증 코드" }).fill(codeOf(secret));
  await expect(page.getByText(/지금만 보여요/)).toBeVisible();
  const recoveryCodes = await page.getByRole("dialog").getByRole("listitem").allTextContents();
  expect(recoveryCodes).toHaveLength(10);
  const done = page.getByRole("button", { name: "완료" });
  await expect(done).toBeDisabled();
  // What is shown once stays until somebody says that it is kept.
  await page.keyboard.press("Escape");
  await page.getByRole("checkbox", { name: "보관했어요" }).click();
  await done.click();
  await expect(page.getByText(/부터 켜져 있어요/)).toBeVisible();
  return { secret, recoveryCodes };
}

test("who has to wait after wrong passwords keeps nobody else at that screen waiting", async ({ browser }) => {
  const [hong, kim] = [await signUp(browser, "홍길동"), await signUp(browser, "김나연")];
  const page = await (await browser.newContext()).newPage();
  const logIn = page.getByRole("button", { name: "로그인", exact: true });
  const as = async ({ email }: Person, password: string) => {
    await page.getByRole("textbox", { name: "이메일" }).fill(email);
    await page.getByRole("textbox", { name: "비밀번호" }).fill(password);
  };
  await page.goto("/login");
  for (let tries = 0; tries < 6; tries++) {
    await as(kim, `not the password ${tries}`);
    await logIn.click();
    await expect(page.getByRole("alert")).toBeVisible();
  }
  await expect(page.getByText(/뒤에 다시 할 수 있어요/)).toBeVisible();
  await expect(logIn).toBeDisabled();
  await as(hong, PASSWORD);
  await logIn.click();
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();
});

async function logOut(page: Page): Promise<void> {
  await page.goto("/more");
  await page.getByRole("button", { name: "로그아웃" }).click();
  await expect(page.getByRole("heading", { name: /로그인/ })).toBeVisible();
}

async function fillLogIn(page: Page, email: string): Promise<void> {
  await page.getByRole("textbox", { name: "이메일" }).fill(email);
  await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await page.getByRole("button", { name: "로그인", exact: true }).click();
}

async function logInElsewhere(browser: Browser, { email }: Person): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto("/login");
  await fillLogIn(page, email);
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();
  return { page, context };
}

test("an authenticator app is connected, asked for, and a recovery code stands in for it once", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const { page } = hong;
  const { secret, recoveryCodes } = await turnOnTotp(hong);

  await logOut(page);
  await fillLogIn(page, hong.email);
  await expect(page.getByRole("heading", { name: /한 번 더/ })).toBeVisible();
  await page.getByRole("textbox", { name: "인증 코드" }).pressSequentially("000000");
  await expect(page.getByRole("alert").filter({ hasText: /코드가 맞지 않거나/ })).toBeVisible();
  // Six digits are enough: nothing has to be pressed, nor the field gone back to.
  await expect(page.getByRole("textbox", { name: "인증 코드" })).toBeFocused();
  await page.keyboard.type(codeOf(secret, 1));
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();

  await logOut(page);
  await fillLogIn(page, hong.email);
  await page.getByRole("button", { name: "복구 코드 사용" }).click();
  await page.getByRole("textbox", { name: "복구 코드" }).fill(recoveryCodes[0] ?? "");
  await page.getByRole("button", { name: "로그인", exact: true }).click();
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();
  await page.goto("/security");
  await expect(page.getByText("9개 남았어요")).toBeVisible();
});

test("the home screen tells what is still worth doing for one's security, until it is done or put off", async ({
  browser,
}) => {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 780 } })).newPage();
  await answerSignUp(page, ["홍길동", "", `${randomUUID()}@journey.example`, PASSWORD]);
  await page.getByRole("checkbox", { name: "전체 동의" }).click();
  await page.getByRole("button", { name: "회원가입" }).click();
  const toDo = page.getByRole("region", { name: "보안 할 일" });
  await toDo.getByRole("link", { name: /로그인을 더 안전하게/ }).click();
  await expect(page.getByRole("heading", { name: "로그인과 보안" })).toBeVisible();
  await turnOnTotp({ page });
  await page.getByRole("button", { name: "뒤로" }).click();
  await page.getByRole("navigation", { name: "주요 메뉴" }).getByRole("link", { name: "홈" }).click();
  // Nobody asked this member for a phone number yet.
  await expect(toDo).toContainText("휴대폰 번호를 넣어 두세요");
  await expect(toDo).not.toContainText("로그인을 더 안전하게");
  await toDo.getByRole("button", { name: "나중에 다시 보기" }).press("Enter");
  await expect(page.getByText("3주 뒤에 다시 알려 드릴게요")).toBeVisible();
  await expect(toDo).toBeHidden();
  await page.reload();
  await expectLive(page);
  await expect(toDo).toBeHidden();
});

test("a passkey is added after a confirmation, logs in without a password, and is removed", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const { page, context } = hong;
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto("/security");
  await page.getByRole("button", { name: "패스키 추가" }).click();
  await page.getByRole("textbox", { name: "패스키 이름" }).fill("내 전화");
  await page.getByRole("button", { name: "다음", exact: true }).click();
  // Nothing else is there yet to confirm with.
  await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await page.getByRole("button", { name: "확인", exact: true }).click();
  await page.getByRole("checkbox", { name: "보관했어요" }).click();
  await page.getByRole("button", { name: "완료" }).click();
  await expect(page.getByText("내 전화", { exact: true })).toBeVisible();

  const touches = (enabled: boolean) =>
    devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
  // Until the next load the browser offers none by itself: that could be quicker than the button.
  await page.goto("/more");
  await page.evaluate(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
  await page.getByRole("button", { name: "로그아웃" }).click();
  await page.getByRole("button", { name: "패스키로 로그인" }).click();
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();

  // The browser offers it where the e-mail is typed; this one's person takes it at once.
  await page.goto("/more");
  await page.getByRole("button", { name: "로그아웃" }).click();
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();

  await touches(false);
  await logOut(page);
  await fillLogIn(page, hong.email);
  await touches(true);
  await page.getByRole("button", { name: "패스키로 확인" }).click();
  await expect(page.getByRole("heading", { name: "홈" })).toBeVisible();

  // With no app there is no code: the passkey makes new ones.
  await page.goto("/security");
  await page.getByRole("button", { name: "새로 만들기" }).click();
  await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await page.getByRole("button", { name: "패스키로 확인" }).click();
  await page.getByRole("checkbox", { name: "보관했어요" }).click();
  await page.getByRole("button", { name: "완료" }).click();

  // What is there already vouches for what is added.
  await page.goto("/security");
  await page.getByRole("button", { name: "켜기" }).click();
  await page.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await page.getByRole("button", { name: "다음", exact: true }).click();
  await page.getByRole("button", { name: "패스키로 확인" }).click();
  await expect(page.getByRole("img", { name: /그림을 찍어/ })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.goto("/security");
  await page.getByRole("button", { name: /내 전화 패스키 지우기/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "패스키로 확인" }).click();
  await expect(page.getByText(/아직 없어요/)).toBeVisible();
});

test("with an authenticator app on, another password and phone number are confirmed with a code", async ({
  browser,
}) => {
  const hong = await signUp(browser, "홍길동");
  const { page } = hong;
  const { secret, recoveryCodes } = await turnOnTotp(hong);
  const dialog = page.getByRole("dialog", { name: "한 번 더 확인할게요" });

  await page.goto("/settings/password");
  await page.getByRole("textbox", { name: "지금 비밀번호" }).fill(PASSWORD);
  await page.getByRole("textbox", { name: "새 비밀번호" }).fill("three quiet otters drum");
  await page.getByRole("button", { name: "비밀번호 바꾸기" }).click();
  await dialog.getByRole("textbox", { name: "인증 코드" }).fill(codeOf(secret, 1));
  await expect(page.getByRole("heading", { name: "전체" })).toBeVisible();

  await page.goto("/settings/phone");
  await page.getByRole("textbox", { name: "휴대폰 번호" }).fill("010-1234-5678");
  await page.getByRole("textbox", { name: "비밀번호" }).fill("three quiet otters drum");
  await page.getByRole("button", { name: "저장" }).click();
  await dialog.getByRole("button", { name: "복구 코드 사용" }).click();
  await dialog.getByRole("textbox", { name: "복구 코드" }).fill(recoveryCodes[0] ?? "");
  await dialog.getByRole("button", { name: "확인", exact: true }).click();
  await expect(page.getByRole("link", { name: /휴대폰 번호/ })).toContainText("010-****-5678");
});

test("a large transfer is confirmed once more, and only as it was shown", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const kim = await signUp(browser, "김나연");
  const kimsNumber = kim.account.number;
  await charge(hong, "3000000");
  await prepareTransfer(hong, kimsNumber, "1200000");
  await sendButton(hong.page).click();
  const dialog = hong.page.getByRole("dialog", { name: "한 번 더 확인할게요" });
  await dialog.getByRole("textbox", { name: "비밀번호" }).fill("not the password");
  await dialog.getByRole("button", { name: "확인", exact: true }).click();
  await expect(dialog.getByText("비밀번호가 맞지 않아요.")).toBeVisible();
  // Back is back to the page below, with all that was said on it.
  await hong.page.evaluate(() => window.history.back());
  await expect(dialog).toBeHidden();
  await expect(hong.page).toHaveURL(/\/send\/confirm$/);
  await sendButton(hong.page).click();
  await dialog.getByRole("textbox", { name: "비밀번호" }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "확인", exact: true }).click();
  await expect(hong.page.getByRole("heading", { name: /보냈어요/ })).toBeVisible();
});

test("a refresh cookie that was stolen and used logs both out", async ({ browser, request }) => {
  const hong = await signUp(browser, "홍길동");
  const stolen = (await hong.context.cookies()).find(({ name }) => name.includes("refresh"));
  const refresh = (cookie: string) =>
    request
      .post("/graphql", {
        headers: { cookie, "content-type": "application/json" },
        data: { query: "mutation { refreshSession { __typename } }" },
      })
      .then(async (response) => ({
        type: (await response.json()).data.refreshSession.__typename,
        next: /[\w-]*chickpay-refresh=[^;]+/.exec(response.headers()["set-cookie"] ?? "")?.[0] ?? "",
      }));
  const thief = await refresh(`${stolen?.name}=${stolen?.value}`);
  expect(thief.type).toBe("AuthPayload");
  // The thief goes on, and so uses up what the victim's next refresh would have been given again.
  const again = await refresh(thief.next);
  expect(again.type).toBe("AuthPayload");
  await hong.page.reload();
  await expect(hong.page.getByRole("heading", { name: /로그인/ })).toBeVisible();
  expect((await refresh(again.next)).type).toBe("SessionExpired");
});

test("a log-in in one tab ends what another tab of the browser showed, and nothing of it is left", async ({
  browser,
}) => {
  const [hong, kim] = [await signUp(browser, "홍길동"), await signUp(browser, "김나연")];
  await logOut(hong.page);
  const second = await hong.context.newPage();
  await second.goto("/login");
  await fillLogIn(hong.page, hong.email);
  await expectLive(hong.page);

  // The first tab's socket closes with its session; it goes on as who is logged in now.
  const startedAnew = hong.page.waitForEvent("load");
  await fillLogIn(second, kim.email);
  await Promise.all([expectLive(second), startedAnew]);
  for (const page of [hong.page, second]) {
    await page.goto("/more");
    await expect(page.getByText(kim.name).first()).toBeVisible();
    await expect(page.getByText(hong.name)).toHaveCount(0);
  }
});

test("a device that is logged out from another loses its live balance at once", async ({ browser }) => {
  const hong = await signUp(browser, "홍길동");
  const other = await logInElsewhere(browser, hong);
  await expectLive(other.page);
  await hong.page.goto("/security");
  await expect(hong.page.getByRole("button", { name: /로그아웃$/ }).first()).toBeVisible();
  await hong.page.getByRole("button", { name: "다른 기기 모두 로그아웃" }).click();
  await expect(other.page.getByRole("heading", { name: /로그인/ })).toBeVisible({ timeout: 3_000 });
  await expect(other.page.getByText("다른 기기에서 로그아웃했어요")).toBeVisible();
});
