import type { Locale } from "../../graphql/texts.js";

/** What is news. Notices bring their own words, and have gone by mail already; the rest is told in ours. */
export type NotificationKind = MovementKind | RequestKind | "notice" | "money_notice";
export type MovementKind = "money_in" | "charged" | "withdrawn" | "withdrawal_failed";
/** About money that somebody asks for. */
export type RequestKind = "request_made" | "request_reminded" | "request_declined";

/** What members choose channels for. Security is told in the app and by mail, whatever anybody chooses. */
export const CATEGORIES = ["money", "security"] as const;
export type Category = (typeof CATEGORIES)[number];

export function categoryOf(kind: NotificationKind): Category {
  return kind === "notice" ? "security" : "money";
}

export interface Words {
  title: string;
  text: string;
}

interface Told {
  /** Masked. */
  name: string;
  amount: bigint;
}

const won = (amount: bigint, locale: Locale) =>
  locale === "ko" ? `${amount.toLocaleString("ko-KR")}원` : `KRW ${amount.toLocaleString("en-US")}`;

const WORDS: Readonly<Record<Locale, Record<MovementKind | RequestKind, (told: Told) => Words>>> = {
  ko: {
    money_in: ({ name, amount }) => ({ title: `${won(amount, "ko")} 들어왔어요`, text: `${name}님이 보냈어요.` }),
    charged: ({ name, amount }) => ({ title: `${won(amount, "ko")} 충전했어요`, text: `${name}에서 왔어요.` }),
    withdrawn: ({ name, amount }) => ({ title: `${won(amount, "ko")} 출금했어요`, text: `${name} 계좌로 보냈어요.` }),
    withdrawal_failed: ({ name, amount }) => ({
      title: `${won(amount, "ko")} 출금하지 못했어요`,
      text: `${name}에서 받지 않았어요. 돈은 통장에 그대로 있어요.`,
    }),
    request_made: ({ name, amount }) => ({
      title: `${won(amount, "ko")} 요청을 받았어요`,
      text: `${name}님이 보내 달라고 했어요.`,
    }),
    request_reminded: ({ name, amount }) => ({
      title: `${won(amount, "ko")} 요청이 기다리고 있어요`,
      text: `${name}님이 한 번 더 알려 달라고 했어요.`,
    }),
    request_declined: ({ name, amount }) => ({
      title: `${name}님이 요청을 거절했어요`,
      text: `${won(amount, "ko")} 요청이었어요.`,
    }),
  },
  en: {
    money_in: ({ name, amount }) => ({ title: `${won(amount, "en")} came in`, text: `From ${name}.` }),
    charged: ({ name, amount }) => ({ title: `${won(amount, "en")} charged`, text: `From ${name}.` }),
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
  },
};

export function wordsOf(kind: MovementKind | RequestKind, told: Told, locale: Locale): Words {
  return WORDS[locale][kind](told);
}
