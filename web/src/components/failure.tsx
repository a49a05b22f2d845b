import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Egg } from "./egg";
import { RequestNumber } from "./request-number";
import { Button } from "./ui/button";

type FailureProps = {
  title: string;
  /** What about the money, where something may be under way; it has not moved otherwise. */
  text?: string;
  error: unknown;
  onRetry?: () => void;
  children?: ReactNode;
};

/** What could not be done, what about the money, try again, and the number support asks for. */
export function Failure({ title, text, error, onRetry, children }: FailureProps) {
  const { t } = useTranslation();
  return (
    <section role="alert" className="py-10">
      <div className="-ml-2">
        <Egg state="cracked" />
      </div>
      <h2 className="mt-4 text-heading font-bold">{title}</h2>
      <p className="mt-2 lead text-label">{text ?? t("failure.moneyIsSafe")}</p>
      <div className="mt-6 flex flex-wrap gap-2">
        {onRetry && (
          <Button variant="ink" onClick={onRetry}>
            <RefreshCw className="icon" aria-hidden="true" />
            {t("failure.retry")}
          </Button>
        )}
        {children}
      </div>
      <RequestNumber error={error} />
    </section>
  );
}
