import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration } from "react-router";
import { Mark } from "../components/mark";
import { Later } from "./later";

export function Root() {
  return (
    <>
      <SkipLink />
      <Outlet />
      <ScrollRestoration />
      <Later />
    </>
  );
}

function SkipLink() {
  const { t } = useTranslation();
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-(--layer-skip) -translate-y-20 rounded-md bg-inverse px-4 py-3 text-label font-semibold text-on-inverse focus:translate-y-0"
    >
      {t("common.skip")}
    </a>
  );
}

/** The moment between the first paint and the answer about the session. */
export function Splash() {
  return (
    <div className="grid min-h-dvh place-items-center">
      <Mark className="late size-14" />
    </div>
  );
}
