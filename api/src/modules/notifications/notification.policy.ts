import type { Locale } from "../../graphql/texts.js";

export const MOVEMENT_KINDS = ["money_in", "charged", "withdrawn", "withdrawal_failed"] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];
/** About money that somebody asks for. */
export const REQUEST_KINDS = [
  "request_made",
  "request_reminded",
  "request_declined",
  "request_cancelled",
  "request_expired",
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
export const isAboutRequest = (kind: string): kind is RequestKind => REQUEST_KINDS.some((each) => each === kind);
/** What is news. Notices bring their own words, and have gone by mail already; the rest is told in ours. */
export const NOTIFICATION_KINDS = [...MOVEMENT_KINDS, ...REQUEST_KINDS, "notice", "money_notice"] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What members choose channels for. Security is told in every channel one has, whatever anybody chooses. */
export const CATEGORIES = ["money", "security"] as const;
export type Category = (typeof CATEGORIES)[number];

export function categoryOf(kind: NotificationKind): Category {
  return kind === "notice" ? "security" : "money";
}

export interface Words {
  title: string;
  text: string;
}

/** What a notification tells of, if that has a page. */
export interface Subject {
  transferId: string | null;
  requestId: string | null;
  scheduleId: string | null;
  statementId: string | null;
}

interface Told {
  /** Masked; null for a link, which is nobody's in particular. */
  name: string | null;
  /** It is no person and is not spoken of as one. */
  isShop: boolean;
  amount: bigint;
}

const won = (amount: bigint, locale: Locale) =>
  locale === "ko" ? `${amount.toLocaleString("ko-KR")}원` : `₩${amount.toLocaleString("en-US")}`;

/** Whoever does something. */
const inKoreanBy = ({ name, isShop }: Told) => (isShop ? `${name}에서` : `${name}님이`);

const WORDS: Readonly<Record<Locale, Record<MovementKind | RequestKind, (told: Told) => Words>>> = {
  ko: {
    money_in: (told) => ({ title: `${won(told.amount, "ko")} 들어왔어요`, text: `${inKoreanBy(told)} 보냈어요.` }),
    charged: ({ name, amount }) => ({ title: `${won(amount, "ko")} 충전했어요`, text: `${name}에서 왔어요.` }),
    withdrawn: ({ name, amount }) => ({ title: `${won(amount, "ko")} 출금했어요`, text: `${name} 계좌로 보냈어요.` }),
    withdrawal_failed: ({ name, amount }) => ({
      title: `${won(amount, "ko")} 출금하지 못했어요`,
      text: `${name}에서 받지 않았어요. 돈은 통장에 그대로 있어요.`,
    }),
    request_made: (told) => ({
      title: `${won(told.amount, "ko")} 요청을 받았어요`,
      text: `${inKoreanBy(told)} 보내 달라고 했어요.`,
    }),
    request_reminded: (told) => ({
      title: `${won(told.amount, "ko")} 요청이 기다리고 있어요`,
      text: `${inKoreanBy(told)} 한 번 더 알려 달라고 했어요.`,
    }),
    request_declined: (told) => ({
      title: `${inKoreanBy(told)} 요청을 거절했어요`,
      text: `${won(told.amount, "ko")} 요청이었어요.`,
    }),
    request_cancelled: (told) => ({
      title: `${inKoreanBy(told)} 요청을 취소했어요`,
      text: `${won(told.amount, "ko")} 요청이었어요. 보내지 않아도 돼요.`,
    }),
    request_expired: (told) => ({
      title: `${won(told.amount, "ko")} 요청 기간이 끝났어요`,
      text: told.name === null ? "이제 이 링크로는 보낼 수 없어요." : `${inKoreanBy(told)} 보내지 않았어요.`,
    }),
  },
  en: {
    money_in: ({ name, amount }) => ({ title: `${won(amount, "en")} came in`, text: `From ${name}.` }),
    charged: ({ name, amount }) => ({ title: `${won(amount, "en")} topped up`, text: `From ${name}.` }),
    withdrawn: ({ name, amount }) => ({ title: `${won(amount, "en")} withdrawn`, text: `To ${name}.` }),
    withdrawal_failed: ({ name, amount }) => ({
      title: `${won(amount, "en")} could not be withdrawn`,
      text: `${name} did not take it. The money is in your account.`,
    }),
    request_made: ({ name, amount }) => ({ title: `You are asked for ${won(amount, "en")}`, text: `By ${name}.` }),
    request_reminded: ({ name, amount }) => ({
      title: `A request of ${won(amount, "en")} is waiting`,
      text: `${name} reminds you of it.`,
    }),
    request_declined: ({ name, amount }) => ({
      title: `${name} declined your request`,
      text: `It was for ${won(amount, "en")}.`,
    }),
    request_cancelled: ({ name, amount }) => ({
      title: `${name} took a request back`,
      text: `It was for ${won(amount, "en")}. There is nothing to pay.`,
    }),
    request_expired: ({ name, amount }) => ({
      title: `Your request of ${won(amount, "en")} has expired`,
      text: name === null ? "Its link can no longer be paid." : `${name} did not pay it.`,
    }),
  },
};

export function wordsOf(kind: MovementKind | RequestKind, told: Told, locale: Locale): Words {
  return WORDS[locale][kind](told);
}

const DISCREET: Readonly<Record<Locale, Record<MovementKind | RequestKind | "money_notice", string>>> = {
  ko: {
    money_in: "돈이 들어왔어요",
    charged: "충전했어요",
    withdrawn: "출금했어요",
    withdrawal_failed: "출금하지 못했어요",
    request_made: "누가 돈을 요청했어요",
    request_reminded: "받은 요청이 기다리고 있어요",
    request_declined: "요청이 거절됐어요",
    request_cancelled: "받은 요청이 취소됐어요",
    request_expired: "보낸 요청의 기간이 끝났어요",
    money_notice: "돈에 관한 알림이 있어요",
  },
  en: {
    money_in: "Money came in",
    charged: "Your charge is done",
    withdrawn: "Your withdrawal is done",
    withdrawal_failed: "A withdrawal was not made",
    request_made: "Somebody asks you for money",
    request_reminded: "A request is waiting for you",
    request_declined: "Your request was declined",
    request_cancelled: "A request to you was taken back",
    request_expired: "A request of yours has expired",
    money_notice: "There is news about your money",
  },
};
const IN_THE_APP: Readonly<Record<Locale, string>> = {
  ko: "앱에서 볼 수 있어요.",
  en: "Open the app to see more.",
};

/** The same where others may look on: no sum, no name, no place. Titles of security notices have none anyway. */
export function discreetly(kind: NotificationKind, { title }: Words, locale: Locale): Words {
  return { title: kind === "notice" ? title : DISCREET[locale][kind], text: IN_THE_APP[locale] };
}

/** Which of the web app's pages tells more. */
export function pathOf({ kind, ...subject }: { kind: NotificationKind } & Subject): string {
  const { transferId, requestId, scheduleId, statementId } = subject;
  if (transferId !== null) return `/transfers/${transferId}`;
  if (requestId !== null) return `/requests/${requestId}`;
  if (scheduleId !== null) return `/schedules/${scheduleId}`;
  if (statementId !== null) return "/history?export";
  return categoryOf(kind) === "security" ? "/security" : "/history";
}
