import type { FragmentType } from "@apollo/client";
import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Skeleton } from "../../components/ui/skeleton";
import { type BalancePanel_AccountFragment, BalancePanel_AccountFragmentDoc } from "../../gql/graphql";
import { toggleAmounts, useAmountsHidden } from "../../lib/amount-visibility";
import { classNames } from "../../lib/class-names";
import { formatTime } from "../../lib/dates";
import { lastCheckedAt } from "../../lib/graphql/connection-state";
import { useEntity } from "../../lib/graphql/use-entity";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { useOnline } from "../../lib/online";
import { useStore } from "../../lib/store";
import { ConnectionDot } from "./connection-dot";
import { RollingAmount } from "./rolling-amount";

/* GraphQL */ `
  fragment BalancePanel_account on Account {
    id
    balance
    available
    version
  }
`;

type BalancePanelProps = { account: FragmentType<BalancePanel_AccountFragment> | null; label: ReactNode };

export function BalancePanel({ account, label }: BalancePanelProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = useAmountsHidden();
  const balance = useEntity(BalancePanel_AccountFragmentDoc, account)?.balance;
  return (
    <section aria-label={t("home.balance")}>
      <div className="flex items-center justify-between gap-3">
        {label}
        <ConnectionDot />
      </div>
      <div className="mt-1.5 flex min-h-[3.2rem] items-center gap-1.5 lg:min-h-[4.1rem] lg:gap-2">
        {balance === undefined ? (
          <BalanceSkeleton />
        ) : hidden ? (
          <p className="text-amount-lg font-bold text-ink-muted">{t("money.hidden")}</p>
        ) : (
          <RollingAmount amount={balance} />
        )}
        <button
          type="button"
          aria-pressed={hidden}
          aria-label={t("money.hide")}
          onClick={toggleAmounts}
          className={classNames(
            "grid size-11 flex-none place-items-center rounded-full text-ink-muted hover:bg-surface-press",
            // Its place is behind the amount, so it comes with it.
            balance === undefined && "invisible",
          )}
        >
          {hidden ? <EyeOff className="icon" aria-hidden="true" /> : <Eye className="icon" aria-hidden="true" />}
        </button>
      </div>
      <Stamp />
      <Announcement
        text={balance !== undefined && !hidden ? t("home.balanceIs", { amount: formatWon(balance, language) }) : ""}
      />
    </section>
  );
}

export function BalanceSkeleton() {
  return <Skeleton className="h-9 w-56" />;
}

const JUST_NOW_MS = 60_000;

function Stamp() {
  const { t } = useTranslation();
  const language = useLanguage();
  const online = useOnline();
  const checked = useStore(lastCheckedAt);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  let text = "";
  if (checked !== null) {
    const time = formatTime(new Date(checked).toISOString(), language);
    if (!online) text = t("home.checkedLast", { time });
    else text = Date.now() - checked < JUST_NOW_MS ? t("home.updatedNow") : t("home.updatedAt", { time });
  }
  return <p className="mt-0.5 min-h-5 text-caption text-ink-muted lg:mt-1">{text}</p>;
}

/** Says a changed balance once per event; the first one is read with the page anyway. */
function Announcement({ text }: { text: string }) {
  const first = useRef<string | null>(null);
  if (first.current === null && text) first.current = text;
  // It may come back to what it was at first, which is news then.
  else if (text !== first.current) first.current = "";
  return (
    <p aria-live="polite" className="sr-only">
      {text === first.current ? "" : text}
    </p>
  );
}
