import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "./failure";
import { Flow } from "./flow";
import { PageTitle } from "./page-title";
import { Button } from "./ui/button";
import { Skeleton } from "./ui/skeleton";

type BeforeConfirmProps = Pick<ComponentProps<typeof Flow>, "step" | "exit"> & {
  title: string;
  action: string;
  /** Why it does not come. */
  error: unknown;
  onRetry: () => void;
};

/** The last page before money moves, until what it must know is there: what is asked can be read, and not yet done. */
export function BeforeConfirm({ title, action, error, onRetry, ...flow }: BeforeConfirmProps) {
  const { t } = useTranslation();
  return (
    <Flow
      {...flow}
      action={
        <Button variant="yolk" size="xl" disabled>
          {action}
        </Button>
      }
    >
      <PageTitle title={title} className="mt-2 question" />
      {error ? (
        <Failure title={t("failure.title")} error={error} onRetry={onRetry} />
      ) : (
        <div role="status" className="mt-10">
          <span className="sr-only">{t("common.loading")}</span>
          {["w-24", "w-36", "w-28", "w-20"].map((width) => (
            <div key={width} className="flex justify-between py-[11px]">
              <Skeleton className="h-4 w-16" />
              <Skeleton className={`h-4 ${width}`} />
            </div>
          ))}
        </div>
      )}
    </Flow>
  );
}
