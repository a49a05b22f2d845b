import { type ComponentProps, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigationType } from "react-router";
import { classNames } from "../lib/class-names";

let firstPage = true;

/** The heading of a route: names the tab, and takes focus when the route was reached by a step inside the app. */
export function PageTitle({ title, className, children, ...rest }: ComponentProps<"h1"> & { title: string }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const arrival = useNavigationType();
  useEffect(() => {
    document.title = `${title} · ${t("common.ourBank")}`;
  }, [title, t]);
  useEffect(() => {
    if (firstPage) firstPage = false;
    // the only field of a screen may have taken the focus already
    else if (document.activeElement instanceof HTMLInputElement) return;
    // going back restores the scroll position, and focus must not pull the page away from it
    else heading.current?.focus({ preventScroll: arrival === "POP" });
  }, [arrival]);
  return (
    <h1 ref={heading} tabIndex={-1} className={classNames("outline-none", className)} {...rest}>
      {children ?? title}
    </h1>
  );
}
