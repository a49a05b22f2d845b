import { SlidersHorizontal, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Chip } from "../../components/ui/chip";
import { dayKey, formatYearMonth } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { EVERYTHING, type HistoryFilter, monthOf, readFilter, writeFilter } from "./filter";
import { FilterSheet } from "./filter-sheet";
import { SearchBox } from "./search-box";

const DIRECTIONS = [
  { value: null, key: "all" },
  { value: "IN", key: "in" },
  { value: "OUT", key: "out" },
] as const;

export function FilterBar() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState(false);
  const filter = readFilter(params);
  // replaced, not pushed: the back button leaves the history, it does not undo chips one by one
  const apply = (next: HistoryFilter) => setParams(writeFilter(next), { replace: true, preventScrollReset: true });
  return (
    <>
      <SearchBox value={filter.search} onSearch={(search) => apply({ ...filter, search })} />
      {/* biome-ignore lint/a11y/useSemanticElements: chips in a row, not fields of a form */}
      <div role="group" aria-label={t("history.filter")} className="mt-3 flex gap-2">
        {DIRECTIONS.map(({ value, key }) => (
          <Chip key={key} onCard on={filter.direction === value} onClick={() => apply({ ...filter, direction: value })}>
            {t(`history.direction.${key}`)}
          </Chip>
        ))}
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label={t("history.openFilter")}
          onClick={() => setOpen(true)}
          className="inline-flex h-10 items-center rounded-full bg-surface px-3.5 hover:bg-surface-muted"
        >
          <SlidersHorizontal className="icon" aria-hidden="true" />
        </button>
      </div>
      <Badges filter={filter} onChange={apply} />
      <FilterSheet open={open} onOpenChange={setOpen} filter={filter} onApply={apply} />
    </>
  );
}

function Badges({ filter, onChange }: { filter: HistoryFilter; onChange: (filter: HistoryFilter) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const badges: { text: string; without: HistoryFilter }[] = [];
  if (filter.search) badges.push({ text: `“${filter.search}”`, without: { ...filter, search: "" } });
  if (filter.progress)
    badges.push({ text: t(`history.progress.${filter.progress}`), without: { ...filter, progress: null } });
  const month = monthOf(filter, dayKey(new Date()));
  if (filter.period === "custom")
    badges.push({
      text: month
        ? formatYearMonth(month, language)
        : `${filter.from || t("history.start")} – ${filter.to || t("date.today")}`,
      without: { ...filter, period: "all", from: "", to: "" },
    });
  else if (filter.period !== "all")
    badges.push({ text: t(`history.period.${filter.period}`), without: { ...filter, period: "all" } });
  for (const kind of filter.kinds)
    badges.push({
      text: t(`kind.name.${kind}`),
      without: { ...filter, kinds: filter.kinds.filter((other) => other !== kind) },
    });
  if (filter.amountMin || filter.amountMax) {
    const [min, max] = [filter.amountMin, filter.amountMax].map((each) => each && formatWon(each, language));
    const text =
      min && max ? `${min} – ${max}` : t(min ? "history.amountFrom" : "history.amountTo", { amount: min || max || "" });
    badges.push({ text, without: { ...filter, amountMin: "", amountMax: "" } });
  }
  if (badges.length === 0) return null;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      {badges.map(({ text, without }) => (
        <button
          key={text}
          type="button"
          aria-label={t("history.removeFilter", { name: text })}
          onClick={() => onChange(without)}
          className="inline-flex h-8 max-w-full items-center gap-1 rounded-full bg-surface pr-2.5 pl-3 text-caption font-medium shadow-[inset_0_0_0_1px_var(--line)] hover:bg-surface-muted"
        >
          <span className="truncate">{text}</span>
          <X className="icon-sm" aria-hidden="true" />
        </button>
      ))}
      <button type="button" onClick={() => onChange(EVERYTHING)} className="h-8 px-1.5 text-caption font-medium">
        {t("history.clearAll")}
      </button>
    </div>
  );
}
