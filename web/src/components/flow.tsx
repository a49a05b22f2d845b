import { ChevronLeft, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { classNames } from "../lib/class-names";

type FlowProps = {
  step?: { now: number; of: number };
  /** Where the arrow leads when there is nothing to go back to. */
  exit?: string;
  onBack?: () => void;
  close?: boolean;
  action?: ReactNode;
  children: ReactNode;
};

/** One question per screen: back above, the answer in the middle, the one action fixed at the bottom. */
export function Flow({ step, exit = "/", onBack, close = false, action, children }: FlowProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const leave = () => {
    if (onBack) onBack();
    else if (!close && window.history.state?.idx > 0) void navigate(-1);
    else void navigate(exit, { replace: true });
  };
  const Icon = close ? X : ChevronLeft;
  return (
    <div className="flex min-h-dvh flex-col bg-surface lg:min-h-0 lg:flex-1">
      <div className="mx-auto flex w-full max-w-[480px] flex-1 flex-col lg:flex-none lg:pt-6 lg:pb-16">
        <header className="no-print flex h-16 flex-none items-center px-2 pt-3 [padding-top:max(0.75rem,env(safe-area-inset-top))]">
          <button
            type="button"
            aria-label={close ? t("common.close") : t("common.back")}
            onClick={leave}
            className="grid size-11 place-items-center rounded-full hover:bg-surface-muted"
          >
            <Icon className="icon-lg" aria-hidden="true" />
          </button>
          {step && <Steps {...step} />}
        </header>
        <div className="step-arrives flex flex-1 flex-col px-5">{children}</div>
        {action && (
          <div className="flow-action no-print sticky bottom-0 z-(--layer-sticky) flex flex-col gap-2 bg-surface px-5 pt-3 safe-bottom lg:static lg:mt-8">
            {action}
          </div>
        )}
      </div>
    </div>
  );
}

function Steps({ now, of }: { now: number; of: number }) {
  const { t } = useTranslation();
  return (
    <div role="img" aria-label={t("common.step", { now, of })} className="flex flex-1 justify-center gap-1 pr-11">
      {Array.from({ length: of }, (_, index) => index + 1).map((number) => (
        <span
          key={number}
          className={classNames("h-[3px] w-7 rounded-[2px]", number <= now ? "bg-ink" : "bg-surface-press")}
        />
      ))}
    </div>
  );
}
