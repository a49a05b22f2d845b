import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Egg } from "../components/egg";
import { Button } from "../components/ui/button";
import { formatMoment } from "../lib/dates";
import { useLanguage } from "../lib/i18n";
import { maintenance } from "../lib/notify";
import { useStore } from "../lib/store";

/** A crowd that waits for one moment comes back over half a minute. */
const SPREAD_MS = 30_000;
/** Who was told a day may find it shortened. */
const ASK_AGAIN_MS = 30 * 60_000;

/** While the server is being worked on: when it opens. What was begun below is a draft, and there after a reload. */
export function Maintenance() {
  const told = useStore(maintenance);
  return told && <Page until={told.until} seconds={told.seconds} />;
}

function Page({ until, seconds }: { until: string; seconds: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    const wait = Math.min(seconds * 1_000, ASK_AGAIN_MS) + Math.random() * SPREAD_MS;
    const timer = setTimeout(ask, wait);
    return () => clearTimeout(timer);
  }, [seconds]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="maintenance"
      onCancel={(event) => event.preventDefault()}
      className="m-0 h-dvh max-h-none w-full max-w-none overflow-y-auto bg-surface text-ink"
    >
      <div className="mx-auto w-full max-w-[480px] px-5 py-16">
        <Egg state="waiting" />
        <h2 id="maintenance" className="mt-4 text-heading font-bold">
          {t("maintenance.title")}
        </h2>
        <p className="mt-2 text-body">{t("maintenance.opens", { at: formatMoment(until, language) })}</p>
        <p className="mt-1 lead text-label">{t("maintenance.money")}</p>
        <Button variant="ink" className="mt-6" onClick={ask}>
          {t("maintenance.ask")}
        </Button>
      </div>
    </dialog>
  );
}

function ask(): void {
  window.location.reload();
}
