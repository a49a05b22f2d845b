import { ArrowDownToLine, ArrowUpRight, Plus, ReceiptText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { classNames } from "../../lib/class-names";
import { useOnline } from "../../lib/online";

const ACTIONS = [
  { to: "/send", key: "send", Icon: ArrowUpRight, money: true },
  { to: "/charge", key: "charge", Icon: Plus, money: true },
  { to: "/withdraw", key: "withdraw", Icon: ArrowDownToLine, money: true },
  { to: "/history", key: "history", Icon: ReceiptText, money: false },
] as const;

/** The yolk marks the next step: sending, or charging where there is nothing to send. */
export function QuickActions({ next }: { next: "send" | "charge" }) {
  const { t } = useTranslation();
  const online = useOnline();
  const shape =
    "flex h-21 flex-col items-center justify-center gap-2 rounded-lg text-label leading-[1.2] font-semibold transition-colors lg:h-16 lg:flex-row";
  return (
    <nav aria-label={t("home.actions")} className="mt-5.5 grid grid-cols-4 gap-2 lg:mt-6">
      {ACTIONS.map(({ to, key, Icon, money }) => {
        const inside = (
          <>
            <Icon className="icon-lg lg:size-5" aria-hidden="true" />
            {t(`action.${key}`)}
          </>
        );
        if (money && !online)
          return (
            // a link without an address: still named and reachable by reading, but it leads nowhere
            // biome-ignore lint/a11y/useFocusableInteractive: it is off
            // biome-ignore lint/a11y/useSemanticElements: it is off
            <span key={key} role="link" aria-disabled="true" className={classNames(shape, "bg-surface text-ink-faint")}>
              {inside}
            </span>
          );
        const look =
          key === next
            ? "bg-yolk text-yolk-ink hover:bg-yolk-hover active:bg-yolk-press"
            : "bg-surface hover:bg-surface-press";
        return (
          <Link key={key} to={to} className={classNames(shape, look)}>
            {inside}
          </Link>
        );
      })}
    </nav>
  );
}
