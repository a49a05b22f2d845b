import { type Locale, SCHEDULE_FAILURE_TEXTS } from "../../graphql/texts.js";
import type { ScheduleFailure } from "../../shared/errors.js";
import type { MailContent } from "./mail.layout.js";
import { dayIn, moment, NOT_YOU, placeIn, type Whereabouts } from "./mail.words.js";

interface Payee {
  maskedName: string;
  /** It is no person and is not spoken of as one. */
  isShop: boolean;
}

interface Planned extends Whereabouts, Payee {
  /** How much each time. */
  amount: bigint;
  kind: "once" | "delayed" | "weekly" | "monthly";
  /** Null while it is paused. */
  nextAt: Date | null;
}

/** Mails about scheduled transfers and what each needs to know. */
export interface ScheduleMailDetails {
  /** The money is where it was. `nextAt` is null when there is no further run. */
  schedule_failed: Payee & { amount: bigint; reason: ScheduleFailure; nextAt: Date | null };
  schedule_made: Planned;
  schedule_changed: Planned;
}
type Texts = {
  readonly [Template in keyof ScheduleMailDetails]: (details: ScheduleMailDetails[Template]) => MailContent;
};

// Titles are shown on locked screens: they name neither sum nor person.
const KO: Texts = {
  schedule_made: (planned) => ({
    subject: "칙페이에서 돈을 보낼 예약을 만들었어요",
    title: "돈을 보낼 예약을 만들었어요",
    paragraphs: [inKorean(planned), placeIn("ko", planned)],
    note: `‘전체 → 예약·자동이체’에서 보고 취소할 수 있어요. ${NOT_YOU.ko}`,
  }),
  schedule_changed: (planned) => ({
    subject: "칙페이에서 돈을 보낼 예약을 변경했어요",
    title: "돈을 보낼 예약을 변경했어요",
    paragraphs: [inKorean(planned), placeIn("ko", planned)],
    note: `‘전체 → 예약·자동이체’에서 보고 취소할 수 있어요. ${NOT_YOU.ko}`,
  }),
  schedule_failed: ({ amount, reason, nextAt, ...payee }) => ({
    subject: "칙페이 예약한 돈을 보내지 못했어요",
    title: `${inKoreanTo(payee)} ${amount.toLocaleString("ko")}원을 보내지 못했어요`,
    paragraphs: [
      `${SCHEDULE_FAILURE_TEXTS[reason].ko} 돈은 빠져나가지 않았어요.`,
      nextAt
        ? `이번 것은 다시 보내지 않아요. 다음은 ${dayIn("ko", nextAt)}에 보낼게요.`
        : "다시 보내지 않으니, 필요하면 직접 보내 주세요.",
    ],
    note: "‘전체 → 예약·자동이체’에서 볼 수 있어요.",
  }),
};

const EN: Texts = {
  schedule_made: (planned) => ({
    subject: "A Chickpay transfer was scheduled",
    title: "You scheduled a transfer",
    paragraphs: [inEnglish(planned), placeIn("en", planned)],
    note: `You find it under More → Scheduled transfers and can cancel it there. ${NOT_YOU.en}`,
  }),
  schedule_changed: (planned) => ({
    subject: "A scheduled Chickpay transfer was changed",
    title: "You changed a scheduled transfer",
    paragraphs: [inEnglish(planned), placeIn("en", planned)],
    note: `You find it under More → Scheduled transfers and can cancel it there. ${NOT_YOU.en}`,
  }),
  schedule_failed: ({ amount, maskedName, reason, nextAt }) => ({
    subject: "Your scheduled Chickpay transfer was not made",
    title: `₩${amount.toLocaleString("en")} was not sent to ${maskedName}`,
    paragraphs: [
      `${SCHEDULE_FAILURE_TEXTS[reason].en} No money has moved.`,
      nextAt
        ? `This one is not tried again. The next is on ${dayIn("en", nextAt)}.`
        : "It is not tried again; please send it yourself if you still want to.",
    ],
    note: "You find it under More → Scheduled transfers.",
  }),
};

export const SCHEDULE_MAIL_TEXTS: Readonly<Record<Locale, Texts>> = { ko: KO, en: EN };

const inKoreanTo = ({ maskedName, isShop }: Payee) => (isShop ? `${maskedName}에` : `${maskedName}님에게`);

function inKorean({ amount, kind, nextAt, ...payee }: Planned): string {
  const often = { once: "", delayed: "", weekly: "매주 ", monthly: "매월 " }[kind];
  const what = `${inKoreanTo(payee)} ${often}${amount.toLocaleString("ko")}원을`;
  if (!nextAt) return `${what} 보내는 자동이체예요. 지금은 멈춰 두었어요.`;
  if (!often) return `${what} ${moment("ko", nextAt)}에 보내요.`;
  return `${what} 보내요. 다음은 ${moment("ko", nextAt)}에 보내요.`;
}

function inEnglish({ amount, maskedName, kind, nextAt }: Planned): string {
  const often = { once: "", delayed: "", weekly: " every week", monthly: " every month" }[kind];
  const what = `₩${amount.toLocaleString("en")} to ${maskedName}${often}`;
  if (!nextAt) return `${what}; it is paused for now.`;
  return often ? `${what}, next on ${moment("en", nextAt)}.` : `${what} on ${moment("en", nextAt)}.`;
}
