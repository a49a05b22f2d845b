import { useTranslation } from "react-i18next";
import { Toaster as Sonner } from "sonner";

export default function Toaster() {
  const { t } = useTranslation();
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
          toast:
            "flex w-full min-h-13 items-center rounded-btn bg-inverse px-4.5 py-3 text-label font-medium text-on-inverse shadow-raised",
        },
      }}
    />
  );
}
