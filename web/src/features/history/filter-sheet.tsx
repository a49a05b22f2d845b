import { Check } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AmountField } from "../../components/amount-field";
import { Button } from "../../components/ui/button";
import { Chip } from "../../components/ui/chip";
import { SelectField } from "../../components/ui/select-field";
import { Sheet } from "../../components/ui/sheet";
import { TextField } from "../../components/ui/text-field";
import { dayKey, formatYearMonth } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { parseAmount } from "../../lib/money";
import { daysOfMonth, EVERYTHING, type HistoryFilter, KINDS, monthOf, PROGRESS, recentMonths } from "./filter";

type FilterSheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  filter: HistoryFilter;
  onApply: (filter: HistoryFilter) => void;
};

export function FilterSheet({ open, onOpenChange, filter, onApply }: FilterSheetProps) {
  const { t } = useTranslation();
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("history.filter")}>
      <FilterForm
        filter={filter}
        onApply={(next) => {
          onApply(next);
          onOpenChange(false);
        }}
      />
    </Sheet>
  );
}

const PERIOD_CHOICES = ["all", "week", "month", "quarter", "custom"] as const;

function FilterForm({ filter, onApply }: { filter: HistoryFilter; onApply: (filter: HistoryFilter) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [draft, setDraft] = useState(filter);
  const today = dayKey(new Date());
  const toggle = (kind: (typeof KINDS)[number]) => {
    const kinds = draft.kinds.includes(kind) ? draft.kinds.filter((other) => other !== kind) : [...draft.kinds, kind];
    setDraft({ ...draft, kinds });
  };
  const isEmptyRange =
    draft.amountMin !== "" && draft.amountMax !== "" && parseAmount(draft.amountMin) > parseAmount(draft.amountMax);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmptyRange) onApply(draft);
      }}
    >
      <fieldset>
        <legend className="text-label font-medium">{t("history.periodLabel")}</legend>
        <div className="mt-2.5 flex flex-wrap gap-2">
          {PERIOD_CHOICES.map((period) => (
            <Chip key={period} on={draft.period === period} onClick={() => setDraft({ ...draft, period })}>
              {t(`history.period.${period}`)}
            </Chip>
          ))}
        </div>
        <SelectField
          className="mt-4"
          label={t("history.monthLabel")}
          value={monthOf(draft, today)}
          options={[
            { value: "", label: t("history.anyMonth") },
            ...recentMonths(today).map((month) => ({ value: month, label: formatYearMonth(month, language) })),
          ]}
          onChange={({ target: { value: month } }) =>
            setDraft(
              month === ""
                ? { ...draft, period: "all", from: "", to: "" }
                : { ...draft, period: "custom", ...daysOfMonth(month, today) },
            )
          }
        />
        {draft.period === "custom" && (
          <div className="mt-4 grid grid-cols-1 gap-3 xs:grid-cols-2">
            <TextField
              type="date"
              label={t("history.from")}
              max={draft.to || today}
              value={draft.from}
              onChange={(event) => setDraft({ ...draft, from: event.target.value })}
            />
            <TextField
              type="date"
              label={t("history.to")}
              min={draft.from}
              max={today}
              value={draft.to}
              onChange={(event) => setDraft({ ...draft, to: event.target.value })}
            />
          </div>
        )}
      </fieldset>
      <fieldset className="mt-6">
        <legend className="text-label font-medium">{t("history.kindLabel")}</legend>
        <div className="mt-2.5 flex flex-wrap gap-2">
          {KINDS.map((kind) => (
            <Chip key={kind} on={draft.kinds.includes(kind)} onClick={() => toggle(kind)}>
              {draft.kinds.includes(kind) && <Check className="icon-sm" aria-hidden="true" />}
              {t(`kind.name.${kind}`)}
            </Chip>
          ))}
        </div>
      </fieldset>
      <fieldset className="mt-6">
        <legend className="text-label font-medium">{t("history.progressLabel")}</legend>
        <div className="mt-2.5 flex flex-wrap gap-2">
          {([null, ...PROGRESS] as const).map((progress) => (
            <Chip key={progress} on={draft.progress === progress} onClick={() => setDraft({ ...draft, progress })}>
              {t(`history.progress.${progress ?? "all"}`)}
            </Chip>
          ))}
        </div>
      </fieldset>
      <fieldset className="mt-6">
        <legend className="text-label font-medium">{t("history.amountLabel")}</legend>
        <div className="mt-2.5 grid grid-cols-2 gap-3">
          <AmountField
            label={t("history.amountMin")}
            value={draft.amountMin}
            onChange={(amountMin) => setDraft({ ...draft, amountMin })}
          />
          <AmountField
            label={t("history.amountMax")}
            value={draft.amountMax}
            error={isEmptyRange ? t("history.amountOrder") : undefined}
            onChange={(amountMax) => setDraft({ ...draft, amountMax })}
          />
        </div>
      </fieldset>
      <div className="mt-7 grid grid-cols-[1fr_2fr] gap-2">
        <Button
          size="xl"
          onClick={() => setDraft({ ...EVERYTHING, direction: filter.direction, search: filter.search })}
        >
          {t("history.reset")}
        </Button>
        <Button type="submit" variant="yolk" size="xl">
          {t("history.apply")}
        </Button>
      </div>
    </form>
  );
}
