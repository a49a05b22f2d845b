import type { MailTexts } from "./mail.details.js";
import { SCHEDULE_MAIL_TEXTS } from "./mail.schedule-texts.js";
import { calendarDayIn, dayIn, moment, NOT_YOU, placeIn } from "./mail.words.js";

export const KO: MailTexts = {
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
