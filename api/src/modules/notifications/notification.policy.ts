import type { Locale } from "../../graphql/texts.js";

/** What is news. Notices bring their own words, and have gone by mail already; the rest is told in ours. */
export type NotificationKind = MovementKind | "notice" | "money_notice";
export type MovementKind = "money_in" | "charged" | "withdrawn" | "withdrawal_failed";

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

const WORDS: Readonly<Record<Locale, Record<MovementKind, (told: Told) => Words>>> = {
  ko: {
    money_in: ({ name, amount }) => ({ title: `${won(amount, "ko")} 들어왔어요`, text: `${name}님이 보냈어요.` }),
    charged: ({ name, amount }) => ({ title: `${won(amount, "ko")} 충전했어요`, text: `${name}에서 왔어요.` }),
    withdrawn: ({ name, amount }) => ({ title: `${won(amount, "ko")} 출금했어요`, text: `${name} 계좌로 보냈어요.` }),
    withdrawal_failed: ({ name, amount }) => ({
      title: `${won(amount, "ko")} 출금하지 못했어요`,
      text: `${name}에서 받지 않았어요. 돈은 통장에 그대로 있어요.`,
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
  },
};

export function wordsOf(kind: MovementKind, told: Told, locale: Locale): Words {
  return WORDS[locale][kind](told);
}
