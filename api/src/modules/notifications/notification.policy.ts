import type { Locale } from "../../graphql/texts.js";

export const MOVEMENT_KINDS = ["money_in", "charged", "withdrawn", "withdrawal_failed"] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];
/** What is news. Notices bring their own words, and have gone by mail already; the rest is told in ours. */
export const NOTIFICATION_KINDS = [...MOVEMENT_KINDS, "notice", "money_notice"] as const;
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

const DISCREET: Readonly<Record<Locale, Record<MovementKind | "money_notice", string>>> = {
  ko: {
    money_in: "돈이 들어왔어요",
    charged: "충전했어요",
    withdrawn: "출금했어요",
    withdrawal_failed: "출금하지 못했어요",
    money_notice: "돈에 관한 알림이 있어요",
  },
  en: {
    money_in: "Money came in",
    charged: "Your charge is done",
    withdrawn: "Your withdrawal is done",
    withdrawal_failed: "A withdrawal was not made",
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
export function pathOf(kind: NotificationKind, transferId: string | null): string {
  if (transferId !== null) return `/transfers/${transferId}`;
  return categoryOf(kind) === "security" ? "/security" : "/history";
}
