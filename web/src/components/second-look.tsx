import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CounterpartyKind, SecondLook_CheckFragment } from "../gql/graphql";
import { formatTime } from "../lib/dates";
import { useLanguage } from "../lib/i18n";
import { formatWon } from "../lib/money";
import { useScheduleWords } from "../lib/use-schedule-words";
import { CheckField } from "./ui/check-field";
import { Note } from "./ui/note";

/* GraphQL */ `
  fragment SecondLook_check on TransferCheck {
    isFirst
    isUnusual
    twin {
      transferId
      recordedAt
    }
    planned {
      id
      kind
      weekday
      dayOfMonth
      hour
      nextRunAt
    }
  }
`;

interface Doubt {
  name: string;
  title: string;
  text: string;
  /** What one says by ticking it. */
  tick: string;
}

type SecondLookOf = {
  amount: string;
  /** Null: there is nothing to look at, or nobody knows yet. */
  check: SecondLook_CheckFragment | null | undefined;
  /** It pays what somebody has asked for. */
  isAsked?: boolean;
  /** The schedule itself, where one is changed: it is no second one. */
  scheduleId?: string;
  /** Whom it goes to within hours, though not at once: what has gone out today already may have been meant. */
  soonTo?: { name: string; kind: CounterpartyKind } | undefined;
};

/** What makes one look twice before money is sent: each is said, and ticked off where it is said. */
export function useSecondLook({ amount, check, isAsked = false, scheduleId, soonTo }: SecondLookOf) {
  const { t } = useTranslation();
  const language = useLanguage();
  const when = useScheduleWords();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const sum = formatWon(amount, language);

  const doubts: Doubt[] = [];
  if (check?.isFirst)
    doubts.push({
      name: "payee",
      title: t("send.firstTime"),
      text: t(isAsked ? "requests.firstTimeText" : "send.firstTimeText"),
      tick: t(isAsked ? "requests.checkedAsker" : "send.checkedPayee"),
    });
  if (check?.isUnusual)
    doubts.push({
      name: "sum",
      title: t("send.unusual"),
      text: t("send.unusualText"),
      tick: t("send.checkedSum", { amount: sum }),
    });
  if (check?.planned && check.planned.id !== scheduleId)
    doubts.push({
      name: "planned",
      title: t("send.planned"),
      text: t("send.plannedText", { when: when(check.planned), amount: sum }),
      tick: t("send.checkedPlanned"),
    });
  if (check?.twin && soonTo)
    doubts.push({
      name: "twin",
      title: t("send.twinTitle"),
      text: t("send.twinText", { time: formatTime(check.twin.recordedAt, language), ...soonTo, amount: sum }),
      tick: t("send.checkedTwin"),
    });

  const isChecked = doubts.every(({ name }) => ticked.has(name));
  return {
    isChecked,
    /** Why the button is off. */
    reason: isChecked ? undefined : t("send.tickFirst"),
    doubts: doubts.map(({ name, title, text, tick }) => (
      <div key={name}>
        <Note tone="warning" title={title}>
          {text}
        </Note>
        <CheckField
          checked={ticked.has(name)}
          onChange={(on) => setTicked(new Set(on ? [...ticked, name] : [...ticked].filter((other) => other !== name)))}
        >
          {tick}
        </CheckField>
      </div>
    )),
  };
}
