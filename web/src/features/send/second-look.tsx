import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CheckField } from "../../components/ui/check-field";
import { Note } from "../../components/ui/note";
import type { SecondLook_CheckFragment } from "../../gql/graphql";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { limitProblem } from "../../lib/spending";
import { useScheduleWords } from "../../lib/use-schedule-words";
import type { SendDraft } from "./draft";

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
  /** What one says by ticking it; nothing is to be ticked without. */
  tick?: string;
  link?: { to: string; label: string };
}

type SecondLookOf = {
  draft: SendDraft;
  check: SecondLook_CheckFragment | null;
  /** For what is made later: the limits of today stand in its way only if they stay. */
  limits?: { id: string; limitSingle: string; limitDaily: string };
};

/**
 * What makes one look twice before money is sent: each is said, and ticked off. What the page knows may be of yesterday at
 * first, so whether there is something to tick is not settled when it opens.
 */
export function useSecondLook({ draft, check, limits }: SecondLookOf) {
  const { t } = useTranslation();
  const language = useLanguage();
  const when = useScheduleWords();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const amount = formatWon(draft.amount, language);
  const over = limits && limitProblem(BigInt(draft.amount), limits);

  const doubts: Doubt[] = [];
  if (check?.isFirst)
    doubts.push({
      name: "payee",
      title: t("send.firstTime"),
      text: t(draft.request ? "requests.firstTimeText" : "send.firstTimeText"),
      tick: t(draft.request ? "requests.checkedAsker" : "send.checkedPayee"),
    });
  if (check?.isUnusual)
    doubts.push({
      name: "sum",
      title: t("send.unusual"),
      text: t("send.unusualText"),
      tick: t("send.checkedSum", { amount }),
    });
  if (check?.planned)
    doubts.push({
      name: "planned",
      title: t("send.planned"),
      text: t("send.plannedText", { when: when(check.planned), amount }),
      tick: t("send.checkedPlanned"),
    });
  if (limits && over)
    doubts.push({
      name: "limit",
      title: t(`send.overLimit.${over.kind}`, { bound: formatWon(over.bound, language) }),
      text: t("send.overLimitText"),
      link: { to: `/accounts/${limits.id}/limits`, label: t("send.raiseLimit") },
    });

  const toTick = doubts.filter(({ tick }) => tick);
  return {
    isChecked: toTick.every(({ name }) => ticked.has(name)),
    notes: doubts.map(({ name, title, text, link }) => (
      <Note key={name} tone="warning" title={title}>
        {text}
        {link && (
          <Link to={link.to} className="mt-1 flex min-h-11 items-center font-medium underline underline-offset-4">
            {link.label}
          </Link>
        )}
      </Note>
    )),
    ticks: toTick.map(({ name, tick }) => (
      <CheckField
        key={name}
        checked={ticked.has(name)}
        onChange={(on) => setTicked(new Set(on ? [...ticked, name] : [...ticked].filter((other) => other !== name)))}
      >
        {tick}
      </CheckField>
    )),
  };
}
