import type { BankRefusalReason, ErrorCode, FieldIssue, RequestErrorCode, ScheduleFailure } from "../shared/errors.js";

export type Locale = "ko" | "en";
type Text = Readonly<Record<Locale, string>>;

/** The one of our languages that the caller likes best; Korean when neither is named. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  let best: Locale = "ko";
  let bestQuality = 0;
  for (const choice of (acceptLanguage ?? "").slice(0, 500).toLowerCase().split(",")) {
    const [tag = "", ...parameters] = choice.split(";").map((part) => part.trim());
    const quality = Number(parameters.find((each) => each.startsWith("q="))?.slice(2) ?? 1);
    const language = tag.split("-", 1)[0];
    if ((language !== "ko" && language !== "en") || !(quality > bestQuality)) continue;
    best = language;
    bestQuality = quality;
  }
  return best;
}

export const ERROR_TEXTS: Readonly<Record<ErrorCode | RequestErrorCode, Text>> = {
  INVALID_INPUT: { ko: "입력한 내용을 다시 확인해 주세요.", en: "Please check what you entered." },
  EMAIL_TAKEN: {
    ko: "이미 가입한 이메일이에요. 로그인해 주세요.",
    en: "This e-mail already has an account. Please log in.",
  },
  INVALID_CREDENTIALS: {
    ko: "이메일이나 비밀번호가 맞지 않아요.",
    en: "The e-mail or the password does not match.",
  },
  INVALID_PASSWORD: { ko: "비밀번호가 맞지 않아요.", en: "The password does not match." },
  INVALID_CODE: {
    ko: "코드가 맞지 않거나 시간이 지났어요. 가장 최근 코드인지 확인해 주세요.",
    en: "The code does not match or has run out. Please use the newest one.",
  },
  TOO_MANY_ATTEMPTS: {
    ko: "여러 번 틀려서 잠시 막아 두었어요. 조금 뒤에 다시 해 주세요.",
    en: "Too many tries. Please wait a little and try again.",
  },
  SESSION_EXPIRED: {
    ko: "로그인한 지 오래됐어요. 다시 로그인해 주세요.",
    en: "Your session has ended. Please log in again.",
  },
  MEMBER_LOCKED: {
    ko: "안전을 위해 이용을 멈춰 두었어요. 고객센터로 연락해 주세요.",
    en: "Your membership is locked for its safety. Please contact support.",
  },
  PASSWORD_EXPIRED: {
    ko: "비밀번호를 쓴 지 오래됐어요. 메일로 인증번호를 받아 새로 만들어 주세요.",
    en: "Your password is too old. Please make a new one with a code from your mail.",
  },
  MEMBER_NOT_FOUND: { ko: "그런 회원이 없어요.", en: "There is no such member." },
  CHALLENGE_EXPIRED: {
    ko: "인증 시간이 지났거나 여러 번 틀렸어요. 처음부터 다시 해 주세요.",
    en: "This took too long or too many tries. Please start again.",
  },
  STEP_UP_REQUIRED: { ko: "본인인지 한 번 더 확인할게요.", en: "Please confirm once more that it is you." },
  SECOND_FACTOR_ON: { ko: "이미 켜져 있어요.", en: "This is already on." },
  SECOND_FACTOR_OFF: { ko: "켜져 있지 않아요.", en: "This is not on." },
  SECOND_FACTOR_NEEDED: {
    ko: "직원은 인증 앱이나 패스키가 하나는 켜져 있어야 해요.",
    en: "Staff keep at least one second factor: an authenticator app or a passkey.",
  },
  PASSKEY_REFUSED: {
    ko: "패스키를 확인하지 못했어요. 다시 해 주세요.",
    en: "The passkey could not be checked. Please try again.",
  },
  INSUFFICIENT_FUNDS: {
    ko: "잔액이 모자라요. 돈은 빠져나가지 않았어요.",
    en: "The balance is too low. No money has moved.",
  },
  LIMIT_EXCEEDED: {
    ko: "이체 한도를 넘어요. 돈은 빠져나가지 않았어요.",
    en: "This is over your limit. No money has moved.",
  },
  RECIPIENT_NOT_FOUND: {
    ko: "그 번호의 계좌가 없어요. 계좌번호를 다시 확인해 주세요.",
    en: "There is no account with this number. Please check it.",
  },
  SAME_ACCOUNT: { ko: "같은 계좌로는 보낼 수 없어요.", en: "You cannot send money to the same account." },
  ACCOUNT_NOT_ACTIVE: {
    ko: "닫혀 있거나 멈춘 계좌예요. 돈은 빠져나가지 않았어요.",
    en: "This account is closed or frozen. No money has moved.",
  },
  ACCOUNT_NOT_EMPTY: {
    ko: "계좌에 돈이 남아 있거나 처리 중인 거래가 있어요.",
    en: "The account still holds money or has something pending.",
  },
  ACCOUNT_LIMIT_REACHED: { ko: "지금은 계좌를 더 만들 수 없어요.", en: "You cannot open more accounts for now." },
  IDEMPOTENCY_CONFLICT: {
    ko: "같은 요청 번호로 다른 내용을 이미 보냈어요. 처음부터 다시 해 주세요.",
    en: "This request key was already used for something else. Please start again.",
  },
  BANK_REFUSED: {
    ko: "은행에서 처리하지 않았어요. 돈은 그대로 있어요.",
    en: "The bank declined. Your money has not moved.",
  },
  SCHEDULE_OVER: {
    ko: "이미 끝났거나 취소한 예약이에요.",
    en: "This schedule has ended or was cancelled.",
  },
  TOO_LATE_TO_CANCEL: {
    ko: "보내기 30분 전부터는 취소할 수 없어요.",
    en: "It cannot be cancelled in the last 30 minutes.",
  },
  MONEY_REQUEST_OVER: {
    ko: "이미 끝난 요청이에요. 돈은 빠져나가지 않았어요.",
    en: "This request is over. No money has moved.",
  },
  REMINDED_LATELY: {
    ko: "한 사람에게는 하루에 한 번만 다시 알릴 수 있어요.",
    en: "You can remind a person once a day.",
  },
  UNAUTHENTICATED: { ko: "로그인이 필요해요.", en: "Please log in." },
  FORBIDDEN: { ko: "볼 수 없는 내용이에요.", en: "You may not do this." },
  BAD_USER_INPUT: { ko: "요청 형식이 맞지 않아요.", en: "The request is malformed." },
  UNKNOWN_OPERATION: {
    ko: "새 버전이 나왔어요. 화면을 새로 고쳐 주세요.",
    en: "There is a newer version. Please reload the page.",
  },
  RATE_LIMITED: { ko: "요청이 너무 많아요. 잠시 뒤에 다시 해 주세요.", en: "Too many requests. Please wait a moment." },
  OVERLOADED: {
    ko: "지금 이용하는 분이 많아요. 이번 요청으로는 돈이 움직이지 않았어요. 잠시 뒤에 다시 해 주세요.",
    en: "We are very busy. This request has moved no money. Please try again in a moment.",
  },
  MAINTENANCE: {
    ko: "점검하고 있어요. 이번 요청으로는 돈이 움직이지 않았어요. 점검이 끝나면 다시 해 주세요.",
    en: "We are down for maintenance. This request has moved no money. Please try again after it.",
  },
  OUTCOME_UNKNOWN: {
    ko: "결과를 아직 확인하지 못했어요. 같은 요청을 다시 보내면 알 수 있어요.",
    en: "The outcome is not known yet. Send the same request again to learn it.",
  },
  KEY_PROOF_REQUIRED: {
    ko: "운영자 계정은 키를 증명하는 프로그램에서만 쓸 수 있어요.",
    en: "An account of the staff can be used only by a program that proves its key.",
  },
  KEY_PROOF_INVALID: { ko: "기기의 키를 확인하지 못했어요.", en: "The proof of the client's key cannot be believed." },
  KEY_PROOF_NONCE: {
    ko: "기기의 키를 한 번 더 확인할게요.",
    en: "The proof of the client's key must contain the nonce of this answer.",
  },
  INTERNAL: { ko: "문제가 생겼어요. 잠시 뒤에 다시 해 주세요.", en: "Something went wrong. Please try again." },
};

/** Answers to what is no GraphQL, by status; others speak as their class: 400 or 500. */
const HTTP_TEXTS: Readonly<Record<number, Text>> = {
  400: ERROR_TEXTS.BAD_USER_INPUT,
  403: ERROR_TEXTS.FORBIDDEN,
  404: { ko: "여기에는 아무것도 없어요.", en: "There is nothing here." },
  405: { ko: "이 주소에서는 그렇게 요청할 수 없어요.", en: "This cannot be asked here in this way." },
  408: { ko: "요청이 제때 오지 않았어요.", en: "The request did not arrive in time." },
  413: { ko: "요청이 너무 커요.", en: "The request is too large." },
  415: { ko: "읽을 수 없는 형식이에요.", en: "This content type is not read here." },
  417: { ko: "요청 형식이 맞지 않아요.", en: "The expectation cannot be met." },
  429: ERROR_TEXTS.RATE_LIMITED,
  431: { ko: "요청 머리글이 너무 커요.", en: "The header of the request is too large." },
  500: ERROR_TEXTS.INTERNAL,
  503: ERROR_TEXTS.OVERLOADED,
};

export function httpText(status: number, locale: Locale): string {
  return (HTTP_TEXTS[status] ?? HTTP_TEXTS[status < 500 ? 400 : 500] ?? ERROR_TEXTS.INTERNAL)[locale];
}

export const FIELD_TEXTS: Readonly<Record<FieldIssue, Text>> = {
  amount: {
    ko: "1원부터 1,000조 원까지 원 단위 숫자로 적어 주세요.",
    en: "Enter whole won between 1 and 1,000,000,000,000,000.",
  },
  email: { ko: "이메일 주소를 확인해 주세요.", en: "Please check the e-mail address." },
  name: { ko: "이름을 1~50자로 적어 주세요.", en: "Enter a name of 1 to 50 characters." },
  name_reserved: { ko: "쓸 수 없는 이름이에요.", en: "This name cannot be used." },
  nickname: { ko: "계좌 이름을 1~30자로 적어 주세요.", en: "Enter an account name of 1 to 30 characters." },
  password_short: { ko: "비밀번호는 10자 이상이어야 해요.", en: "The password needs at least 10 characters." },
  password_long: { ko: "비밀번호는 200자까지 쓸 수 있어요.", en: "The password may have at most 200 characters." },
  password_common: {
    ko: "쉽게 짐작할 수 있는 비밀번호예요. 더 길거나 덜 흔한 것으로 만들어 주세요.",
    en: "This password is easy to guess. Please make a longer or less common one.",
  },
  password_used: {
    ko: "최근에 쓴 비밀번호예요. 다른 것으로 만들어 주세요.",
    en: "You have used this password lately. Please make another one.",
  },
  code: { ko: "메일로 받은 숫자 6자리를 적어 주세요.", en: "Enter the 6 digits from the mail." },
  email_same: { ko: "지금 쓰고 있는 이메일이에요.", en: "This is the e-mail you use already." },
  phone: { ko: "휴대폰 번호를 확인해 주세요.", en: "Please check the phone number." },
  memo: { ko: "메모는 20자까지 적을 수 있어요.", en: "A memo may have at most 20 characters." },
  characters: { ko: "쓸 수 없는 글자가 들어 있어요.", en: "It contains characters that cannot be used." },
  key: { ko: "요청 번호는 1~200자의 글자여야 해요.", en: "The key needs 1 to 200 characters." },
  account_unknown: { ko: "내 계좌 중에 그런 계좌가 없어요.", en: "You have no such account." },
  account_number: { ko: "계좌번호 12자리를 적어 주세요.", en: "Enter the 12 digits of the account number." },
  bank_code: { ko: "은행을 골라 주세요.", en: "Choose a bank." },
  bank_account_number: { ko: "은행 계좌번호를 숫자로 적어 주세요.", en: "Enter the digits of the bank account." },
  limit_too_high: { ko: "올릴 수 있는 한도를 넘어요.", en: "This is above the highest limit you may set." },
  limit_order: { ko: "1회 한도는 하루 한도보다 클 수 없어요.", en: "The single limit cannot be above the daily one." },
  passkey_unknown: { ko: "그런 패스키가 없어요.", en: "You have no such passkey." },
  note: { ko: "메모는 200자까지 쓸 수 있어요.", en: "A note has at most 200 characters." },
  notes_full: { ko: "메모는 2,000건까지 남길 수 있어요.", en: "You can write on up to 2,000 transactions." },
  tag: { ko: "태그는 1자에서 20자까지 쓸 수 있어요.", en: "A tag has 1 to 20 characters." },
  tags: { ko: "태그는 5개까지 붙일 수 있어요.", en: "You can add up to 5 tags." },
  transaction_unknown: { ko: "거래를 찾지 못했어요.", en: "There is no such transaction." },
  day: { ko: "날짜를 다시 확인해 주세요.", en: "Please check the dates." },
  period_long: { ko: "한 번에 1년까지 받을 수 있어요.", en: "A statement covers at most a year." },
  period_many: {
    ko: "거래가 너무 많아요. 기간을 나눠 주세요.",
    en: "There are too many movements. Please choose fewer days.",
  },
  period_archived: {
    ko: "오래된 기간이라 보관소에 있어요. 고객센터에 말씀해 주세요.",
    en: "These days are in the archive. Please contact support.",
  },
  statements_full: {
    ko: "하루에 20번까지 받을 수 있어요. 내일 다시 해 주세요.",
    en: "You can ask for 20 statements a day. Please try again tomorrow.",
  },
  report: { ko: "무슨 일인지 500자까지 적어 주세요.", en: "Say what happened, in up to 500 characters." },
  reports_full: {
    ko: "하루에 10번까지 신고할 수 있어요. 내일 다시 해 주세요.",
    en: "You can report 10 problems a day. Please try again tomorrow.",
  },
  push_endpoint: {
    ko: "이 브라우저의 푸시 서비스로는 알려 드릴 수 없어요.",
    en: "The push service of this browser cannot be used.",
  },
  push_key: { ko: "브라우저가 준 키가 맞지 않아요.", en: "The browser's key cannot be used." },
  favourites_full: { ko: "자주 보내는 곳은 50곳까지 둘 수 있어요.", en: "You can keep up to 50 favourites." },
  reason: { ko: "까닭을 200자까지 적어 주세요.", en: "Give a reason of up to 200 characters." },
  request_unknown: { ko: "그런 요청이 없어요.", en: "There is no such request." },
  request_own: { ko: "내가 보낸 요청이에요.", en: "This is your own request." },
  request_of_link: {
    ko: "링크로 만든 요청이에요. 링크를 다시 보내 주세요.",
    en: "This request is a link. Please share it again.",
  },
  requests_full: {
    ko: "기다리는 요청은 100개까지 둘 수 있어요. 지난 요청을 취소해 주세요.",
    en: "You can have up to 100 open requests. Please cancel some.",
  },
  requests_a_day: { ko: "하루에 100번까지 요청할 수 있어요.", en: "You can make up to 100 requests a day." },
  requests_of_one: {
    ko: "한 사람에게는 하루에 5번까지 요청할 수 있어요.",
    en: "You can ask one person up to 5 times a day.",
  },
  payers_max: {
    ko: "링크 하나로 1명부터 30명까지 받을 수 있어요.",
    en: "From 1 to 30 people can pay a link.",
  },
  expires_days: { ko: "1일부터 30일 사이에서 골라 주세요.", en: "Choose from 1 to 30 days." },
  shares: {
    ko: "나눈 금액을 모두 더하면 전체 금액과 같아야 해요.",
    en: "The shares must come to the total exactly.",
  },
  shares_count: { ko: "나 말고 20명까지 나눌 수 있어요.", en: "Split it with 1 to 20 other people." },
  shares_own: { ko: "내 몫은 따로 넣어 주세요.", en: "Your own share goes into a field of its own." },
  shares_twice: { ko: "같은 사람을 두 번 넣었어요.", en: "The same person is there twice." },
  schedule_unknown: { ko: "그런 예약이 없어요.", en: "You have no such schedule." },
  schedule_once: {
    ko: "한 번만 보내는 예약은 멈출 수 없어요. 취소해 주세요.",
    en: "A schedule that runs once cannot be paused. Please cancel it.",
  },
  schedule_past: { ko: "지금보다 뒤의 시각을 골라 주세요.", en: "Choose a time that is still to come." },
  schedule_far: { ko: "1년 안의 날을 골라 주세요.", en: "Choose a day within a year." },
  schedule_never: { ko: "끝나는 날 전에 보낼 날이 없어요.", en: "There is no day to send before the end." },
  schedule_delayed: {
    ko: "몇 시간 뒤에 보내는 예약은 바꿀 수 없어요. 취소하고 다시 예약해 주세요.",
    en: "A transfer in some hours cannot be changed. Please cancel it and schedule another.",
  },
  schedule_kind: {
    ko: "한 번, 매주, 매월은 서로 바꿀 수 없어요. 새로 예약해 주세요.",
    en: "How often it repeats cannot be changed. Please schedule another.",
  },
  schedule_running: {
    ko: "지금 보내는 중이에요. 끝나면 다시 해 주세요.",
    en: "A transfer of it is being made just now. Please try again afterwards.",
  },
  schedule_times: {
    ko: "이미 그만큼 보냈어요. 더 큰 수를 적어 주세요.",
    en: "It has run that often already. Please enter a larger number.",
  },
  schedules_full: { ko: "예약은 50개까지 둘 수 있어요.", en: "You can have up to 50 schedules." },
  hour: { ko: "시각을 골라 주세요.", en: "Choose an hour." },
  weekday: { ko: "요일을 골라 주세요.", en: "Choose a day of the week." },
  day_of_month: { ko: "1일부터 31일 사이에서 골라 주세요.", en: "Choose a day from 1 to 31." },
  delay_hours: { ko: "3시간부터 5시간 사이에서 골라 주세요.", en: "Choose from 3 to 5 hours." },
  times: { ko: "1번부터 999번까지 적어 주세요.", en: "Enter from 1 to 999 times." },
  rule: { ko: "언제 보낼지 골라 주세요.", en: "Choose when to send." },
  too_long: { ko: "너무 길어요.", en: "It is too long." },
};

export const BANK_REFUSAL_TEXTS: Readonly<Record<BankRefusalReason, Text>> = {
  ACCOUNT_NOT_FOUND: {
    ko: "은행에 그런 계좌가 없어요. 돈은 그대로 있어요.",
    en: "The bank knows no such account. Your money has not moved.",
  },
  NAME_MISMATCH: {
    ko: "은행 계좌의 주인이 달라요. 돈은 그대로 있어요.",
    en: "The bank account belongs to someone else. Your money has not moved.",
  },
  INSUFFICIENT_BANK_BALANCE: {
    ko: "은행 계좌에 돈이 모자라요. 돈은 그대로 있어요.",
    en: "The bank account does not hold enough. No money has moved.",
  },
  BANK_CLOSED: {
    ko: "지금은 은행 점검 시간이에요. 돈은 그대로 있어요.",
    en: "The bank is closed for maintenance. Your money has not moved.",
  },
  DECLINED: { ko: "은행에서 거절했어요. 돈은 그대로 있어요.", en: "The bank declined. Your money has not moved." },
};

/** Why a scheduled transfer was not made. In all of these no money has moved. */
export const SCHEDULE_FAILURE_TEXTS: Readonly<Record<ScheduleFailure, Text>> = {
  INSUFFICIENT_FUNDS: { ko: "잔액이 모자랐어요.", en: "The balance was too low." },
  LIMIT_SINGLE: { ko: "1회 이체 한도를 넘었어요.", en: "It was over your limit for one transfer." },
  LIMIT_DAILY: { ko: "하루 이체 한도를 넘었어요.", en: "It was over your limit for the day." },
  ACCOUNT_NOT_ACTIVE: {
    ko: "보내는 계좌가 닫혀 있거나 멈춰 있었어요.",
    en: "The account to send from was closed or frozen.",
  },
  RECIPIENT_NOT_ACTIVE: {
    ko: "받는 계좌가 닫혀 있거나 멈춰 있었어요.",
    en: "The recipient's account was closed or frozen.",
  },
  RECIPIENT_FULL: {
    ko: "받는 계좌가 더 받을 수 없었어요.",
    en: "The recipient's account could not take any more.",
  },
  MEMBER_LOCKED: {
    ko: "안전을 위해 이용을 멈춰 둔 때였어요.",
    en: "Your membership was locked for its safety.",
  },
  MISSED: {
    ko: "서비스 사정으로 제때 보내지 못했어요.",
    en: "We were not able to send it in time.",
  },
};
