import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./ui/button";

type MoreButtonProps = { busy: boolean; failed: boolean; searching?: boolean; onMore: () => void };

/** Loads the next page when it comes near the screen, and by hand for those who do not scroll. */
export function MoreButton({ busy, failed, searching = false, onMore }: MoreButtonProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    // after a failure only the person asks again
    if (!place.current || busy || failed) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.current(), {
      rootMargin: "600px",
    });
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [busy, failed]);
  return (
    <div ref={place} className="flex flex-col items-center gap-2 px-5 pt-3 pb-4">
      {failed && (
        <p role="alert" className="text-caption text-negative">
          {t("history.moreFailed")}
        </p>
      )}
      <Button busy={busy} onClick={onMore} className="w-full">
        {busy ? t(searching ? "history.searching" : "common.loading") : t("history.more")}
      </Button>
    </div>
  );
}
