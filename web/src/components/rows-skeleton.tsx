import { useTranslation } from "react-i18next";
import { Skeleton } from "./ui/skeleton";

export function RowsSkeleton({ rows }: { rows: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" className="pt-4">
      <span className="sr-only">{t("common.loading")}</span>
      {Array.from({ length: rows }, (_, index) => index).map((row) => (
        <div key={row} className="flex min-h-(--row) items-center gap-3 px-5">
          <Skeleton className={row % 2 ? "h-11 w-10 rounded-egg!" : "size-10 rounded-[12px]!"} />
          <div className="flex-1">
            <Skeleton className={row % 2 ? "h-3.5 w-20" : "h-3.5 w-28"} />
            <Skeleton className="mt-2 h-3 w-16" />
          </div>
          <Skeleton className="h-3.5 w-20" />
        </div>
      ))}
    </div>
  );
}
