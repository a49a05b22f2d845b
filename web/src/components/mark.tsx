import { useTranslation } from "react-i18next";
import { classNames } from "../lib/class-names";

/** The chick leaving its shell. Beak and bowl follow the ink, so they turn shell white in the dark. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg className={classNames("text-ink", className)} viewBox="0 0 48 48" aria-hidden="true">
      <path d="M7.5 25.5C8.1 14 14.6 5.500 23 5.500S37.900 14 38.500 25.500Z" fill="var(--accent)" />
      <path d="M36.600 14.600 44.600 18.900a1 1 0 0 1 .1 1.700L38.600 25.200Z" fill="currentColor" />
      <path d="M6 28H40C40 37 32.600 44 23 44S6 37 6 28Z" fill="currentColor" />
      <circle cx="29" cy="17.300" r="2.300" fill="var(--accent-ink)" />
    </svg>
  );
}

export function Brand() {
  const { t } = useTranslation();
  return (
    <span className="flex items-center gap-1.5 text-heading font-[800] tracking-[-0.045em]">
      <Mark className="size-[30px]" />
      {t("common.ourBank")}
    </span>
  );
}
