import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";

type ChartCardProps = {
  title: string;
  /** The sentence that says what there is to see. */
  summary: string;
  chart: ReactNode;
  table: ReactNode;
};

/** A chart is never the only way to its figures. */
export function ChartCard({ title, summary, chart, table }: ChartCardProps) {
  const { t } = useTranslation();
  const id = useId();
  const [isTable, setTable] = useState(false);
  return (
    <section aria-labelledby={id} className="rounded-lg bg-surface-muted px-5 pt-4.5 pb-5">
      <div className="flex items-center justify-between gap-3">
        <h2 id={id} className="text-body-lg font-bold tracking-[var(--track-title)]">
          {title}
        </h2>
        <button
          type="button"
          onClick={() => setTable(!isTable)}
          className="-my-3 inline-flex min-h-11 flex-none items-center text-caption font-medium text-ink-muted hover:text-ink"
        >
          {isTable ? t("insights.asChart") : t("insights.asTable")}
        </button>
      </div>
      {isTable ? (
        <div className="mt-3">{table}</div>
      ) : (
        <figure className="mt-3">
          <figcaption className="text-caption text-ink-muted">{summary}</figcaption>
          {chart}
        </figure>
      )}
    </section>
  );
}

type ChartTableProps = { head: readonly string[]; rows: ReadonlyArray<readonly string[]> };

/** The first column names the row; the others are figures. */
export function ChartTable({ head, rows }: ChartTableProps) {
  return (
    <table className="w-full border-collapse text-label">
      <thead>
        <tr className="text-caption text-ink-muted">
          {head.map((text, index) => (
            <th key={text} scope="col" className={index === 0 ? "py-2 text-left" : "py-2 text-right"}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name = "", ...values]) => (
          <tr key={name} className="border-t border-line">
            <th scope="row" className="py-2.5 pr-3 text-left font-medium">
              {name}
            </th>
            {values.map((value, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
              <td key={index} className="py-2.5 pl-2 text-right">
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
