import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { TransactionRow } from "../../components/transaction-row";
import { useAmountsHidden } from "../../lib/amount-visibility";
import { formatDay } from "../../lib/dates";
import { useLanguage } from "../../lib/i18n";
import { formatWon } from "../../lib/money";
import { useNearDay } from "../../lib/use-near-day";
import type { Line } from "./days";

/** Heights of lines seen before: a list that one comes back to is as long as it was, so the place in it is the same. */
const heights = new Map<string, number>();
const HEIGHTS_MAX = 5_000;
const [HEADING_HEIGHT, ROW_HEIGHT] = [43, 68];

type HistoryListProps = { lines: readonly Line[]; search: string; onOpen: (id: string) => void };

/** However long the history, only what is near the screen is in the page. */
export function HistoryList({ lines, search, onOpen }: HistoryListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    // Whatever stands above may come later or go.
    const measure = () => setMargin((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => {
      const line = lines[index];
      return (line && heights.get(line.key)) ?? (line?.transaction ? ROW_HEIGHT : HEADING_HEIGHT);
    },
    getItemKey: useCallback((index: number) => lines[index]?.key ?? index, [lines]),
    overscan: 8,
    scrollMargin: margin,
  });
  const items = virtualizer.getVirtualItems();
  useStaying(lines, (index) => virtualizer.measurementsCache[index]?.start ?? null);
  return (
    <ul ref={list} className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {items.map(({ key, index, start }) => {
        const line = lines[index];
        return line ? (
          <li
            key={key}
            data-index={index}
            ref={(element) => {
              virtualizer.measureElement(element);
              if (!element) return;
              if (heights.size >= HEIGHTS_MAX) heights.clear();
              heights.set(line.key, element.offsetHeight);
            }}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - margin}px)` }}
          >
            {line.transaction ? (
              <TransactionRow transaction={line.transaction} detailed search={search} onOpen={onOpen} />
            ) : (
              <Heading at={line.at} sum={line.sum} />
            )}
          </li>
        ) : null;
      })}
    </ul>
  );
}

/** What comes in above the screen must not move what is read on it. */
function useStaying(lines: readonly Line[], startOf: (index: number) => number | null): void {
  const before = useRef<{ lines: readonly Line[]; key: string; start: number } | null>(null);
  useLayoutEffect(() => {
    const known = before.current;
    if (known && known.lines !== lines) {
      const start = startOf(lines.findIndex((line) => line.key === known.key));
      if (start !== null && start !== known.start && window.scrollY > 0) window.scrollBy(0, start - known.start);
    }
    // The first transaction on the screen: a day's heading may get another one below it.
    const top = lines.findIndex((line, index) => line.transaction && (startOf(index) ?? 0) >= window.scrollY);
    const start = startOf(top);
    before.current = top < 0 || start === null ? null : { lines, key: lines[top]?.key ?? "", start };
  });
}

function Heading({ at, sum }: { at: string; sum: bigint | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = useAmountsHidden();
  const relative = useNearDay()(at);
  const full = formatDay(at, language);
  return (
    <div className="flex justify-between gap-3 px-5 pt-4.5 pb-1 text-caption font-medium text-ink-muted">
      <h3>{relative ? `${relative}, ${full}` : full}</h3>
      {sum !== null && !hidden && (
        <span>
          <span className="sr-only">{t("history.daySum")} </span>
          {formatWon(sum, language, sum > 0n ? "in" : "none")}
        </span>
      )}
    </div>
  );
}
