import { CircleCheck, KeyRound, Lock, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { LogInDays_LogInFragment } from "../../gql/graphql";
import { classNames } from "../../lib/class-names";
import { dayKey, formatDay, formatTime } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { useNearDay } from "../../lib/use-near-day";

/* GraphQL */ `
  fragment LogInDays_logIn on LogIn {
    id
    at
    outcome
    current
    device
    maskedAddress
    methods
  }
`;

const looks = {
  DONE: { Icon: CircleCheck, tone: "text-positive" },
  CHALLENGED: { Icon: KeyRound, tone: "text-info" },
  REFUSED: { Icon: TriangleAlert, tone: "text-warning" },
  FACTOR_REFUSED: { Icon: TriangleAlert, tone: "text-warning" },
  LOCKED: { Icon: Lock, tone: "text-negative" },
  TURNED_AWAY: { Icon: Lock, tone: "text-negative" },
};

/** Log-ins and tries by day, newest first. */
export function LogInDays({ logIns }: { logIns: readonly LogInDays_LogInFragment[] }) {
  const nearDay = useNearDay();
  const language = useLanguage();
  const days = [...new Set(logIns.map(({ at }) => dayKey(at)))];
  return days.map((day) => {
    const items = logIns.filter(({ at }) => dayKey(at) === day);
    const at = items[0]?.at ?? "";
    const relative = nearDay(at);
    return (
      <section key={day} aria-labelledby={`day-${day}`} className="pt-5">
        <h2 id={`day-${day}`} className="pb-1 text-caption font-medium text-ink-muted">
          {relative ? `${relative}, ${formatDay(at, language)}` : formatDay(at, language)}
        </h2>
        <ul>
          {items.map((logIn) => (
            <Row key={logIn.id} logIn={logIn} />
          ))}
        </ul>
      </section>
    );
  });
}

function Row({ logIn: { at, outcome, current, device, maskedAddress, methods } }: { logIn: LogInDays_LogInFragment }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { Icon, tone } = looks[outcome];
  const where = current ? t("security.thisDevice") : device === "?" ? t("security.unknownDevice") : device;
  const how =
    outcome === "DONE" || outcome === "FACTOR_REFUSED"
      ? methods.map((each) => t(`security.method.${each}`)).join(" + ")
      : "";
  return (
    <li className="flex min-h-(--row) items-center gap-3 py-2">
      <Icon className={classNames("icon", tone)} aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className="text-body font-medium">{t(`security.logIn.${outcome}`)}</p>
        <p className="text-caption text-ink-muted">{[where, maskedAddress, how].filter(Boolean).join(" · ")}</p>
      </div>
      <time dateTime={at} className="text-caption text-ink-muted tabular-nums">
        {formatTime(at, language)}
      </time>
    </li>
  );
}
