import "sonner/dist/styles.css";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Toaster as Sonner, toast } from "sonner";
import { outdated } from "../lib/notify";
import { takeNewVersion, waitingVersion } from "../lib/service-worker";
import { useStore } from "../lib/store";

export function Toaster() {
  const { t } = useTranslation();
  const isOutdated = useStore(outdated);
  useEffect(() => {
    if (!isOutdated) return;
    const reload = { label: t("failure.reload"), onClick: () => window.location.reload() };
    toast(t("failure.outdated"), { id: "reload", duration: Number.POSITIVE_INFINITY, action: reload });
  }, [isOutdated, t]);
  const newVersion = useStore(waitingVersion);
  useEffect(() => {
    if (!newVersion) return;
    const take = { label: t("version.take"), onClick: takeNewVersion };
    toast(t("version.waiting"), { id: "version", duration: Number.POSITIVE_INFINITY, action: take });
  }, [newVersion, t]);
  return (
    <Sonner
      position="bottom-center"
      containerAriaLabel={t("common.notices")}
      duration={4_000}
      offset={24}
      mobileOffset={{ bottom: "calc(var(--bar) + env(safe-area-inset-bottom) + 1rem)" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          // It says something and is in nobody's way: a tap goes to what lies below, and a pointer does not keep it there.
          toast:
            "pointer-events-none! flex w-full min-h-13 items-center rounded-btn bg-inverse px-4.5 py-3 text-label font-medium text-on-inverse shadow-raised",
          actionButton: "pointer-events-auto ml-auto min-h-11 shrink-0 pl-4 font-semibold underline underline-offset-4",
        },
      }}
    />
  );
}
