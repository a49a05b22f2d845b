import type { Locale } from "../../graphql/texts.js";
import type { MailContent } from "./mail.layout.js";
import { SCHEDULE_MAIL_TEXTS, type ScheduleMailDetails } from "./mail.schedule-texts.js";
import { calendarDayIn, dayIn, moment, NOT_YOU, placeIn, type Whereabouts } from "./mail.words.js";

/** Every mail we send and what it needs to know. */
export interface MailDetails extends ScheduleMailDetails {
  sign_up_code: { code: string };
  already_member: Record<never, never>;
  password_reset_code: { code: string };
  not_a_member: Record<never, never>;
  email_change_code: { code: string };
  /** Somebody who is a member already wanted to take this address, which has one. */
  address_in_use: Record<never, never>;
  email_changed: { newEmail: string };
  password_changed: Record<never, never>;
  new_device: Whereabouts;
  log_in_locked: Whereabouts & { minutes: number };
  second_factor_on: Whereabouts;
  second_factor_off: Whereabouts;
  recovery_code_used: Whereabouts;
  recovery_codes_renewed: Whereabouts;
  passkey_added: Whereabouts;
  passkey_removed: Whereabouts;
  /** A refresh token came a second time: somebody has a copy. */
  session_reused: Whereabouts;
  membership_closing: { leavesAt: Date };
  membership_not_empty: Record<never, never>;
  member_locked: Record<never, never>;
  member_unlocked: Record<never, never>;
  /** Raised limits that count later. */
  limits_raising: { account: string; effectiveAt: Date };
  /** What somebody wanted to be told by mail too. */
  notification: { title: string; text: string };
  /** Days are `yyyy-mm-dd`. */
  statement_ready: { from: string; to: string; expiresAt: Date };
  problem_reported: { number: string };
}
export type MailTemplate = keyof MailDetails;
/** Nobody can turn these off. */
export type SecurityNotice =
  | "second_factor_on"
  | "second_factor_off"
  | "recovery_code_used"
  | "recovery_codes_renewed"
  | "passkey_added"
  | "passkey_removed";

type Texts = { readonly [Template in MailTemplate]: (details: MailDetails[Template]) => MailContent };

const KO: Texts = {
  ...SCHEDULE_MAIL_TEXTS.ko,
  sign_up_code: ({ code }) => ({
    subject: `칙페이 인증번호 ${code}`,
    title: "회원가입 인증번호예요",
    code,
    paragraphs: ["가입 화면에 이 번호를 입력해 주세요. 10분 동안 쓸 수 있어요."],
    note: "칙페이에 가입하려던 게 아니라면 이 메일을 지워 주세요. 칙페이는 인증번호를 전화나 메시지로 묻지 않아요.",
  }),
  already_member: () => ({
    subject: "이미 칙페이에 가입하셨어요",
    title: "이미 칙페이 회원이에요",
    paragraphs: [
      "이 이메일로 회원가입을 하려는 분이 있었어요. 본인이라면 새로 가입하지 않고 바로 로그인할 수 있어요.",
      "비밀번호가 기억나지 않으면 로그인 화면에서 ‘비밀번호를 잊었나요?’를 눌러 주세요.",
    ],
    note: "본인이 한 일이 아니어도 괜찮아요. 바뀐 것은 없어요.",
  }),
  password_reset_code: ({ code }) => ({
    subject: `칙페이 비밀번호 재설정 번호 ${code}`,
    title: "비밀번호를 새로 만드는 번호예요",
    code,
    paragraphs: ["비밀번호를 새로 만드는 화면에 이 번호를 입력해 주세요. 10분 동안 쓸 수 있어요."],
    note: "본인이 한 일이 아니라면 이 메일을 지워 주세요. 비밀번호는 그대로예요. 칙페이는 이 번호를 전화나 메시지로 묻지 않아요.",
  }),
  not_a_member: () => ({
    subject: "이 이메일로 만든 칙페이 계정이 없어요",
    title: "이 이메일로 가입한 적이 없어요",
    paragraphs: [
      "이 이메일로 비밀번호를 새로 만들려는 분이 있었어요. 칙페이에는 이 이메일로 만든 계정이 없어요.",
      "다른 이메일로 가입하지 않았는지 확인해 주세요.",
    ],
    note: "본인이 한 일이 아니라면 이 메일을 지워 주세요.",
  }),
  email_change_code: ({ code }) => ({
    subject: `칙페이 이메일 변경 번호 ${code}`,
    title: "이메일을 바꾸는 번호예요",
    code,
    paragraphs: ["이메일을 바꾸는 화면에 이 번호를 입력해 주세요. 10분 동안 쓸 수 있어요."],
    note: "칙페이 이메일을 바꾸려던 게 아니라면 이 메일을 지워 주세요. 바뀌는 것은 없어요.",
  }),
  address_in_use: () => ({
    subject: "이 이메일은 이미 칙페이에서 쓰고 있어요",
    title: "이미 쓰고 있는 이메일이에요",
    paragraphs: [
      "다른 계정의 이메일을 이 주소로 바꾸려는 분이 있었어요. 이 주소로 만든 계정이 이미 있어서 바꾸지 않았어요.",
      "본인이라면 이 이메일로 바로 로그인할 수 있어요.",
    ],
    note: "본인이 한 일이 아니어도 괜찮아요. 바뀐 것은 없어요.",
  }),
  email_changed: ({ newEmail }) => ({
    subject: "칙페이 이메일이 바뀌었어요",
    title: "로그인 이메일이 바뀌었어요",
    paragraphs: [`이제 ${newEmail} 주소로 로그인해요. 이 주소로는 더 로그인할 수 없어요.`],
    note: "본인이 바꾸지 않았다면 바로 고객센터에 알려 주세요. 이 메일을 받은 주소로 되돌려 드려요.",
  }),
  password_changed: () => ({
    subject: "칙페이 비밀번호가 바뀌었어요",
    title: "비밀번호가 바뀌었어요",
    paragraphs: ["다른 기기에서는 모두 로그아웃했어요. 새 비밀번호로 다시 로그인해 주세요."],
    note: "본인이 바꾸지 않았다면 로그인 화면의 ‘비밀번호를 잊었나요?’로 바로 새로 만들고 고객센터에 알려 주세요.",
  }),
  new_device: (where) => ({
    subject: "새 기기에서 칙페이에 로그인했어요",
    title: "새 기기에서 로그인했어요",
    paragraphs: [placeIn("ko", where), "본인이 로그인했다면 아무것도 하지 않아도 돼요."],
    note: NOT_YOU.ko,
  }),
  log_in_locked: ({ minutes, ...where }) => ({
    subject: "칙페이 로그인을 잠시 막았어요",
    title: "비밀번호가 여러 번 틀렸어요",
    paragraphs: [
      placeIn("ko", where),
      `계정을 지키려고 거기서는 ${minutes}분 동안 로그인을 막았어요. 전에 로그인한 기기에서는 그대로 로그인할 수 있어요.`,
      "본인인데 비밀번호가 기억나지 않으면 로그인 화면에서 ‘비밀번호를 잊었나요?’를 눌러 주세요. 바로 다시 로그인할 수 있어요.",
    ],
    note: "본인이 한 일이 아니어도 로그인된 것은 아니에요. 다른 곳에서도 쓰는 비밀번호라면 새로 만들어 주세요.",
  }),
  second_factor_on: (where) => ({
    subject: "칙페이 2단계 인증을 켰어요",
    title: "2단계 인증을 켰어요",
    paragraphs: [
      placeIn("ko", where),
      "이제 로그인할 때 인증 앱의 번호도 물어봐요. 다른 기기에서는 모두 로그아웃했어요.",
    ],
    note: NOT_YOU.ko,
  }),
  second_factor_off: (where) => ({
    subject: "칙페이 2단계 인증을 껐어요",
    title: "2단계 인증을 껐어요",
    paragraphs: [placeIn("ko", where), "이제 인증 앱의 번호를 묻지 않아요."],
    note: NOT_YOU.ko,
  }),
  recovery_code_used: (where) => ({
    subject: "칙페이 복구 코드를 썼어요",
    title: "복구 코드 하나를 썼어요",
    paragraphs: [
      placeIn("ko", where),
      "쓴 코드는 다시 쓸 수 없어요. 남은 코드가 적으면 보안 화면에서 새로 만들어 주세요.",
    ],
    note: NOT_YOU.ko,
  }),
  recovery_codes_renewed: (where) => ({
    subject: "칙페이 복구 코드를 새로 만들었어요",
    title: "복구 코드를 새로 만들었어요",
    paragraphs: [placeIn("ko", where), "예전 복구 코드는 이제 쓸 수 없어요."],
    note: NOT_YOU.ko,
  }),
  passkey_added: (where) => ({
    subject: "칙페이 패스키를 추가했어요",
    title: "패스키를 추가했어요",
    paragraphs: [placeIn("ko", where), "이제 이 패스키로 로그인할 수 있어요."],
    note: NOT_YOU.ko,
  }),
  passkey_removed: (where) => ({
    subject: "칙페이 패스키를 지웠어요",
    title: "패스키를 지웠어요",
    paragraphs: [placeIn("ko", where), "지운 패스키로는 더 로그인할 수 없어요."],
    note: NOT_YOU.ko,
  }),
  session_reused: (where) => ({
    subject: "칙페이에서 수상한 접속을 막았어요",
    title: "안전을 위해 로그아웃했어요",
    paragraphs: [
      placeIn("ko", where),
      "이미 쓴 로그인 정보가 다시 쓰였어요. 누군가 복사했을 수 있어서 그 로그인을 끝냈어요. 다시 로그인해 주세요.",
    ],
    note: NOT_YOU.ko,
  }),
  membership_closing: ({ leavesAt }) => ({
    subject: "칙페이 탈퇴를 신청하셨어요",
    title: "탈퇴를 신청하셨어요",
    paragraphs: [
      `${dayIn("ko", leavesAt)}에 탈퇴가 끝나요. 그때 이름, 이메일, 전화번호를 지우고 거래 기록은 법에 따라 장부에 남겨요.`,
      "마음이 바뀌면 그 전에 로그인만 하면 돼요. 탈퇴가 취소돼요.",
    ],
    note: "본인이 한 일이 아니라면 바로 로그인해서 비밀번호를 바꿔 주세요.",
  }),
  membership_not_empty: () => ({
    subject: "칙페이 계좌에 돈이 들어와서 탈퇴를 미뤘어요",
    title: "계좌에 돈이 들어왔어요",
    paragraphs: [
      "탈퇴를 기다리는 동안 계좌에 돈이 들어와서 탈퇴를 미뤘어요. 로그인해서 돈을 옮겨 주세요.",
      "로그인하면 탈퇴가 취소되니, 돈을 옮긴 뒤 다시 신청해 주세요.",
    ],
    note: "탈퇴하고 싶지 않다면 로그인만 하면 돼요.",
  }),
  member_locked: () => ({
    subject: "칙페이 이용을 잠시 멈췄어요",
    title: "안전을 위해 이용을 멈춰 두었어요",
    paragraphs: [
      "모든 기기에서 로그아웃했고, 지금은 아무도 로그인할 수 없어요. 돈은 그대로 있고, 다른 사람이 보낸 돈도 계속 들어와요.",
      "고객센터로 연락해 주세요. 본인인지 확인하고 다시 열어 드릴게요.",
    ],
    note: "칙페이는 비밀번호나 인증번호를 전화나 메시지로 묻지 않아요.",
  }),
  member_unlocked: () => ({
    subject: "칙페이를 다시 이용할 수 있어요",
    title: "이용이 다시 열렸어요",
    paragraphs: ["전처럼 로그인할 수 있어요."],
    note: "요청한 적이 없다면 고객센터로 연락해 주세요.",
  }),
  limits_raising: ({ account, effectiveAt }) => ({
    subject: "칙페이 이체 한도를 올려요",
    title: "이체 한도가 올라가요",
    paragraphs: [
      `${account} 계좌의 한도가 ${moment("ko", effectiveAt)}부터 올라가요. 그 전에는 ‘계좌 → 이체 한도’에서 취소할 수 있어요.`,
    ],
    note: NOT_YOU.ko,
  }),
  notification: ({ title, text }) => ({
    subject: title,
    title,
    paragraphs: [text],
    note: "이메일 알림은 ‘알림 → 알림 설정’에서 끌 수 있어요.",
  }),
  statement_ready: ({ from, to, expiresAt }) => ({
    subject: "칙페이 거래 내역서가 준비됐어요",
    title: "거래 내역서가 준비됐어요",
    paragraphs: [
      `${calendarDayIn("ko", from)}부터 ${calendarDayIn("ko", to)}까지의 내역서예요. ${dayIn("ko", expiresAt)}까지 칙페이의 ‘내역 → 내보내기’에서 내려받을 수 있어요.`,
    ],
    note: "본인이 요청하지 않았다면 바로 비밀번호를 바꿔 주세요.",
  }),
  problem_reported: ({ number }) => ({
    subject: `칙페이 신고를 받았어요 (${number})`,
    title: "신고를 받았어요",
    paragraphs: [
      `신고 번호는 ${number}예요. 고객센터에 물어볼 때 이 번호를 알려 주세요.`,
      "담당자가 거래와 적어 주신 내용을 확인할게요.",
    ],
    note: "본인이 신고하지 않았다면 바로 비밀번호를 바꿔 주세요.",
  }),
};

const EN: Texts = {
  ...SCHEDULE_MAIL_TEXTS.en,
  sign_up_code: ({ code }) => ({
    subject: `Chickpay code ${code}`,
    title: "Your code for signing up",
    code,
    paragraphs: ["Enter this code where you sign up. It works for 10 minutes."],
    note: "If you did not want to sign up, delete this mail. Chickpay never asks for a code by phone or message.",
  }),
  already_member: () => ({
    subject: "You already have a Chickpay account",
    title: "You are a member already",
    paragraphs: [
      "Somebody wanted to sign up with this e-mail. If it was you, there is no need to: you can log in.",
      "If you do not remember the password, choose “Forgot your password?” where you log in.",
    ],
    note: "If it was not you, never mind. Nothing has changed.",
  }),
  password_reset_code: ({ code }) => ({
    subject: `Chickpay password code ${code}`,
    title: "Your code for a new password",
    code,
    paragraphs: ["Enter this code where you make the new password. It works for 10 minutes."],
    note: "If it was not you, delete this mail: your password stays as it is. Chickpay never asks for a code by phone or message.",
  }),
  not_a_member: () => ({
    subject: "There is no Chickpay account with this e-mail",
    title: "Nobody signed up with this e-mail",
    paragraphs: [
      "Somebody wanted a new password for this e-mail. Chickpay has no account under it.",
      "Perhaps you signed up with another e-mail.",
    ],
    note: "If it was not you, delete this mail.",
  }),
  email_change_code: ({ code }) => ({
    subject: `Chickpay e-mail code ${code}`,
    title: "Your code for changing the e-mail",
    code,
    paragraphs: ["Enter this code where you change the e-mail. It works for 10 minutes."],
    note: "If you did not want to change an e-mail, delete this mail. Nothing changes.",
  }),
  address_in_use: () => ({
    subject: "This e-mail already has a Chickpay account",
    title: "This e-mail is in use",
    paragraphs: [
      "Somebody wanted to move another account to this e-mail. It has an account already, so nothing was moved.",
      "If it was you, you can log in with this e-mail.",
    ],
    note: "If it was not you, never mind. Nothing has changed.",
  }),
  email_changed: ({ newEmail }) => ({
    subject: "Your Chickpay e-mail has changed",
    title: "You log in with another e-mail now",
    paragraphs: [`From now on you log in with ${newEmail}. This address no longer works.`],
    note: "If it was not you, tell our support at once. We put back the address that this mail came to.",
  }),
  password_changed: () => ({
    subject: "Your Chickpay password has changed",
    title: "Your password has changed",
    paragraphs: ["Every other device has been logged out. Please log in there with the new password."],
    note: "If it was not you, make a new one at once with “Forgot your password?” where you log in, and tell our support.",
  }),
  new_device: (where) => ({
    subject: "New device logged in to Chickpay",
    title: "You logged in on a new device",
    paragraphs: [placeIn("en", where), "If it was you, there is nothing to do."],
    note: NOT_YOU.en,
  }),
  log_in_locked: ({ minutes, ...where }) => ({
    subject: "Logging in to Chickpay is paused",
    title: "The password was wrong several times",
    paragraphs: [
      placeIn("en", where),
      `To protect your account nobody can log in from there for ${minutes} minutes. Devices you have logged in on before still work.`,
      "If it was you and you do not remember the password, choose “Forgot your password?” where you log in. You can log in at once then.",
    ],
    note: "If it was not you: nobody got in. If you use this password elsewhere too, please make a new one.",
  }),
  second_factor_on: (where) => ({
    subject: "Two-step verification is on for Chickpay",
    title: "Two-step verification is on",
    paragraphs: [
      placeIn("en", where),
      "From now on we also ask for a code of your app when you log in. Every other device has been logged out.",
    ],
    note: NOT_YOU.en,
  }),
  second_factor_off: (where) => ({
    subject: "Two-step verification is off for Chickpay",
    title: "Two-step verification is off",
    paragraphs: [placeIn("en", where), "We no longer ask for a code of your app."],
    note: NOT_YOU.en,
  }),
  recovery_code_used: (where) => ({
    subject: "A Chickpay recovery code was used",
    title: "A recovery code was used",
    paragraphs: [placeIn("en", where), "It does not work again. If few are left, make new ones on the security page."],
    note: NOT_YOU.en,
  }),
  recovery_codes_renewed: (where) => ({
    subject: "New Chickpay recovery codes were made",
    title: "New recovery codes were made",
    paragraphs: [placeIn("en", where), "The former ones no longer work."],
    note: NOT_YOU.en,
  }),
  passkey_added: (where) => ({
    subject: "A passkey was added to Chickpay",
    title: "A passkey was added",
    paragraphs: [placeIn("en", where), "You can log in with it from now on."],
    note: NOT_YOU.en,
  }),
  passkey_removed: (where) => ({
    subject: "A passkey was removed from Chickpay",
    title: "A passkey was removed",
    paragraphs: [placeIn("en", where), "Nobody can log in with it any more."],
    note: NOT_YOU.en,
  }),
  session_reused: (where) => ({
    subject: "We stopped a suspicious connection to Chickpay",
    title: "We logged you out to be safe",
    paragraphs: [
      placeIn("en", where),
      "A log-in was continued with something that had been used before. Somebody may have a copy, so we ended that log-in. Please log in again.",
    ],
    note: NOT_YOU.en,
  }),
  membership_closing: ({ leavesAt }) => ({
    subject: "You asked to leave Chickpay",
    title: "You asked to leave",
    paragraphs: [
      `Your membership ends on ${dayIn("en", leavesAt)}. Your name, e-mail and phone number are erased then; what was paid stays in the books, as the law asks.`,
      "If you change your mind, just log in before that. It keeps your membership.",
    ],
    note: "If this was not you, please log in now and change your password.",
  }),
  membership_not_empty: () => ({
    subject: "Money came in, so you are still a member of Chickpay",
    title: "Money came into your account",
    paragraphs: [
      "Money came in while you were leaving, so we have waited. Please log in and move it.",
      "Logging in keeps your membership: once the money is moved, please ask to leave again.",
    ],
    note: "If you want to stay, logging in is all it takes.",
  }),
  member_locked: () => ({
    subject: "We have locked your Chickpay membership",
    title: "Your membership is locked for its safety",
    paragraphs: [
      "We have logged you out everywhere, and nobody can log in for now. Your money is where it was, and what others send still arrives.",
      "Please contact support: we will check together that it is you and open it again.",
    ],
    note: "Chickpay never asks for a password or a code by phone or message.",
  }),
  member_unlocked: () => ({
    subject: "You can use Chickpay again",
    title: "Your membership is open again",
    paragraphs: ["You can log in as before."],
    note: "If you did not ask for this, please contact support.",
  }),
  limits_raising: ({ account, effectiveAt }) => ({
    subject: "Your Chickpay limits are going up",
    title: "Limits are going up",
    paragraphs: [
      `From ${moment("en", effectiveAt)} the limits of account ${account} are higher. Until then you can take it back under Account → Limits.`,
    ],
    note: NOT_YOU.en,
  }),
  notification: ({ title, text }) => ({
    subject: title,
    title,
    paragraphs: [text],
    note: "Mails like this one can be turned off under Notifications → Settings.",
  }),
  statement_ready: ({ from, to, expiresAt }) => ({
    subject: "Your Chickpay statement is ready",
    title: "Your statement is ready",
    paragraphs: [
      `It covers ${calendarDayIn("en", from)} to ${calendarDayIn("en", to)}. Download it in Chickpay until ${dayIn("en", expiresAt)}, under History → Export.`,
    ],
    note: "If you did not ask for it, please change your password now.",
  }),
  problem_reported: ({ number }) => ({
    subject: `Chickpay has your report (${number})`,
    title: "We have your report",
    paragraphs: [
      `Its number is ${number}. Please name it when you ask support about it.`,
      "Somebody will look at the transfer and at what you wrote.",
    ],
    note: "If you reported nothing, please change your password now.",
  }),
};

export const MAIL_TEXTS: Readonly<Record<Locale, Texts>> = { ko: KO, en: EN };
